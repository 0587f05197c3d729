// A worker and the processes of other tasks: their exit codes, and killing them.
#include "engine/os/futex.h"
#include "engine/run/operation_events.h"
#include "engine/run/real/worker.h"
#include "engine/scenario/body_end.h"

namespace simul {

void Worker::ask_of_process(TaskContext& context, Operation& operation) {
    const TaskSlot& asked = slot(operation.task);
    const std::string why = why_no_process(operation.kind, run_.plan().model,
                                           {operation.task, asked.by_hand, asked.called_back_by != kNoTask});
    if (!why.empty()) {
        record(context.id, event_of(operation.kind), Phase::failed, value_of(operation.task), operation.line);
        return context.fail_next(why);
    }
    operation.kind == OperationKind::kill ? kill(context, operation) : tell_exit_code(context, operation);
}

void Worker::tell_exit_code(TaskContext& context, Operation& operation) {
    TaskSlot& asked = slot(operation.task);
    const bool ended = has_ended(operation.task);
    const Ending ending = asked.ending.load();
    const int signal = asked.signal.load();
    operation.succeeded = ended && ending != Ending::cancelled;
    operation.value = exit_code_of(ending, signal);
    if (ended) asked.failure_taken.store(true);
    record(context.id, EventKind::exit_code, Phase::done, value_of(operation.task), operation.line);
}

/// The supervisor does it, and is waited for: it is the parent of all, so the number of the process is still its own.
void Worker::kill(TaskContext& context, Operation& operation) {
    TaskSlot& target = slot(operation.task);
    const Activity activity = target.activity.load();
    const bool has_process = !is_pool(run_.plan().model) || target.start.load() == Start::begun;
    operation.value = activity != Activity::ended && activity != Activity::coming && has_process;
    record(context.id, EventKind::kill, operation.value ? Phase::done : Phase::failed, value_of(operation.task),
           operation.line);
    if (!operation.value) return;
    target.failure_taken.store(true);
    target.kill_asked.store(1);
    run_.table().kills.fetch_add(1);
    run_.tell_supervisor();
    idle();
    while (target.kill_asked.load() != 0 && !run_.stopping())
        os::wait_either(target.kill_asked, 1, run_.head().stop, 0);
    if (run_.stopping()) return context.stop_next();
    read_clock();
}

}  // namespace simul
