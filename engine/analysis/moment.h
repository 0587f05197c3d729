// The whole state of a run at one point of its trace: the fold that everything shown comes from.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "engine/analysis/variables.h"
#include "engine/resources/fold.h"
#include "engine/trace/task_state.h"
#include "engine/trace/trace.h"

namespace simul {

/// One task. Its future is `pending` until the state is done; then `ending` says what it holds.
struct TaskMoment {
    TaskState state;
    Ending ending{};
    std::uint8_t signal = 0;  ///< that has ended its process; of one that returned, its exit code
    std::uint16_t line = 0;   ///< of the last operation that said one
    TaskId parent = kNoTask;
    NodeId node{};                 ///< where it runs
    Time since{};                  ///< when the state began
    std::size_t since_event = 0;   ///< the event that began it
    TaskId next_waiter = kNoTask;  ///< in the queue of `queue`
    TaskId previous_waiter = kNoTask;
    /// Conducted runs: the event that says which operation it stands before; 0: none, it asks for nothing.
    std::size_t asked_event = 0;
    bool can_go_on = false;          ///< and nothing keeps it from doing that
    bool may_have_waited = false;    ///< its last operation is one that may wait
    bool has_awaited = false;        ///< what it waited for last was the end of others
    bool on_thread = false;          ///< of an event loop: a thread beside it runs the task
    bool left_running = false;       ///< the same, and its future is cancelled
    bool is_heard_of = false;        ///< the same, and the loop knows that it has ended
    bool computes = false;           ///< is in the middle of a compute, with or without a core
    Time asked{};                    ///< since when it stands there so
    std::int64_t selects = 0;        ///< waits to receive: from so many channels, whichever has a message first; 0: one
    ResourceId queue = kNoResource;  ///< in whose queue it stands
    PermitWait permit;
};

/// A task that stands before an operation does so until one of these.
constexpr bool ends_asking(EventKind kind) {
    return kind == EventKind::step || kind == EventKind::ready || kind == EventKind::finish;
}

/// One resource, whatever its kind, and who waits for it.
struct ResourceMoment : ResourceFold {
    TaskId first_waiter = kNoTask;  ///< the head of the queue, of all kinds that have one
    TaskId last_waiter = kNoTask;
    std::uint32_t waiters = 0;
};

class Moment {
  public:
    /// Before the first event. The header must outlive the moment.
    explicit Moment(const TraceHeader& header);

    /// The next event of the trace; `index` is its place there.
    void apply(const TraceEvent& event, std::size_t index, std::string_view text);

    /// The time of the last event that was applied, and how many were.
    Time now() const { return now_; }
    std::size_t size() const { return size_; }

    /// Whether the run is over, and what has not ended never will, though it could have gone on.
    bool has_cut_off() const { return cut_off_; }

    /// Tasks and cores beyond the counts are absent and idle.
    std::size_t task_count() const { return tasks_.size(); }
    const TaskMoment& task(TaskId task) const;
    /// In a conducted run who may be chosen is ready, also if it stands in a queue.
    State state_of(TaskId task) const;
    std::size_t core_count() const { return cores_.size(); }
    /// Who runs there, or kNoTask.
    TaskId on_core(CoreId core) const;

    /// Conducted: what may be chosen though it is no task's doing, by number, and the event that says so.
    const std::vector<std::pair<TaskId, std::size_t>>& happenings() const { return happenings_; }

    const ResourceMoment& resource(ResourceId resource) const { return resources_[index_of(resource)]; }
    /// Who waits, in the order in which they came. In a conducted run who may be chosen waits no more.
    std::vector<TaskId> queue_of(ResourceId resource) const;
    /// What the task reads from a variable that is not raw; on most models, the same for all tasks.
    const ShownCell& value_of(ResourceId variable, TaskId reader = kMainTask) const {
        return variables_.value(variable, reader);
    }
    /// Its stores that other tasks do not see yet, the oldest first.
    const std::vector<ShownLateStore>& late_stores_of(TaskId task) const { return variables_.late_stores_of(task); }

    const TraceHeader& header() const { return *header_; }

  private:
    TaskMoment& grown(TaskId task);
    void end(Outcome outcome);
    void change_happenings(const TraceEvent& event, std::size_t index);
    void change_stand(const TraceEvent& event, std::size_t index);
    void change_state(const TraceEvent& event, std::size_t index);
    void change_resource(const TraceEvent& event, std::size_t index);
    void wipe(ResourceId resource);
    void join_queue(TaskId task, ResourceId resource);
    void leave_queue(TaskId task);
    void leave_core(CoreId core, TaskId task);
    void take_core(CoreId core, TaskId task);

    const TraceHeader* header_;
    std::vector<TaskMoment> tasks_;
    std::vector<ResourceMoment> resources_;
    std::vector<TaskId> cores_;
    std::vector<std::pair<TaskId, std::size_t>> happenings_;
    VariableFold variables_;
    Time now_{};
    std::size_t size_ = 0;
    bool cut_off_ = false;
};

/// After the first `events` events.
Moment moment_after(const Trace& trace, std::size_t events);

}  // namespace simul
