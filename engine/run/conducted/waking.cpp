// Whom a notify wakes, where that is not the longest waiter; and who wakes without any cause.
//
// How it works. A notify that could wake one or another wakes nobody yet. The next decision, before anything else
// happens, is who of the queue it was: that is a step of its own, which the woken task does. With spurious wake-ups
// each who waits at a condition may wake at any time, as a step of its own, too; but when only such steps are left, the
// run may as well stand still.
#include <algorithm>

#include "engine/run/conducted/conducted.h"

namespace simul {

bool Conducted::waits_at_condition(const CoopTask& task) const {
    return task.doing == TaskProgress::waiting && task.operation &&
           task.operation->kind == OperationKind::condition_wait && task.waiter.on == task.operation->resource &&
           !stands_[index_of(task.id)].asked;
}

bool Conducted::is_to_choose(const Operation& operation) const {
    if (plan_.wakeups == Wakeups::fifo || operation.kind != OperationKind::notify) return false;
    const ResourceState& condition = resources_[index_of(operation.resource)];
    const ResourceId mutex = own_mutex_of(condition);
    const bool is_refused = mutex != kNoResource && !counts_as_owner(resources_[index_of(mutex)], last_);
    if (is_refused) return false;
    return operation.value < count_of(condition.queue);
}

void Conducted::begin_waking(CoopTask& task, const Operation& operation) {
    waking_ = operation.resource;
    still_to_wake_ = operation.value;
    record_on(task, event_of(operation.kind), Phase::done, operation.resource,
              resources_[index_of(operation.resource)].ticket++, operation.line, operation.value);
}

void Conducted::enable_the_woken() {
    for (TaskId at = resources_[index_of(waking_)].queue.first; at != kNoTask; at = looked_at(at).waiter.next)
        enabled_.push_back(at);
    std::sort(enabled_.begin(), enabled_.end());
    if (!tells_stands_) return;
    for (const TaskId id : asking_)
        if (stands_[index_of(id)].told != Told::cannot) record_stand(tasks_[id], Told::cannot);
    for (const TaskId id : enabled_) record_stand(tasks_[id], Told::can_go_on);
}

void Conducted::enable_spurious() {
    may_end_ = enabled_.empty();
    for (std::size_t i = 0; i < stands_.size(); ++i) {
        CoopTask& task = tasks_[static_cast<TaskId>(i)];
        if (!waits_at_condition(task)) continue;
        enabled_.insert(std::upper_bound(enabled_.begin(), enabled_.end(), task.id), task.id);
        if (tells_stands_ && stands_[i].told != Told::can_go_on) record_stand(task, Told::can_go_on);
    }
}

/// It is notified, as if it had waited longest.
void Conducted::wake(CoopTask& task, TaskId cause) {
    if (notes_touches_) touch_by_waking(task, cause);
    stands_[index_of(task.id)].told = Told::nothing;
    if (waking_ != kNoResource && --still_to_wake_ == 0) waking_ = kNoResource;
    WaitQueue& queue = resources_[index_of(task.waiter.on)].queue;
    rules_.remove(queue, task.id);
    rules_.enqueue_first(queue, task.id);
    Operation notify(OperationKind::notify, task.operation->line);
    notify.resource = task.waiter.on;
    notify.value = 1;
    notify.mutex = task.waiter.mutex;
    rules_.attempt(notify, task.id);
    tell_consequences(cause);
    if (!tells_stands_ || waking_ != kNoResource || plan_.wakeups == Wakeups::spurious) return;
    for (TaskId at = queue.first; at != kNoTask; at = looked_at(at).waiter.next) record_stand(tasks_[at], Told::cannot);
}

}  // namespace simul
