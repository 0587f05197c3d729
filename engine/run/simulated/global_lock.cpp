// The global lock in simulated time, as CPython's: a task needs it for all that it does on a core, but for native work.
// It is let go at every wait. Who has waited for five milliseconds forces the owner, which must have had it for as
// long, to hand it over; the longest waiter gets it.
#include "engine/resources/mutex.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

namespace {

Operation operation_on(EventKind kind, ResourceId resource) {
    Operation operation(kind, 0);
    operation.resource = resource;
    return operation;
}

}  // namespace

bool Simulated::take_lock(CoopTask& task) {
    if (has_lock(task)) return true;
    ResourceState& state = resources_[index_of(global_lock_)];
    Operation lock = operation_on(EventKind::lock, global_lock_);
    const bool reserved = state.reserved_for == task.id;
    if (!reserved) other_waits_[task.id] = task.waiter;
    const Change change = reserved ? rules_.complete(lock, task.id) : rules_.attempt(lock, task.id);
    if (change.answer == Answer::granted) {
        task.waiter = other_waits_[task.id];
        other_waits_.erase(task.id);
        lock_taken_ = now_;
        record_on(task, EventKind::lock, Phase::done, global_lock_, change.ticket, 0);
        return true;
    }
    lock_waits_.push_back(now_);
    record_on(task, EventKind::lock, Phase::wanted, global_lock_, change.ticket, 0);
    task.doing = Doing::waiting;
    free_core(task);
    return false;
}

void Simulated::drop_lock(CoopTask& task) {
    if (!has_lock(task)) return;
    const bool handed_over = !resources_[index_of(global_lock_)].queue.empty();
    const Change change = let_go(rules_, global_lock_);
    record_on(task, EventKind::unlock, Phase::done, global_lock_, change.ticket, 0);
    if (handed_over) lock_waits_.pop_front();
    tell_consequences(task.id);
}

/// Only who runs can let go: an owner without a core is asked once it has one.
Time Simulated::hand_over_at() {
    const ResourceState& state = resources_[index_of(global_lock_)];
    if (state.queue.empty() || state.owner == kNoTask) return kNever;
    const CoopTask& owner = tasks_[state.owner];
    if (owner.core == kNoCore || core_of(owner).switching) return kNever;
    return later(std::max(lock_waits_.front(), lock_taken_), kGlobalLockInterval);
}

bool Simulated::force_hand_over() {
    if (hand_over_at() > now_) return false;
    CoopTask& owner = tasks_[resources_[index_of(global_lock_)].owner];
    Core& core = core_of(owner);
    owner.remaining = core.end - now_;
    core.end = kNever;
    --busy_;
    drop_lock(owner);
    take_lock(owner);
    return true;
}

}  // namespace simul
