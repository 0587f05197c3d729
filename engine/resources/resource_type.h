// All that one kind of resource knows of itself: what its operations do, what its events mean, what they order.
//
// A kind is one file in this room, and one line of the list in resource_types.cpp. The rules run in every executor; the
// fold and the order read a trace, wherever it came from, so they stand on nothing but its events.
#pragma once

#include <string>

#include "engine/resources/clocks.h"
#include "engine/resources/fold.h"
#include "engine/resources/rules.h"

namespace simul {

class ResourceType {
  public:
    // ---- Rules. The host's guard is held.

    virtual Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const = 0;
    virtual Change complete(ResourceRules& rules, Operation& operation, TaskId who) const;
    virtual bool leave_queue(ResourceRules& rules, TaskId who) const;
    virtual bool time_out(ResourceRules& rules, TaskId who) const { return leave_queue(rules, who); }
    virtual std::string why_late(ResourceRules&, ResourceId) const { return kTimeout; }
    virtual Return give_back(ResourceRules& rules, ResourceId resource, TaskId who) const;

    // ---- Conducted runs.

    /// Whether the operation would have to wait, and its waiting would change nothing: so it is held back.
    virtual bool holds_back(const ResourceState& state, OperationKind operation, TaskId who) const = 0;
    /// Why who waits in it does not continue, in terms of the resource, its owner, its count and its capacity.
    virtual const char* obstacle(OperationKind operation) const = 0;

    // ---- The fold of a trace.

    /// False when the event changes nothing that a lane would show.
    virtual bool fold(ResourceFold& resource, const EventOfResource& event) const = 0;
    /// How much of it is in use, for its lane.
    virtual std::int64_t level(const ResourceFold& resource, const ResourceInfo& info) const = 0;

    // ---- What happens before what.

    virtual void order(TaskClocks& tasks, ResourceClocks& resource, const EventOfResource& event) const = 0;

  protected:
    ~ResourceType() = default;
};

const ResourceType& type_of(ResourceKind kind);

}  // namespace simul
