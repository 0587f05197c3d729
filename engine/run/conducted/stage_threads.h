// A stage of threads, each with a loaded story of its own, lent to one task after another.
#pragma once

#include <deque>

#include "engine/run/conducted/stage.h"

namespace simul {

class StageThreads final : public Stage {
  public:
    StageThreads(Story& story, const RunPlan& plan, StoryMaker make, const std::atomic<std::uint32_t>& stop,
                 os::SharedMemory memory)
        : Stage(story, plan, stop, std::move(memory)), make_(std::move(make)) {}
    ~StageThreads() override;

    Result<void> set_up() override { return {}; }
    void clear() override;
    void prepare_spawn(Desk&, TaskId) override {}
    void leave(std::uint32_t number, const CoopTask&) override { release(number); }

  private:
    struct Lent {
        std::unique_ptr<Story> story;
        os::Thread thread;
        std::uint32_t number = 0;
        bool busy = false, stuck = false;
    };

    std::uint32_t seat(const CoopTask& task) override;
    void look_after(std::uint32_t, bool) override {}
    std::int64_t core_time(std::uint32_t number) const override;
    void give_up(std::uint32_t number) override;
    Lent& lent(std::uint32_t number) { return *threads_[number - 1]; }
    Lent& start_thread();
    void release(std::uint32_t number);

    StoryMaker make_;
    std::vector<std::unique_ptr<Lent>> threads_;  ///< by number of the desk, from 1 on
    std::deque<std::uint32_t> idle_;
};

}  // namespace simul
