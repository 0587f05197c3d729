// A conducted run has one core, whatever the model, and who has it has the global lock, too. Of several machines each
// has one, and only one of these is in use.
#include "engine/run/conducted/conducted.h"

namespace simul {

namespace {

constexpr CoreId kTheCore{0};

}  // namespace

/// Of several machines each has one.
CoreId Conducted::core_for(const CoopTask& task) const {
    return nodes_.empty() ? kTheCore : static_cast<CoreId>(index_of(node_of(task)));
}

void Conducted::take_core(CoopTask& task) {
    if (on_core_ == task.id) return;
    if (on_core_ != kNoTask) leave_core(tasks_[on_core_]);
    on_core_ = task.id;
    task.core = core_for(task);
    record_run(task, EventKind::run, task.core);
    take_global_lock(task);
}

void Conducted::leave_core(CoopTask& task) {
    drop_global_lock(task);
    record_run(task, EventKind::preempt, task.core);
    task.core = kNoCore;
}

void Conducted::take_global_lock(CoopTask& task) {
    if (global_lock_ == kNoResource) return;
    ResourceState& lock = resources_[index_of(global_lock_)];
    lock.owner = task.id;
    record_on(task, EventKind::lock, Phase::done, global_lock_, lock.ticket++, 0);
}

void Conducted::drop_global_lock(CoopTask& task) {
    if (global_lock_ == kNoResource) return;
    ResourceState& lock = resources_[index_of(global_lock_)];
    if (lock.owner != task.id) return;
    lock.owner = kNoTask;
    record_on(task, EventKind::unlock, Phase::done, global_lock_, lock.ticket++, 0);
}

}  // namespace simul
