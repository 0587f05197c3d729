// Condition: who waits has let its mutex go, and needs it again before it continues: a notify moves it to that queue.
// One that was made with its mutex (`count` is that one's number, from 1 on) is notified, and waited at, with it alone.
#include <fmt/format.h>

#include <utility>

#include "engine/resources/mutex.h"
#include "engine/resources/resource_type.h"

namespace simul {

namespace {

class ConditionType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        if (operation.kind == OperationKind::condition_wait) return wait(rules, operation, who);
        if (!may_notify(rules, operation, who)) return refuse_to_notify(rules, operation.resource);
        return notify(rules, operation.resource, operation.kind == OperationKind::notify ? operation.value : INT64_MAX);
    }

    /// It continues only with its mutex, whatever ends its wait.
    bool leave_queue(ResourceRules& rules, TaskId who) const override {
        const Waiter& waiter = rules.host().waiter_of(who);
        rules.remove(rules.state_of(waiter.on).queue, who);
        join_queue_of_mutex(rules, who, waiter.mutex);
        return false;
    }

    /// A notification that it can make nothing of is for another.
    Return give_back(ResourceRules& rules, ResourceId condition, TaskId who) const override {
        const Change failed = rules.granted(rules.state_of(condition));
        if (std::exchange(rules.host().waiter_of(who).notified, false)) wake(rules, condition);
        return {failed, {}};
    }

    bool holds_back(const ResourceState&, OperationKind, TaskId) const override { return false; }
    const char* obstacle(OperationKind) const override { return "nobody has notified {0}"; }

    bool fold(ResourceFold&, const EventOfResource&) const override { return false; }
    std::int64_t level(const ResourceFold&, const ResourceInfo&) const override { return 0; }

    void order(TaskClocks& tasks, ResourceClocks& condition, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return;
        if (it.event.kind == EventKind::condition_wait) return tasks.acquire(it.event.task, condition.released);
        tasks.release(it.event.task, condition.released);
    }

  private:
    /// (Who wakes without cause has its mutex said.)
    static bool may_notify(ResourceRules& rules, const Operation& operation, TaskId who) {
        const ResourceId mutex = own_mutex_of(rules.state_of(operation.resource));
        if (mutex == kNoResource || operation.mutex == mutex) return true;
        rules.host().guard(mutex);
        const bool owned = counts_as_owner(rules.host().state_of(mutex), who);
        rules.host().unguard(mutex);
        return owned;
    }

    static Change refuse_to_notify(ResourceRules& rules, ResourceId condition) {
        ResourceState& state = rules.state_of(condition);
        return rules.refused(state,
                             fmt::format("notify on {} without owning {}: lock the mutex, then notify",
                                         rules.host().name_of(condition), rules.host().name_of(own_mutex_of(state))));
    }

    static Change wait(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        ResourceHost& host = rules.host();
        if (const ResourceId own = own_mutex_of(state); own != kNoResource && own != operation.mutex)
            return rules.refused(
                state, fmt::format("wait on {0} with {1}, but its mutex is {2}: write {0}:wait({2})",
                                   host.name_of(operation.resource), host.name_of(operation.mutex), host.name_of(own)));
        host.guard(operation.mutex);
        operation.value = host.state_of(operation.mutex).count;
        const bool owned = counts_as_owner(host.state_of(operation.mutex), who);
        host.unguard(operation.mutex);
        if (!owned)
            return rules.refused(state, fmt::format("wait on {} without owning {}: lock the mutex, then wait",
                                                    host.name_of(operation.resource), host.name_of(operation.mutex)));
        host.waiter_of(who).mutex = operation.mutex;
        return rules.must_wait(state, state.queue, operation, who);
    }

    static Change notify(ResourceRules& rules, ResourceId condition, std::int64_t most) {
        ResourceState& state = rules.state_of(condition);
        Change change = rules.granted(state);
        while (change.value < most && wake(rules, condition)) ++change.value;
        return change;
    }

    static bool wake(ResourceRules& rules, ResourceId condition) {
        WaitQueue& queue = rules.state_of(condition).queue;
        if (queue.empty()) return false;
        const TaskId who = rules.dequeue(queue);
        Waiter& waiter = rules.host().waiter_of(who);
        waiter.notified = true;
        join_queue_of_mutex(rules, who, waiter.mutex);
        return true;
    }
};

}  // namespace

const ResourceType& condition_type() {
    static const ConditionType kType;
    return kType;
}

}  // namespace simul
