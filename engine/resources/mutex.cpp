// Mutex: `owner` has it; `reserved_for` was woken to own it, and nobody else may take it meanwhile.
#include "engine/resources/mutex.h"

#include <fmt/format.h>

#include "engine/resources/resource_type.h"

namespace simul {

namespace {

bool is_free(const ResourceState& mutex) { return mutex.owner == kNoTask && mutex.reserved_for == kNoTask; }

void hand_over(ResourceRules& rules, ResourceId mutex) {
    ResourceState& state = rules.state_of(mutex);
    if (!state.queue.empty()) state.reserved_for = rules.wake_first(state.queue, mutex);
}

class MutexType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        if (operation.kind == OperationKind::lock) return lock(rules, operation, who);
        if (operation.kind == OperationKind::try_lock) return try_lock(rules, operation, who);
        return unlock(rules, operation, who);
    }

    Change complete(ResourceRules& rules, Operation&, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        waiter.reserved = false;
        ResourceState& state = rules.state_of(waiter.on);
        state.owner = who;
        state.reserved_for = kNoTask;
        return rules.granted(state);
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

    bool holds_back(const ResourceState& state, OperationKind operation) const override {
        return operation == OperationKind::lock && !is_free(state);
    }
    const char* obstacle(OperationKind) const override { return "{0} is owned by {1}"; }

    bool fold(ResourceFold& mutex, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return false;
        if (it.event.kind == EventKind::unlock) {
            mutex.owner = kNoTask;
            return true;
        }
        if (!acquires(it.event)) return false;
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

    static Change lock(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        if (!is_free(state)) return rules.must_wait(state, state.queue, operation, who);
        state.owner = who;
        return rules.granted(state);
    }

    static Change try_lock(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        operation.succeeded = is_free(state);
        if (operation.succeeded) state.owner = who;
        return rules.granted(state, operation.value = operation.succeeded);
    }

    static Change unlock(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        if (state.owner == who) return let_go(rules, operation.resource);
        const std::string owner = state.owner == kNoTask ? "nobody owns" : rules.host().name_of(state.owner) + " owns";
        return rules.refused(state, fmt::format("unlock of {0}, which {1}: only the task that locked a mutex may "
                                                "unlock it, so call {0}:lock() first",
                                                rules.host().name_of(operation.resource), owner));
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
    hand_over(rules, mutex);
    return true;
}

}  // namespace simul
