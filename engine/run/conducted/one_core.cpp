// A conducted run has one core, whatever the model, and who has it has the global lock, too.
#include "engine/run/conducted/conducted.h"

namespace simul {

namespace {

constexpr CoreId kTheCore{0};

}  // namespace

void Conducted::take_core(CoopTask& task) {
    if (on_core_ == task.id) return;
    if (on_core_ != kNoTask) leave_core(tasks_[on_core_]);
    on_core_ = task.id;
    task.core = kTheCore;
    record_run(task, EventKind::run, kTheCore);
    take_global_lock(task);
}

void Conducted::leave_core(CoopTask& task) {
    drop_global_lock(task);
    record_run(task, EventKind::preempt, kTheCore);
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
