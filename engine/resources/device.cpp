// Device: something outside of the story. Whoever has asked it waits in its queue until the answer is there. What a
// request means, and when it is answered, is no matter of resources: the executor knows.
#include "engine/resources/resource_type.h"

namespace simul {

namespace {

class DeviceType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        ResourceState& state = rules.state_of(operation.resource);
        Change change = rules.must_wait(state, state.queue, operation, who);
        change.value = operation.value;
        return change;
    }

    /// `value` says whether the answer had come before its task gave up.
    Return give_back(ResourceRules& rules, ResourceId resource, TaskId who) const override {
        return {rules.granted(rules.state_of(resource), rules.host().waiter_of(who).reserved ? 1 : 0), {}};
    }

    bool holds_back(const ResourceState&, OperationKind, TaskId) const override { return false; }
    const char* obstacle(OperationKind) const override { return "{0} has not answered"; }

    /// `count`: requests that are not answered yet. One that fails unanswered was given up.
    bool fold(ResourceFold& device, const EventOfResource& it) const override {
        const bool given_up =
            it.event.phase == Phase::timed_out || (it.event.phase == Phase::failed && it.event.value == 0);
        if (it.event.phase == Phase::wanted)
            ++device.count;
        else if (it.event.kind == EventKind::answer || given_up)
            --device.count;
        else
            return false;
        return true;
    }

    std::int64_t level(const ResourceFold& device, const ResourceInfo&) const override { return device.count; }

    void order(TaskClocks&, ResourceClocks&, const EventOfResource&) const override {}
};

}  // namespace

const ResourceType& device_type() {
    static const DeviceType kType;
    return kType;
}

}  // namespace simul
