// Who did what when, as stretches: a lane for each task and a lane for each core.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/trace/task_state.h"
#include "engine/trace/trace.h"

namespace simul {

/// A stretch of a lane in one state; never empty.
struct Span {
    Time from{};
    Time until = kNever;    ///< kNever: it lasts as far as the trace goes
    std::size_t event = 0;  ///< that began it
    TaskId task = kNoTask;
    TaskId other = kNoTask;             ///< blocked on a future: of whom; ready: who made it ready
    ResourceId resource = kNoResource;  ///< blocked: on what
    CoreId core = kNoCore;              ///< running: where
    State state{};                      ///< ready, running, blocked or asleep
};

/// Grows with the trace.
class Timeline {
  public:
    Timeline() = default;
    explicit Timeline(const Trace& trace) { take(trace); }

    /// Takes what was appended since the last call.
    void take(const Trace& trace);

    /// In the order of time. Only the last one may last; a task that is done has no span for that.
    const std::vector<Span>& of_task(TaskId task) const { return lane(tasks_, index_of(task)); }
    /// The running stretches of all tasks there. Cores of a real computer have the kernel's numbers.
    const std::vector<Span>& of_core(CoreId core) const { return lane(cores_, index_of(core)); }

    /// One more than the highest number that was seen.
    std::size_t task_count() const { return tasks_.size(); }
    std::size_t core_count() const { return cores_.size(); }
    /// The time of the last event.
    Time end() const { return end_; }
    /// How many events have been taken.
    std::size_t size() const { return taken_; }

  private:
    using Lane = std::vector<Span>;

    void apply(const TraceEvent& event, std::size_t index);
    static const Lane& lane(const std::vector<Lane>& lanes, std::size_t index);
    static void close(Lane& lane, Time until);
    Lane& core_lane(CoreId core);

    std::vector<TaskState> states_;
    std::vector<Lane> tasks_;
    std::vector<Lane> cores_;
    Time end_{};
    std::size_t taken_ = 0;
};

}  // namespace simul
