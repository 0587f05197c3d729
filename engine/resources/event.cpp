// Event: once `is_set`, nobody waits for it until it is cleared.
#include "engine/resources/resource_type.h"

namespace simul {

namespace {

class EventType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        ResourceState& state = rules.state_of(operation.resource);
        if (operation.kind == OperationKind::event_wait)
            return state.is_set ? rules.granted(state) : rules.must_wait(state, state.queue, operation, who);
        if (operation.kind == OperationKind::event_is_set) return rules.granted(state, operation.value = state.is_set);
        state.is_set = operation.kind == OperationKind::event_set;
        Change change = rules.granted(state);
        if (state.is_set) change.value = rules.wake_all(state.queue, operation.resource);
        return change;
    }

    bool holds_back(const ResourceState&, OperationKind, TaskId) const override { return false; }
    const char* obstacle(OperationKind) const override { return "nobody has set {0}"; }

    bool fold(ResourceFold& event, const EventOfResource& it) const override {
        const bool sets = it.event.kind == EventKind::event_set;
        if (it.event.phase != Phase::done || !(sets || it.event.kind == EventKind::event_clear)) return false;
        event.flag = sets;
        return true;
    }

    std::int64_t level(const ResourceFold& event, const ResourceInfo&) const override { return event.flag ? 1 : 0; }

    void order(TaskClocks& tasks, ResourceClocks& event, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return;
        if (it.event.kind == EventKind::event_set) return tasks.release(it.event.task, event.released);
        const bool knows_it_set = it.event.kind == EventKind::event_is_set && it.event.value != 0;
        if (knows_it_set || it.event.kind == EventKind::event_wait) tasks.acquire(it.event.task, event.released);
    }
};

}  // namespace

const ResourceType& event_type() {
    static const EventType kType;
    return kType;
}

}  // namespace simul
