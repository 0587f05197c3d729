// The state of one task, folded from its events. Merging and all of analysis stand on this one function (the rules are
// in the head of trace_event.h).
#pragma once

#include "engine/base/task_states.h"
#include "engine/trace/trace_event.h"

namespace simul {

/// The one of conducted runs; of several machines each has one.
inline constexpr CoreId kConductedCore{0};

struct TaskState {
    State state = State::absent;
    OperationKind operation{};          ///< blocked, asleep: in what
    CoreId core = kNoCore;              ///< running: where
    ResourceId resource = kNoResource;  ///< blocked: on what, or on a future; asleep: on which device, or none
    TaskId other = kNoTask;             ///< blocked on a future: of whom; ready: who made it ready
    bool timed = false;                 ///< blocked, asleep: no longer than until its time is up
    friend bool operator==(const TaskState&, const TaskState&) = default;
};

constexpr bool is_of(EventKind kind, Family family) {
    return is_operation(kind) && family_of(operation_of(kind)) == family;
}
constexpr bool is_compute(EventKind kind) { return is_of(kind, Family::computes); }
constexpr bool is_sleep(EventKind kind) { return is_of(kind, Family::rests); }
/// A request to a device: whoever waits for its answer is in I/O.
constexpr bool is_request(EventKind kind) { return is_of(kind, Family::asks_device); }
/// Whether the operation keeps its task on its core from `wanted` to `done`.
constexpr bool keeps_the_core(EventKind kind) { return is_compute(kind) || is_of(kind, Family::gives_way); }

/// What the state is once its task has begun to wait.
inline TaskState waiting_state(const TraceEvent& wanted) {
    TaskState after;
    after.state = is_sleep(wanted.kind) || is_request(wanted.kind) ? State::asleep : State::blocked;
    after.operation = operation_of(wanted.kind);
    after.resource = wanted.resource;
    after.timed = wanted.timed != 0;
    const bool on_future = wanted.resource == kNoResource && info_of(wanted.kind).value == ValueMeaning::task;
    if (on_future) after.other = wanted.other_task();
    return after;
}

/// Whether the only thread of such a run does nothing else meanwhile.
inline bool keeps_only_thread(Model model, const TaskState& task) {
    if (task.state != State::asleep) return false;
    return model == Model::sequential || keeps_loop(model, task.operation);
}

inline TaskState running_state(CoreId core) {
    TaskState after;
    after.state = State::running;
    after.core = core;
    return after;
}

inline TaskState ready_state(TaskId cause) {
    TaskState after;
    after.state = State::ready;
    after.other = cause;
    return after;
}

/// Applies an event to the state of its own task. False when that changes nothing.
inline bool fold(TaskState& task, const TraceEvent& event) {
    const bool waits = is_waiting(task.state);
    TaskState after = task;
    switch (event.kind) {
        case EventKind::arrive:
            if (task.state == State::absent) after = ready_state(kNoTask);
            break;
        case EventKind::ready:
            if (waits || task.state == State::absent) after = ready_state(event.other_task());
            break;
        case EventKind::run:
            // A kernel record of a task that waits: it only looked whether its wait was over.
            if (task.state != State::done && !(waits && event.unordered)) after = running_state(event.core);
            break;
        case EventKind::preempt:
            if (task.state == State::running) after = ready_state(kNoTask);
            break;
        case EventKind::stand:
            if (task.state == State::running) after = ready_state(kNoTask);
            break;
        case EventKind::step:
            if (task.state != State::done) after = running_state(event.core == kNoCore ? kConductedCore : event.core);
            break;
        case EventKind::finish:
            after = TaskState{};
            after.state = State::done;
            break;
        case EventKind::note:
        case EventKind::given:
        case EventKind::rank:
        case EventKind::choose:
        case EventKind::draw:
        case EventKind::answer:
        case EventKind::place:
        case EventKind::transmit:
        case EventKind::deliver:
        case EventKind::lose:
        case EventKind::wipe:
        case EventKind::may_happen:
        case EventKind::happens:
        case EventKind::buffer:
        case EventKind::flush:
        case EventKind::core_busy:
        case EventKind::lost:
        case EventKind::end:
            break;
#include "engine/base/operation_cases.inc"
            if (event.phase == Phase::wanted && !keeps_the_core(event.kind) && task.state != State::done)
                after = waiting_state(event);
            // Events that were lost may hide how a wait ended; that its operation continued says that it did.
            else if (event.phase != Phase::wanted && waits && event_of(task.operation) == event.kind)
                after = running_state(event.core);
    }
    if (after == task) return false;
    task = after;
    return true;
}

}  // namespace simul
