// Semaphore: `count` permits are left. A release hands its permit over to the first who waits, so it is never left.
// One that is bounded has at most `capacity` permits.
//
// On an event loop it is asyncio.Semaphore: as long as somebody waits, or was woken and has not had its turn (there are
// `entering` of those), whoever comes stands behind, also if permits are left. Who has its turn wakes the next for one
// of them.
#include "engine/resources/semaphore.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/resources/lines.h"
#include "engine/resources/resource_type.h"

namespace simul {

namespace {

class SemaphoreType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        ResourceState& state = rules.state_of(operation.resource);
        if (operation.kind == OperationKind::release) return give_some(rules, operation);
        if (operation.kind == OperationKind::try_acquire) return try_acquire(rules, operation);
        if (is_locked(rules, state)) return rules.must_wait(state, state.queue, operation, who);
        --state.count;
        return rules.granted(state);
    }

    /// Its event's value: whether the permit was one of those that were left, and not handed over by a release.
    Change complete(ResourceRules& rules, Operation&, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(waiter.on);
        waiter.reserved = false;
        enter(rules, state);
        const Change change = rules.granted(state, std::exchange(waiter.notified, false));
        if (state.count > 0 && !state.queue.empty()) {
            --state.count;
            rules.host().waiter_of(wake_first(rules, waiter.on)).notified = true;
        }
        return change;
    }

    Return give_back(ResourceRules& rules, ResourceId semaphore, TaskId who) const override {
        ResourceState& state = rules.state_of(semaphore);
        const Change failed = rules.granted(state);
        if (!std::exchange(rules.host().waiter_of(who).reserved, false)) return {failed, {}};
        rules.host().waiter_of(who).notified = false;
        enter(rules, state);
        return {failed, release(rules, semaphore, 1)};
    }

    bool holds_back(const ResourceState& state, OperationKind operation, TaskId) const override {
        return operation == OperationKind::acquire && state.count <= 0;
    }
    const char* obstacle(OperationKind) const override { return "{0} has no permit left"; }

    bool fold(ResourceFold& semaphore, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return false;
        if (it.event.kind == EventKind::release)
            semaphore.count = it.event.value;
        else if (was_handed_over(it))
            return false;
        else
            semaphore.count = std::max<std::int64_t>(0, semaphore.count - 1);
        return true;
    }

    /// One that begins with permits is a thing to use; one that begins with none counts what has happened.
    std::int64_t level(const ResourceFold& semaphore, const ResourceInfo& info) const override {
        return info.initial.bits > 0 ? info.initial.bits - semaphore.count : semaphore.count;
    }

    void order(TaskClocks& tasks, ResourceClocks& semaphore, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return;
        if (it.event.kind == EventKind::release) return tasks.release(it.event.task, semaphore.released);
        tasks.acquire(it.event.task, semaphore.released);
    }

  private:
    /// On an event loop: woken, and still to have their turn.
    static std::int64_t& entering(ResourceState& semaphore) { return semaphore.reserved_places; }
    static void enter(ResourceRules& rules, ResourceState& semaphore) {
        if (!rules.host().keeps_what_it_granted()) --entering(semaphore);
    }

    static bool is_locked(ResourceRules& rules, ResourceState& state) {
        const bool behind_others =
            !rules.host().keeps_what_it_granted() && (entering(state) > 0 || !state.queue.empty());
        return state.count <= 0 || behind_others;
    }

    static TaskId wake_first(ResourceRules& rules, ResourceId semaphore) {
        ResourceState& state = rules.state_of(semaphore);
        if (!rules.host().keeps_what_it_granted()) ++entering(state);
        return rules.wake_first(state.queue, semaphore);
    }

    static Change try_acquire(ResourceRules& rules, Operation& operation) {
        ResourceState& state = rules.state_of(operation.resource);
        operation.value = !is_locked(rules, state);
        if (operation.value != 0) --state.count;
        Change change = rules.granted(state);
        change.failed = operation.value == 0;
        return change;
    }

    static Change give_some(ResourceRules& rules, const Operation& operation) {
        ResourceState& state = rules.state_of(operation.resource);
        if (state.capacity == 0 || state.count + operation.value <= state.capacity)
            return release(rules, operation.resource, operation.value);
        return rules.refused(state, fmt::format("release of {0}, which has all its permits: a bounded semaphore takes "
                                                "back only what was taken from it, so call {0}:acquire() first",
                                                rules.host().name_of(operation.resource)));
    }

    static Change release(ResourceRules& rules, ResourceId semaphore, std::int64_t permits) {
        ResourceState& state = rules.state_of(semaphore);
        for (; permits > 0 && !state.queue.empty(); --permits) wake_first(rules, semaphore);
        state.count += permits;
        return rules.granted(state, state.count);
    }

    /// Where they stand in no line, only the pool hands its places over.
    static bool was_handed_over(const EventOfResource& acquired) {
        if (acquired.event.value != 0) return false;
        const bool in_line = keeps_line(acquired.header, ResourceKind::semaphore);
        return acquired.had_to_wait && (in_line || is_pool_of_workers(acquired.info()));
    }
};

}  // namespace

const ResourceType& semaphore_type() {
    static const SemaphoreType kType;
    return kType;
}

bool takes_thread(const TraceHeader& header, const TraceEvent& event) {
    return header.loop_has_pool() && event.kind == EventKind::acquire && event.resource != kNoResource &&
           is_pool_of_workers(header.resources[index_of(event.resource)]);
}

bool is_pool_of_workers(const ResourceInfo& resource) {
    return resource.line == 0 && resource.kind == ResourceKind::semaphore && resource.name == "pool";
}

}  // namespace simul
