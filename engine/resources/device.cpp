// Device: something outside of the story. No operation of its own yet: nobody can ask it for anything.
#include "engine/base/ensure.h"
#include "engine/resources/resource_type.h"

namespace simul {

namespace {

class DeviceType final : public ResourceType {
  public:
    Change attempt(ResourceRules&, Operation&, TaskId) const override {
        ensure(false, "no operation is about a device");
        return {};
    }
    bool holds_back(const ResourceState&, OperationKind, TaskId) const override { return false; }
    const char* obstacle(OperationKind) const override { return "{0} has not answered"; }
    bool fold(ResourceFold&, const EventOfResource&) const override { return false; }
    std::int64_t level(const ResourceFold&, const ResourceInfo&) const override { return 0; }
    void order(TaskClocks&, ResourceClocks&, const EventOfResource&) const override {}
};

}  // namespace

const ResourceType& device_type() {
    static const DeviceType kType;
    return kType;
}

}  // namespace simul
