// Simulated time: every model on N cores, exact to the nanosecond and the same at each run.
//
// How it works. Only compute and work use a core; whatever else a task with a core does takes no time. The clock jumps
// from instant to instant. At one instant: first computes that end (cores ascending) with all that follows in no time;
// then tasks whose quantum ended go to the tail; then wake-ups and arrivals, in the order in which they were asked for;
// then free cores, ascending, take the head of the ready tasks; again until nothing changes (docs/DESIGN.md, 3). A
// preemption changes numbers here and never resumes the body of a task.
#pragma once

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/run/cooperative.h"
#include "engine/run/simulated/timer_wheel.h"
#include "engine/scenario/policy.h"

namespace simul {

class Simulated final : public Cooperative {
  public:
    Simulated(Story& story, const RunPlan& plan, std::unique_ptr<Policy> policy, Recorder& recorder,
              const std::atomic<std::uint32_t>& stop);

    Grant perform(TaskContext& context, Operation& operation) override;

  private:
    struct Core {
        CoopTask* task = nullptr;  ///< who has it
        CoopTask* last = nullptr;  ///< who had it before: nobody pays for a switch to itself
        Time end = kNever;         ///< of its compute, or of the switch to it
        Time quantum_end = kNever;
        bool switching = false;
        bool held = false;  ///< its task waits and keeps it: nobody else can run here
    };

    void drive() override;
    Grant compute(CoopTask& task, Operation& operation) override;
    Grant rest(CoopTask& task, Operation& operation) override;
    Grant give_way(CoopTask& task, Operation& operation) override;
    void enqueue(CoopTask& task) override;
    void before_wait(CoopTask& task) override;
    void wait(CoopTask& task) override;
    Grant begin(CoopTask& parent, CoopTask& child, Operation& operation) override;
    void begin_at(CoopTask& child, Time when) override;
    void leave(CoopTask& task) override;
    void forget_alarm(CoopTask& task) override {
        ++task.alarm;
        ++void_alarms_;
    }

    // One instant.
    void end_computes();
    void end_quanta();
    void wake_sleepers();
    void fill_cores();
    Time next_instant();
    Time next_on_cores();
    void drop_void_alarms(Time limit);
    bool is_valid(const Alarm& alarm) { return tasks_[alarm.task].alarm == alarm.number; }

    void dispatch(Core& core, CoopTask& task);
    void take_core(Core& core, CoopTask& task);
    void go_on_computing(Core& core, CoopTask& task);
    void end_compute(Core& core);
    void preempt(Core& core);
    void free_core(CoopTask& task);
    void keep_core(CoopTask& task);
    void add_ready(CoopTask& task);
    void add_urgent(CoopTask& task) {
        ++ready_;
        urgent_.push_back(&task);
    }
    CoopTask& next_task(CoreId core);
    void set_alarm(CoopTask& task, Time when) { alarms_.add({when, task.id, ++task.alarm}); }
    Core& core_of(const CoopTask& task) { return cores_[index_of(task.core)]; }
    CoreId id_of(const Core& core) const { return static_cast<CoreId>(&core - cores_.data()); }
    bool somebody_ready() const { return ready_ > 0; }
    void start_quantum(Core& core);
    void renew_quantum(Core& core);
    Duration cost_of(const Operation& operation) const;
    void warn_of_blocked_loop(CoopTask& task, const Operation& operation);

    // The global lock (global_lock.cpp).
    bool has_lock(const CoopTask& task) const { return resources_[index_of(global_lock_)].owner == task.id; }
    /// False: the task now waits for it, and has left its core.
    bool take_lock(CoopTask& task);
    void drop_lock(CoopTask& task);
    bool force_hand_over();
    Time hand_over_at();

    std::unique_ptr<Policy> policy_;
    const Duration quantum_;
    std::size_t ready_ = 0;          ///< tasks that are ready, wherever they stand
    CoopTask* alone_ = nullptr;      ///< a task that alone is ready need not go through the policy
    std::vector<CoopTask*> urgent_;  ///< sequential: a call that begins or returns goes before all others
    std::vector<Core> cores_;
    std::vector<std::uint64_t> free_;  ///< one bit a core
    std::size_t busy_ = 0;             ///< cores that compute or switch
    bool held_ready_ = false;
    TimerWheel<Alarm> alarms_;
    std::size_t void_alarms_ = 0;
    const bool costs_;
    std::deque<Time> lock_waits_;  ///< since when each task in the queue of the global lock has waited
    Time lock_taken_{};
    /// What else a task waited for before it asked for the global lock: ended, but not completed yet.
    std::unordered_map<TaskId, Waiter> other_waits_;
};

}  // namespace simul
