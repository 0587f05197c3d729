// Tasks that give up their core, in simulated time: they rest, give way, wait, or end.
#include "engine/run/operation_events.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

Grant Simulated::rest(CoopTask& task, Operation& operation) {
    record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    task.resumes = true;
    task.doing = TaskProgress::resting;
    if (global_lock_ != kNoResource) drop_lock(task);
    const bool blocks_loop = keeps_loop(plan_.model, operation.kind);
    if (blocks_loop) warn_of_blocked_loop(task, operation);
    if (blocks_loop || plan_.model == Model::sequential)
        keep_core(task);
    else
        free_core(task);
    set_alarm(task, later(now_, Duration(operation.value)));
    if (task.cancel_asked && operation.kind == OperationKind::sleep) end_wait(task, task.id);
    return Grant::later;
}

Grant Simulated::give_way(CoopTask& task, Operation& operation) {
    record(task, event_of(operation.kind), Phase::done, 0, operation.line);
    if (plan_.model == Model::sequential) return Grant::granted;
    if (global_lock_ != kNoResource) drop_lock(task);
    task.resumes = true;
    preempt(core_of(task), Readiness::yielded);
    return Grant::later;
}

void Simulated::before_wait(CoopTask& task) {
    if (global_lock_ != kNoResource) drop_lock(task);
}

void Simulated::wait(CoopTask& task) {
    if (task.core == kNoCore) return;
    const bool stuck = plan_.model == Model::sequential && task.waiter.on != kNoResource;
    if (stuck || keeps_loop(plan_.model, task.operation->kind)) return keep_core(task);
    task.urgent = plan_.model == Model::sequential;  // it continues as soon as what it called has ended
    free_core(task);
}

void Simulated::leave(CoopTask& task) {
    if (chooser_) tell_of_end(task);
    if (task.core == kNoCore) return;
    if (global_lock_ != kNoResource) drop_lock(task);
    free_core(task);
}

}  // namespace simul
