// The global lock in simulated time, as CPython's: a task needs it for all that it does on a core, but for native work.
// It is let go at every wait, and the first in its queue gets it. Who has stood there for five milliseconds in vain
// queues again, at the end; and if all that time nobody got the lock, it asks the owner to let it go. So the longest
// waiter need not be the next, and a task that has just come is not behind all others (Python/ceval_gil.h, take_gil).
#include "engine/resources/mutex.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

namespace {

Operation operation_on(OperationKind kind, ResourceId resource) {
    Operation operation(kind, 0);
    operation.resource = resource;
    return operation;
}

}  // namespace

bool Simulated::take_lock(CoopTask& task) {
    if (has_lock(task)) return true;
    ResourceState& state = resources_[index_of(global_lock_)];
    Operation lock = operation_on(OperationKind::lock, global_lock_);
    const bool reserved = state.reserved_for == task.id;
    if (!reserved) other_waits_[task.id] = task.waiter;
    const Change change = reserved ? rules_.complete(lock, task.id) : rules_.attempt(lock, task.id);
    if (change.answer == Answer::granted) {
        task.waiter = other_waits_[task.id];
        other_waits_.erase(task.id);
        record_on(task, EventKind::lock, Phase::done, global_lock_, change.ticket, 0);
        return true;
    }
    lock_waits_.push_back({task.id, now_, lock_switches_});
    record_on(task, EventKind::lock, Phase::wanted, global_lock_, change.ticket, 0);
    task.doing = TaskProgress::waiting;
    free_core(task);
    return false;
}

void Simulated::drop_lock(CoopTask& task) {
    if (!has_lock(task)) return;
    const Change change = let_go(rules_, global_lock_);
    record_on(task, EventKind::unlock, Phase::done, global_lock_, change.ticket, 0);
    const TaskId next = resources_[index_of(global_lock_)].reserved_for;
    if (next != kNoTask) {
        while (lock_waits_.front().who != next) lock_waits_.pop_front();  // of who was cancelled
        lock_waits_.pop_front();
        ++lock_switches_;
    }
    lock_asked_ = false;
    tell_consequences(task.id);
}

/// At this instant, one after another: who has waited in vain queues again, and an owner that was asked lets go.
void Simulated::end_lock_waits() {
    const WaitQueue& queue = resources_[index_of(global_lock_)].queue;
    while (next_about_lock() <= now_) {
        if (lock_asked_ && owner_can_let_go())
            hand_over();
        else
            queue_again();
        if (queue.empty()) return;
    }
}

void Simulated::queue_again() {
    ResourceState& lock = resources_[index_of(global_lock_)];
    const LockWait wait = lock_waits_.front();
    lock_waits_.pop_front();
    if (lock.queue.first != wait.who) return;  // it was cancelled
    lock_asked_ |= wait.switches == lock_switches_;
    lock_waits_.push_back({wait.who, now_, lock_switches_});
    if (lock.queue.first == lock.queue.last) return;
    rules_.enqueue(lock.queue, rules_.dequeue(lock.queue));
    record_on(tasks_[wait.who], EventKind::lock, Phase::wanted, global_lock_, lock.ticket++, 0);
}

/// Only who runs can let go: an owner without a core does once it has one.
bool Simulated::owner_can_let_go() {
    const TaskId owner = resources_[index_of(global_lock_)].owner;
    return owner != kNoTask && tasks_[owner].core != kNoCore && !core_of(tasks_[owner]).switching;
}

/// When something about the lock is due. Who waits alone for an owner without a core would only queue behind itself.
Time Simulated::next_about_lock() {
    const WaitQueue& queue = resources_[index_of(global_lock_)].queue;
    if (queue.empty()) return kNever;
    if (lock_asked_ && owner_can_let_go()) return now_;
    if (lock_asked_ && queue.first == queue.last) return kNever;
    return later(lock_waits_.front().since, kGlobalLockInterval);
}

void Simulated::hand_over() {
    CoopTask& owner = tasks_[resources_[index_of(global_lock_)].owner];
    Core& core = core_of(owner);
    owner.remaining = core.end - now_;
    core.end = kNever;
    --busy_;
    drop_lock(owner);
    take_lock(owner);
}

}  // namespace simul
