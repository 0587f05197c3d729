// The list of the kinds of resources.
#include <iterator>

#include "engine/resources/resource_type.h"

// In the order of ResourceKind. The file of a kind defines `<kind>_type()`.
#define SIMUL_RESOURCE_TYPES(X) \
    X(mutex)                    \
    X(semaphore)                \
    X(condition)                \
    X(barrier)                  \
    X(event)                    \
    X(channel)                  \
    X(variable)                 \
    X(device)                   \
    X(rw_lock)                  \
    X(stream)

namespace simul {

#define SIMUL_DECLARE(kind) const ResourceType& kind##_type();
SIMUL_RESOURCE_TYPES(SIMUL_DECLARE)
#undef SIMUL_DECLARE

const ResourceType& type_of(ResourceKind kind) {
#define SIMUL_ADDRESS(kind) &kind##_type(),
    static const ResourceType* const kTypes[] = {SIMUL_RESOURCE_TYPES(SIMUL_ADDRESS)};
#undef SIMUL_ADDRESS
    static_assert(std::size(kTypes) == std::size(kResourceKindNames), "each kind has its line");
    return *kTypes[static_cast<std::size_t>(kind)];
}

// ---- What most kinds have in common.

Change ResourceType::complete(ResourceRules& rules, Operation&, TaskId who) const {
    return rules.granted(rules.state_of(rules.host().waiter_of(who).on));
}

bool ResourceType::leave_queue(ResourceRules& rules, TaskId who) const {
    rules.remove(rules.state_of(rules.host().waiter_of(who).on).queue, who);
    return true;
}

Return ResourceType::give_back(ResourceRules& rules, ResourceId resource, TaskId) const {
    return {rules.granted(rules.state_of(resource)), {}};
}

ResourceFold first_fold_of(const ResourceInfo& info) {
    ResourceFold fold;
    if (info.kind == ResourceKind::semaphore) fold.count = info.initial.bits;
    return fold;
}

}  // namespace simul
