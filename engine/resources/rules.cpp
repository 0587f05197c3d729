#include "engine/resources/rules.h"

#include <utility>

#include "engine/resources/resource_type.h"

namespace simul {

ResourceState first_state_of(const ResourceInfo& info) {
    ResourceState state;
    state.kind = info.kind;
    state.rule = info.rule;
    state.protocol = info.protocol;
    state.prefer = info.prefer;
    state.counts = info.counts;
    state.capacity = info.capacity;
    state.cell = info.initial;
    state.only_numbers = info.raw;
    const bool counts_from_there = info.kind == ResourceKind::semaphore || info.kind == ResourceKind::condition;
    if (counts_from_there) state.count = info.initial.bits;
    return state;
}

Change ResourceRules::attempt(Operation& operation, TaskId who) {
    refusal_.clear();
    return type_of(state_of(operation.resource).kind).attempt(*this, operation, who);
}

Change ResourceRules::complete(Operation& operation, TaskId who) {
    refusal_.clear();
    return type_of(state_of(host_.waiter_of(who).on).kind).complete(*this, operation, who);
}

bool ResourceRules::leave_queue(TaskId who) {
    return type_of(state_of(host_.waiter_of(who).on).kind).leave_queue(*this, who);
}

void ResourceRules::leave_queue_for_good(TaskId who) {
    const Waiter& waiter = host_.waiter_of(who);
    if (waiter.operation == OperationKind::condition_wait)
        remove(state_of(waiter.on).queue, who);
    else
        leave_queue(who);
}

bool ResourceRules::time_out(TaskId who) {
    return type_of(state_of(host_.waiter_of(who).on).kind).time_out(*this, who);
}

std::string ResourceRules::why_late(const Operation& operation) {
    return type_of(state_of(operation.resource).kind).why_late(*this, operation.resource);
}

Return ResourceRules::give_back(Operation& operation, TaskId who) {
    return type_of(state_of(operation.resource).kind).give_back(*this, operation.resource, who);
}

Change ResourceRules::granted(ResourceState& state, std::int64_t value) {
    Change change;
    change.ticket = state.ticket++;
    change.value = value;
    return change;
}

Change ResourceRules::refused(ResourceState& state, std::string sentence) {
    refusal_ = std::move(sentence);
    Change change;
    change.answer = Answer::refused;
    change.ticket = state.ticket++;
    return change;
}

Change ResourceRules::must_wait(ResourceState& state, WaitQueue& queue, Operation& operation, TaskId who) {
    Waiter& waiter = host_.waiter_of(who);
    waiter.on = operation.resource;
    waiter.operation = operation.kind;
    waiter.reserved = waiter.notified = false;
    waiter.selects = false;
    enqueue(queue, who);
    Change change;
    change.answer = Answer::wait;
    change.ticket = state.ticket++;
    return change;
}

// ---- Queues.

void ResourceRules::enqueue(WaitQueue& queue, TaskId who) {
    host_.waiter_of(who).next = kNoTask;
    if (queue.empty())
        queue.first = who;
    else
        host_.waiter_of(queue.last).next = who;
    queue.last = who;
}

void ResourceRules::enqueue_first(WaitQueue& queue, TaskId who) {
    host_.waiter_of(who).next = queue.first;
    queue.first = who;
    if (queue.last == kNoTask) queue.last = who;
}

TaskId ResourceRules::dequeue(WaitQueue& queue) {
    const TaskId who = queue.first;
    queue.first = host_.waiter_of(who).next;
    if (queue.first == kNoTask) queue.last = kNoTask;
    return who;
}

bool ResourceRules::remove(WaitQueue& queue, TaskId who) {
    TaskId before = kNoTask;
    for (TaskId at = queue.first; at != kNoTask; before = at, at = host_.waiter_of(at).next) {
        if (at != who) continue;
        const TaskId next = host_.waiter_of(at).next;
        (before == kNoTask ? queue.first : host_.waiter_of(before).next) = next;
        if (queue.last == who) queue.last = before;
        return true;
    }
    return false;
}

TaskId ResourceRules::wake_first(WaitQueue& queue, ResourceId resource) {
    const TaskId who = dequeue(queue);
    wake(who, resource);
    return who;
}

void ResourceRules::wake(TaskId who, ResourceId resource) {
    host_.waiter_of(who).reserved = true;
    consequences_.push_back({who, resource});
}

std::int64_t ResourceRules::wake_all(WaitQueue& queue, ResourceId resource) {
    std::int64_t woken = 0;
    for (; !queue.empty(); ++woken) host_.waiter_of(wake_first(queue, resource)).reserved = false;
    return woken;
}

}  // namespace simul
