#include "engine/run/resource_state.h"

#include <fmt/format.h>

#include <memory>
#include <new>
#include <utility>

#include "engine/base/ensure.h"

namespace simul {

void set_up(ResourceState& state, const ResourceInfo& info) {
    std::destroy_at(&state);
    new (&state) ResourceState;
    state.kind = info.kind;
    state.capacity = info.capacity;
    state.cell = info.initial;
    if (info.kind == ResourceKind::semaphore) state.count = info.initial.bits;
}

Change ResourceRules::attempt(Operation& operation, TaskId who) {
    refusal_.clear();
    switch (operation.kind) {
        case EventKind::lock:
            return lock(operation, who);
        case EventKind::try_lock:
            return try_lock(operation, who);
        case EventKind::unlock:
            return unlock(operation, who);
        case EventKind::acquire:
            return acquire(operation, who);
        case EventKind::release:
            return release(operation);
        case EventKind::condition_wait:
            return wait_for_condition(operation, who);
        case EventKind::notify:
            return notify(operation, operation.value);
        case EventKind::notify_all:
            return notify(operation, INT64_MAX);
        case EventKind::barrier_wait:
            return meet(operation, who);
        case EventKind::event_set:
            return set(operation);
        case EventKind::event_clear:
            return clear(operation);
        case EventKind::event_wait:
            return wait_for_event(operation, who);
        case EventKind::send:
            return send(operation, who);
        case EventKind::receive:
            return receive(operation, who);
        case EventKind::close:
            return close(operation);
        case EventKind::load:
        case EventKind::store:
        case EventKind::atomic_add:
        case EventKind::compare_exchange:
            return access(operation, who);
        default:
            break;
    }
    ensure(false, "only operations on resources come to the rules of resources");
    return {};
}

Change ResourceRules::complete(Operation& operation, TaskId who) {
    refusal_.clear();
    Waiter& waiter = host_.waiter_of(who);
    const bool reserved = std::exchange(waiter.reserved, false);
    ResourceState& state = host_.state_of(waiter.on);
    switch (waiter.operation) {
        case EventKind::lock:
        case EventKind::condition_wait:
            state.owner = who;
            state.reserved_for = kNoTask;
            return granted(state);
        case EventKind::send:
            if (reserved) --state.reserved_places;
            return put(operation.resource, operation);
        case EventKind::receive:
            if (reserved) --state.reserved_messages;
            return take(operation.resource, operation);
        default:
            return granted(state);
    }
}

void ResourceRules::leave_queue(TaskId who) {
    ResourceState& state = host_.state_of(host_.waiter_of(who).on);
    if (!remove(state.queue, who)) remove(state.senders, who);
    if (state.kind == ResourceKind::barrier) --state.count;
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

bool ResourceRules::inherit(ResourceId mutex, TaskId gone) {
    ResourceState& state = host_.state_of(mutex);
    if (state.kind != ResourceKind::mutex || (state.owner != gone && state.reserved_for != gone)) return false;
    state.owner = state.reserved_for = kNoTask;
    hand_over(mutex);
    return true;
}

Change ResourceRules::let_go(ResourceId mutex) {
    ResourceState& state = host_.state_of(mutex);
    state.owner = kNoTask;
    const Change change = granted(state);
    hand_over(mutex);
    return change;
}

// ---- mutex, semaphore

Change ResourceRules::lock(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    if (state.owner != kNoTask || state.reserved_for != kNoTask) return must_wait(state, state.queue, operation, who);
    state.owner = who;
    return granted(state);
}

Change ResourceRules::try_lock(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    operation.succeeded = state.owner == kNoTask && state.reserved_for == kNoTask;
    if (operation.succeeded) state.owner = who;
    return granted(state, operation.value = operation.succeeded);
}

Change ResourceRules::unlock(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    if (state.owner == who) return let_go(operation.resource);
    const std::string owner = state.owner == kNoTask ? "nobody owns" : host_.name_of(state.owner) + " owns";
    return refused(state, fmt::format("unlock of {0}, which {1}: only the task that locked a mutex may unlock it, so "
                                      "call {0}:lock() first",
                                      named(operation.resource), owner));
}

Change ResourceRules::acquire(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    if (state.count <= 0) return must_wait(state, state.queue, operation, who);
    --state.count;
    return granted(state);
}

Change ResourceRules::release(Operation& operation) {
    ResourceState& state = host_.state_of(operation.resource);
    for (std::int64_t i = 0; i < operation.value; ++i) {
        if (state.queue.empty()) {
            state.count += operation.value - i;
            break;
        }
        wake(dequeue(state.queue), operation.resource);
    }
    return granted(state, state.count);
}

// ---- condition, barrier, event

Change ResourceRules::wait_for_condition(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    host_.guard(operation.mutex);
    const bool owned = host_.state_of(operation.mutex).owner == who;
    host_.unguard(operation.mutex);
    if (owned) {
        host_.waiter_of(who).mutex = operation.mutex;
        return must_wait(state, state.queue, operation, who);
    }
    return refused(state, fmt::format("wait on {} without owning {}: lock the mutex, then wait",
                                      named(operation.resource), named(operation.mutex)));
}

Change ResourceRules::notify(Operation& operation, std::int64_t most) {
    ResourceState& state = host_.state_of(operation.resource);
    std::int64_t woken = 0;
    const std::uint16_t ticket = state.ticket++;
    while (woken < most && !state.queue.empty()) {
        const TaskId task = dequeue(state.queue);
        ++woken;
        Waiter& waiter = host_.waiter_of(task);
        const ResourceId mutex = waiter.mutex;
        host_.guard(mutex);
        ResourceState& mutex_state = host_.state_of(mutex);
        waiter.on = mutex;
        const std::uint16_t mutex_ticket = mutex_state.ticket++;
        consequences_.push_back({task, mutex, false, mutex_ticket});
        enqueue(mutex_state.queue, task);
        if (mutex_state.owner == kNoTask && mutex_state.reserved_for == kNoTask) hand_over(mutex);
        host_.unguard(mutex);
    }
    Change change;
    change.ticket = ticket;
    change.value = woken;
    return change;
}

Change ResourceRules::meet(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    if (++state.count < state.capacity) return must_wait(state, state.queue, operation, who);
    state.count = 0;
    const Change change = granted(state);
    wake_all(state.queue, operation.resource);
    return change;
}

Change ResourceRules::set(Operation& operation) {
    ResourceState& state = host_.state_of(operation.resource);
    state.is_set = true;
    Change change = granted(state);
    change.value = wake_all(state.queue, operation.resource);
    return change;
}

Change ResourceRules::clear(Operation& operation) {
    ResourceState& state = host_.state_of(operation.resource);
    state.is_set = false;
    return granted(state);
}

Change ResourceRules::wait_for_event(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    if (!state.is_set) return must_wait(state, state.queue, operation, who);
    return granted(state);
}

// ---- channel

Change ResourceRules::send(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    if (state.open && state.count + state.reserved_places >= state.capacity)
        return must_wait(state, state.senders, operation, who);
    return put(operation.resource, operation);
}

Change ResourceRules::put(ResourceId channel, Operation& operation) {
    ResourceState& state = host_.state_of(channel);
    if (!state.open)
        return refused(state, fmt::format("send into {}, which is closed: send before you close it", named(channel)));
    host_.put_message(channel, *operation.text);
    ++state.count;
    const Change change = granted(state, state.count);
    if (!state.queue.empty()) {
        ++state.reserved_messages;
        const TaskId receiver = dequeue(state.queue);
        host_.waiter_of(receiver).reserved = true;
        wake(receiver, channel);
    }
    return change;
}

Change ResourceRules::receive(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    if (state.open && state.count <= state.reserved_messages) return must_wait(state, state.queue, operation, who);
    return take(operation.resource, operation);
}

Change ResourceRules::take(ResourceId channel, Operation& operation) {
    ResourceState& state = host_.state_of(channel);
    operation.succeeded = state.count > state.reserved_messages;
    if (!operation.succeeded) {
        operation.text->clear();
        return granted(state, 0);
    }
    host_.take_message(channel, *operation.text);
    --state.count;
    const Change change = granted(state, state.count);
    if (!state.senders.empty()) {
        ++state.reserved_places;
        const TaskId sender = dequeue(state.senders);
        host_.waiter_of(sender).reserved = true;
        wake(sender, channel);
    }
    return change;
}

Change ResourceRules::close(Operation& operation) {
    ResourceState& state = host_.state_of(operation.resource);
    state.open = false;
    const Change change = granted(state);
    wake_all(state.queue, operation.resource);
    wake_all(state.senders, operation.resource);
    return change;
}

// ---- variable

Change ResourceRules::access(Operation& operation, TaskId who) {
    ResourceState& state = host_.state_of(operation.resource);
    Cell& cell = host_.cell_of(operation.resource, who);
    Change change = granted(state);
    const Cell given{operation.value, operation.cell};
    switch (operation.kind) {
        case EventKind::store:
            cell = given;
            break;
        case EventKind::atomic_add:
            cell = cell.type == CellType::integer && given.type == CellType::integer
                       ? Cell::integer(static_cast<std::int64_t>(static_cast<std::uint64_t>(cell.bits) +
                                                                 static_cast<std::uint64_t>(given.bits)))
                       : Cell::real(cell.as_real() + given.as_real());
            break;
        case EventKind::compare_exchange:
            operation.succeeded = cell == Cell{operation.expected, operation.expected_cell};
            change.failed = !operation.succeeded;
            if (operation.succeeded) {
                const Cell found = cell;
                cell = given;
                operation.value = found.bits;
                operation.cell = found.type;
                change.value = cell.bits;
                return change;
            }
            break;
        default:
            break;
    }
    operation.value = cell.bits;
    operation.cell = cell.type;
    change.value = cell.bits;
    return change;
}

// ---- queues

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
    waiter.reserved = false;
    enqueue(queue, who);
    Change change;
    change.answer = Answer::wait;
    change.ticket = state.ticket++;
    return change;
}

void ResourceRules::enqueue(WaitQueue& queue, TaskId who) {
    host_.waiter_of(who).next = kNoTask;
    if (queue.empty())
        queue.first = who;
    else
        host_.waiter_of(queue.last).next = who;
    queue.last = who;
}

TaskId ResourceRules::dequeue(WaitQueue& queue) {
    const TaskId who = queue.first;
    queue.first = host_.waiter_of(who).next;
    if (queue.first == kNoTask) queue.last = kNoTask;
    return who;
}

std::int64_t ResourceRules::wake_all(WaitQueue& queue, ResourceId resource) {
    std::int64_t woken = 0;
    for (; !queue.empty(); ++woken) wake(dequeue(queue), resource);
    return woken;
}

void ResourceRules::hand_over(ResourceId mutex) {
    ResourceState& state = host_.state_of(mutex);
    if (state.queue.empty()) return;
    state.reserved_for = dequeue(state.queue);
    wake(state.reserved_for, mutex);
}

}  // namespace simul
