// Mutex: `owner` has it, and has locked it `count` times; `reserved_for` was woken to own it, and nobody else may take
// it meanwhile. By its rule the owner may lock it again, or whoever may unlock it.
#include "engine/resources/mutex.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/resources/resource_type.h"

namespace simul {

namespace {

bool is_free(const ResourceState& mutex) { return mutex.owner == kNoTask && mutex.reserved_for == kNoTask; }

bool may_lock(const ResourceState& mutex, TaskId who) {
    return is_free(mutex) || (mutex.rule == LockRule::reentrant && mutex.owner == who);
}

void put_most_urgent_first(ResourceRules& rules, WaitQueue& queue) {
    TaskId best = queue.first;
    for (TaskId at = queue.first; at != kNoTask; at = rules.host().waiter_of(at).next)
        if (rules.host().is_more_urgent(at, best)) best = at;
    if (best == queue.first) return;
    rules.remove(queue, best);
    rules.enqueue_first(queue, best);
}

/// To the first in the queue; of a mutex with a protocol, to the most urgent there.
void hand_over(ResourceRules& rules, ResourceId mutex) {
    ResourceState& state = rules.state_of(mutex);
    if (state.queue.empty()) return;
    if (state.protocol != LockProtocol::none) put_most_urgent_first(rules, state.queue);
    state.reserved_for = rules.wake_first(state.queue, mutex);
}

class MutexType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        if (operation.kind == OperationKind::lock) return lock(rules, operation, who);
        if (operation.kind == OperationKind::try_lock) return try_lock(rules, operation, who);
        if (operation.kind == OperationKind::mutex_locked) return tell_whether_locked(rules, operation);
        return unlock(rules, operation, who);
    }

    Change complete(ResourceRules& rules, Operation& operation, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        waiter.reserved = false;
        ResourceState& state = rules.state_of(waiter.on);
        state.owner = who;
        state.reserved_for = kNoTask;
        state.count = operation.kind == OperationKind::condition_wait ? operation.value : 1;
        return rules.granted(state, times_told(state));
    }

    /// Who needs the mutex after a condition waits for it whatever has become of its wait there.
    bool leave_queue(ResourceRules& rules, TaskId who) const override {
        const bool needs_it = rules.host().waiter_of(who).operation == OperationKind::condition_wait;
        return !needs_it && ResourceType::leave_queue(rules, who);
    }

    Return give_back(ResourceRules& rules, ResourceId mutex, TaskId who) const override {
        ResourceState& state = rules.state_of(mutex);
        const Change failed = rules.granted(state);
        if (state.reserved_for == who) {
            state.reserved_for = kNoTask;
            hand_over(rules, mutex);
        }
        return {failed, {}};
    }

    bool holds_back(const ResourceState& state, OperationKind operation, TaskId who) const override {
        return operation == OperationKind::lock && !may_lock(state, who);
    }
    const char* obstacle(OperationKind) const override { return "{0} is owned by {1}"; }

    bool fold(ResourceFold& mutex, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return false;
        if (it.event.kind == EventKind::unlock) {
            mutex.count = it.event.value;
            if (mutex.count == 0) mutex.owner = kNoTask;
            return mutex.count == 0;
        }
        if (!acquires(it.event)) return false;
        const bool again = mutex.owner == it.event.task && it.info().rule == LockRule::reentrant;
        mutex.count = again ? mutex.count + 1 : std::max<std::int64_t>(1, it.event.value);
        if (again) return false;
        mutex.owner = it.event.task;
        mutex.owned_event = it.index;
        return true;
    }

    std::int64_t level(const ResourceFold& mutex, const ResourceInfo&) const override {
        return mutex.owner == kNoTask ? 0 : 1;
    }

    void order(TaskClocks& tasks, ResourceClocks& mutex, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return;
        if (it.event.kind == EventKind::unlock) return tasks.release(it.event.task, mutex.released);
        if (acquires(it.event)) tasks.acquire(it.event.task, mutex.released);
    }

  private:
    static bool acquires(const TraceEvent& done) {
        return done.kind == EventKind::lock || (done.kind == EventKind::try_lock && done.value != 0);
    }

    /// In the value of an event: only of a mutex that can be locked several times.
    static std::int64_t times_told(const ResourceState& mutex) {
        return mutex.rule == LockRule::reentrant ? mutex.count : 0;
    }

    static void take(ResourceState& mutex, TaskId who) {
        mutex.owner = who;
        ++mutex.count;
    }

    static Change lock(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        if (!may_lock(state, who)) return rules.must_wait(state, state.queue, operation, who);
        take(state, who);
        return rules.granted(state, times_told(state));
    }

    static Change try_lock(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        operation.succeeded = may_lock(state, who);
        if (operation.succeeded) take(state, who);
        return rules.granted(state, operation.value = operation.succeeded);
    }

    static Change unlock(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        const bool may = state.owner == who || (state.rule == LockRule::anybody && state.owner != kNoTask);
        if (may && state.count > 1) {
            --state.count;
            return rules.granted(state, state.count);
        }
        if (may) return let_go(rules, operation.resource);
        if (state.rule == LockRule::anybody)
            return rules.refused(state, fmt::format("unlock of {0}, which nobody has locked: call {0}:lock() first",
                                                    rules.host().name_of(operation.resource)));
        const std::string owner = state.owner == kNoTask ? "nobody owns" : rules.host().name_of(state.owner) + " owns";
        return rules.refused(state, fmt::format("unlock of {0}, which {1}: only the task that locked a mutex may "
                                                "unlock it, so call {0}:lock() first",
                                                rules.host().name_of(operation.resource), owner));
    }

    static Change tell_whether_locked(ResourceRules& rules, Operation& operation) {
        ResourceState& state = rules.state_of(operation.resource);
        return rules.granted(state, operation.value = state.owner != kNoTask);
    }
};

}  // namespace

const ResourceType& mutex_type() {
    static const MutexType kType;
    return kType;
}

Change let_go(ResourceRules& rules, ResourceId mutex) {
    ResourceState& state = rules.state_of(mutex);
    state.owner = kNoTask;
    state.count = 0;
    const Change change = rules.granted(state);
    hand_over(rules, mutex);
    return change;
}

void join_queue_of_mutex(ResourceRules& rules, TaskId who, ResourceId mutex) {
    rules.host().guard(mutex);
    ResourceState& state = rules.state_of(mutex);
    rules.host().waiter_of(who).on = mutex;
    rules.moved(who, mutex, state.ticket++);
    rules.enqueue(state.queue, who);
    if (is_free(state)) hand_over(rules, mutex);
    rules.host().unguard(mutex);
}

bool inherit(ResourceRules& rules, ResourceId mutex, TaskId gone) {
    ResourceState& state = rules.state_of(mutex);
    if (state.kind != ResourceKind::mutex || (state.owner != gone && state.reserved_for != gone)) return false;
    state.owner = state.reserved_for = kNoTask;
    state.count = 0;
    hand_over(rules, mutex);
    return true;
}

}  // namespace simul
