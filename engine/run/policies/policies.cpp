#include "engine/run/policies/policies.h"

#include "engine/run/policies/written.h"
#include "engine/run/settings.h"

namespace simul {

std::span<const PolicyEntry> policies() {
#define SIMUL_LIST_POLICY(name) name##_policy(),
    static const PolicyEntry kPolicies[] = {SIMUL_POLICIES(SIMUL_LIST_POLICY)};
#undef SIMUL_LIST_POLICY
    return kPolicies;
}

const PolicyEntry* policy_named(std::string_view name) {
    for (const PolicyEntry& entry : policies())
        if (entry.name == name) return &entry;
    return nullptr;
}

std::unique_ptr<Policy> policy_of(const RunPlan& plan) { return std::move(*try_policy_of(plan)); }

Result<std::unique_ptr<Policy>> try_policy_of(const RunPlan& plan) {
    if (plan.written_policy) {
        Result<std::unique_ptr<WrittenPolicy>> program = plan.written_policy->load();
        if (!program) return program.error();
        (*program)->draw_from(plan.seed);
        return written_policy(std::move(*program), plan.quantum);
    }
    const PolicyEntry* entry = policy_named(plan.policy);
    ensure(entry, "a run that is settled has a policy of the list");
    return entry->make({plan.quantum, plan.cores, plan.seed, plan.policy_knobs});
}

}  // namespace simul
