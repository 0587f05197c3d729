// Conducted runs for real: every task's code runs in a thread or process of its own, and exactly one of them at a time.
//
// How it works. The stage is a story to the executor (Conducted, which stays the only one who knows what operations
// mean). The body that it gives for a task only relays: it hands the turn to the place where the task's code runs,
// waits until that asks for an operation or has ended, asks the executor for the same, and carries the answer back. A
// thread is lent to one task after another and has a loaded story of its own. A process is forked from that of the task
// that spawns it, by its spawn, and has its memory; a pool's processes are forked before main's. Those who look for
// speed let the whole process have one core only: a hand-over between cores costs several times as much.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/os/memory.h"
#include "engine/os/threads.h"
#include "engine/run/conducted/place.h"
#include "engine/run/cooperative.h"
#include "engine/run/story_maker.h"

namespace simul {

/// For those who end runs otherwise.
inline const std::atomic<std::uint32_t> kNeverStopped{0};

class Stage : public Story {
  public:
    /// Whether a conducted run of this plan has a stage: for real, and not on the one thread of the executor.
    static bool is_for(const RunPlan& plan) { return plan.clock == Clock::real && !uses_one_core(plan.model); }
    /// `stop` ends every wait for a place, and the kernels. For processes the caller must have no other thread.
    static Result<std::unique_ptr<Stage>> create(Story& story, const RunPlan& plan, const StoryMaker& make,
                                                 const std::atomic<std::uint32_t>& stop = kNeverStopped);
    ~Stage() override = default;

    const ScenarioDescription& description() const override { return story_.description(); }
    Task start_main(TaskContext& task) override;
    Task start(TaskContext& task, std::string_view call) override;
    /// Before `set_up`: what is forked then inherits it.
    void tell_locals(bool tell) override {
        tells_locals_ = tell;
        story_.tell_locals(tell);
    }

    bool add_place(const TaskContext& task, StateHash& into) const override;
    ClockUse clock_use() const override { return story_.clock_use(); }
    bool may_cancel() const override { return story_.may_cancel(); }
    bool may_look_at_ends() const override { return story_.may_look_at_ends(); }
    bool may_clean_up() const override { return story_.may_clean_up(); }

    /// Before each run, and after it, when all bodies have been dropped.
    virtual Result<void> set_up() = 0;
    virtual void clear() = 0;

    /// A place died, or its task never came back.
    bool lost_somebody() const { return lost_somebody_; }

    // ---- For the body that relays. `number`: of the desk.

    Desk& desk(std::uint32_t number) { return works_.desks[number]; }
    /// Gives the turn to a place, with these words, and waits until it comes back, with those. False: the run is told
    /// to stop. Throws when it never will come back.
    bool hand_turn(std::uint32_t number, const CoopTask& task, std::string& words);
    /// Before the spawner learns that its child is there.
    virtual void prepare_spawn(Desk& spawner, TaskId child) = 0;
    virtual void leave(std::uint32_t number, const CoopTask& task) = 0;

  protected:
    Stage(Story& story, const RunPlan& plan, const std::atomic<std::uint32_t>& stop, os::SharedMemory memory);

    /// The desk of the place where the task begins. A callback's task has nobody who spawned it.
    virtual std::uint32_t seat(const CoopTask& task) = 0;
    /// Throws when the place is gone. `closely`: asks the kernel.
    virtual void look_after(std::uint32_t number, bool closely) = 0;
    virtual std::int64_t core_time(std::uint32_t number) const = 0;
    /// It has burned a second between two operations: it will never have the turn again.
    virtual void give_up(std::uint32_t number) = 0;
    std::uint32_t free_desk();
    void free(std::uint32_t number) { free_desks_.push_back(number); }

    Story& story_;
    RunPlan plan_;
    os::SharedMemory memory_;
    Stageworks works_;
    bool lost_somebody_ = false;
    bool tells_locals_ = false;

  private:
    bool pass_turn(std::uint32_t number, const CoopTask& task);
    [[noreturn]] void fail_stuck(std::uint32_t number, const CoopTask& task);

    std::vector<std::uint32_t> free_desks_;
    std::uint32_t used_desks_ = 1;  ///< no desk has the number 0
    std::unordered_map<TaskId, std::string> names_;
    std::unordered_map<TaskId, std::uint32_t> seats_;  ///< desks of tasks
};

}  // namespace simul
