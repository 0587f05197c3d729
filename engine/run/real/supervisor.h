// Looks after a run with threads or processes, from the runner's own thread: its end, deadlocks, tasks that are stuck.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "engine/os/clock.h"
#include "engine/run/real/worker.h"
#include "engine/run/watchdog.h"

namespace simul {

/// What else is to be done from time to time: threads are joined, processes reaped.
class Caretaker {
  public:
    virtual void take_care() = 0;
    /// A task's thread cannot be stopped, its process can. Returns whether the task is out of the way.
    virtual bool remove(TaskId stuck) = 0;
    /// A task of spawn_at whose time has come, where tasks do not wait for it themselves.
    virtual void arrive(TaskId due) = 0;
    /// When something is to happen that no task does (CLOCK_MONOTONIC); kNoDeadline: nothing.
    virtual std::int64_t next_happening() { return os::kNoDeadline; }
    /// Whether a task will begin though all have ended.
    virtual bool somebody_comes() { return false; }

  protected:
    ~Caretaker() = default;
};

class Supervisor {
  public:
    /// `own`: the worker that records what the supervisor has to say.
    Supervisor(SharedRun& run, Worker& own, Caretaker& caretaker) : run_(run), own_(own), caretaker_(caretaker) {}

    /// Returns when all tasks have ended, none ever can, or the run is told to stop.
    Outcome supervise();

  private:
    bool is_deadlocked();
    void look_for_stuck();
    void explain_stuck(TaskId id);
    bool exceeds_events();
    std::int64_t let_arrive();
    Outcome outcome();

    SharedRun& run_;
    Worker& own_;
    Caretaker& caretaker_;
    std::uint64_t fingerprint_ = 0;  ///< of the last look at which everybody waited
    std::int64_t next_look_ = 0;
    bool deadlocked_ = false;
    std::unordered_map<TaskId, CoreTimeBudget> budgets_;
};

}  // namespace simul
