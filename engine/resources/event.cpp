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
        state.is_set = operation.kind == OperationKind::event_set;
        Change change = rules.granted(state);
        if (state.is_set) change.value = rules.wake_all(state.queue, operation.resource);
        return change;
    }

    bool holds_back(const ResourceState&, OperationKind) const override { return false; }
    const char* obstacle(OperationKind) const override { return "nobody has set {0}"; }

    bool fold(ResourceFold& event, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done || it.event.kind == EventKind::event_wait) return false;
        event.flag = it.event.kind == EventKind::event_set;
        return true;
    }

    std::int64_t level(const ResourceFold& event, const ResourceInfo&) const override { return event.flag ? 1 : 0; }

    void order(TaskClocks& tasks, ResourceClocks& event, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return;
        if (it.event.kind == EventKind::event_set) return tasks.release(it.event.task, event.released);
        if (it.event.kind == EventKind::event_wait) tasks.acquire(it.event.task, event.released);
    }
};

}  // namespace

const ResourceType& event_type() {
    static const EventType kType;
    return kType;
}

}  // namespace simul
