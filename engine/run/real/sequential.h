// One after another, for real: a spawn is a call, a sleep blocks everything, and who must wait for another waits for
// ever.
#pragma once

#include <deque>
#include <vector>

#include "engine/run/real/single_thread.h"

namespace simul {

class Sequential final : public SingleThread {
  public:
    using SingleThread::SingleThread;

  private:
    struct Arrival {
        std::int64_t when;  ///< CLOCK_MONOTONIC
        CoopTask* task;
        std::uint32_t alarm;  ///< the task's newest alarm has this number, or this one is void
    };

    void drive() override;
    Grant rest(CoopTask& task, Operation& operation) override;
    Grant give_way(CoopTask& task, Operation& operation) override;
    void enqueue(CoopTask& task) override;
    void wait(CoopTask& task) override;
    Grant begin(CoopTask& parent, CoopTask& child, Operation& operation) override;
    void begin_at(CoopTask& child, Time when) override;
    void set_deadline(CoopTask& task, Duration length) override;
    void forget_alarm(CoopTask& task) override { ++task.alarm; }
    void add_alarm(CoopTask& task, std::int64_t when);
    void let_arrive();

    std::vector<CoopTask*> calls_;   ///< who continues next: a call that begins or returns
    std::deque<CoopTask*> arrived_;  ///< by the clock, in order
    std::deque<Arrival> coming_;     ///< sorted by time: tasks that are to arrive, or whose time runs out
    bool stuck_ = false;             ///< somebody waits for what nobody can give
};

}  // namespace simul
