// Threads beside an event loop, which run what would block it: to_thread.
//
// How it works. Such a task takes a place in the loop's pool, as tasks of other pools do, and has a thread, and in
// simulated time a core, that is not the loop's. It may wait as long as it likes. What belongs to the loop it may not
// touch, as asyncio's objects are for the loop's own thread. When it has ended the loop hears of it at a turn of its
// own (call_soon_threadsafe), and whoever awaits it continues at the next. No thread can be interrupted: cancelled is
// only its future. The thread runs on, nobody hears of its end, and the run waits for it.
#include <fmt/format.h>

#include "engine/run/cooperative.h"
#include "engine/run/let_go.h"

namespace simul {

namespace {

/// What blocks the loop blocks only the thread here: it is what it is on all other models.
OperationKind without_loop(OperationKind kind) {
    static_assert(static_cast<int>(OperationKind::blocking_sleep) == static_cast<int>(OperationKind::sleep) + 1);
    static_assert(static_cast<int>(OperationKind::device_blocking_run) ==
                  static_cast<int>(OperationKind::device_run) + 1);
    return info_of(kind).keeps_loop ? static_cast<OperationKind>(static_cast<int>(kind) - 1) : kind;
}

}  // namespace

void Cooperative::resume_without_guard(CoopTask& task) {
    const LetGo let_go(guard_);
    task.resume();
}

void Cooperative::adapt_to_thread(Operation& operation) { operation.kind = without_loop(operation.kind); }

bool Cooperative::is_for_threads(const Operation& operation) {
    switch (family_of(operation.kind)) {
        case Family::computes:
        case Family::rests:
        case Family::gives_way:
        case Family::asks_device:
        case Family::draws:
            return true;
        case Family::tells:
            return operation.kind != OperationKind::timeout && operation.kind != OperationKind::run_coroutine;
        case Family::on_resource:
            return info_of(operation.kind).receiver == Receiver::variable;
        case Family::spawns:
        case Family::awaits:
        case Family::asks_future:
            return false;
    }
    return false;
}

Grant Cooperative::refuse_on_thread(CoopTask& task, Operation& operation) {
    if (operation.resource == kNoResource)
        record(task, event_of(operation.kind), Phase::failed, value_of(operation.task), operation.line);
    else
        record_on(task, event_of(operation.kind), Phase::failed, operation.resource,
                  resources_[index_of(operation.resource)].ticket++, operation.line);
    task.fail_next(
        fmt::format("{} belongs to the event loop, and {} runs on a thread beside it, where asyncio's "
                    "objects are not safe; return a value, and do this in the task that awaits it",
                    info_of(operation.kind).verb, name_of(task.id)));
    return Grant::granted;
}

/// False: the loop hears at a later turn, or nobody does.
bool Cooperative::tells_loop_at_once(CoopTask& ended) {
    if (ended.is_left_running()) {
        ended.ending = Ending::cancelled;
        return false;
    }
    if (!ended.started) return true;  // it was cancelled on the loop
    ended.more().tells_loop = true;
    take_turn_after_end(ended);
    return false;
}

void Cooperative::hear_on_loop(CoopTask& ended) {
    if (ended.is_left_running()) return;
    note(NoteKind::loop_hears, ended, 0, {});
    tell_of_end(ended);
}

/// Who awaits it gets Cancelled, and it continues all the same.
void Cooperative::leave_running(CoopTask& task) {
    note(NoteKind::left_running, task, 0, task.doing == TaskProgress::ended ? "ended" : "");
    task.more().left_running = task.failure_taken = true;
    task.ending = Ending::cancelled;
    tell_of_end(task);
}

/// When the loop ends. What has not begun never will.
void Cooperative::leave_behind(CoopTask& task) {
    if (task.is_over()) return;
    if (has_begun(task)) return leave_running(task);
    cut_off(task);
}

}  // namespace simul
