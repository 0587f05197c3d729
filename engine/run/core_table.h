// Who runs on which core, as the merged events tell, so that no core is ever shown with two tasks.
//
// How it works. Here the streams of several threads meet, and a thread cannot tell that it lost its core before it has
// one again: often somebody else's `run` there comes first. So whoever still stands on a core where another begins to
// run is preempted at that moment. It runs again, on the core where it says it is, with the next thing that it records.
// Within compute and work it would have told a gap of more than some microseconds: so there it is back as soon as the
// other leaves. What is added is `unordered`: nobody recorded it.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/trace/task_state.h"

namespace simul {

class CoreTable {
  public:
    /// The next event of the trace. Appends to `around` what the trace must say before it and after it, at its time,
    /// and the event between them. `seen_on`: where the task's own thread was when it recorded the event; kNoCore if
    /// another recorded it.
    void take(const TraceEvent& event, CoreId seen_on, std::vector<TraceEvent>& around);

    const TaskState& state_of(TaskId task) const;
    /// Who runs there, or kNoTask.
    TaskId on_core(CoreId core) const;
    /// How many tasks are ready.
    std::size_t ready() const { return ready_; }

  private:
    struct Place {
        TaskState state;
        bool computes = false;        ///< between `wanted` and the end of compute or work
        CoreId pushed_off = kNoCore;  ///< lost that core to another, and did not notice
    };

    void settle(const TraceEvent& event, std::vector<TraceEvent>& around);
    void push_off(CoreId core, TaskId newcomer, Time when, std::vector<TraceEvent>& around);
    void bring_back(CoreId freed, Time when, std::vector<TraceEvent>& around);
    void change(TaskId task, const TaskState& after);
    bool runs_elsewhere(const TraceEvent& event, CoreId seen_on) const;

    std::vector<Place> tasks_;
    std::vector<TaskId> pushed_off_;  ///< latest last
    std::vector<TaskId> cores_;
    std::size_t ready_ = 0;
};

/// Of `task`, by somebody who is not its thread: it gets, or loses, `core`.
TraceEvent unordered_event(EventKind run_or_preempt, TaskId task, CoreId core, Time when);

}  // namespace simul
