#include "engine/run/policies/policies.h"

#include "engine/run/policies/fifo.h"
#include "engine/run/policies/round_robin.h"

namespace simul {

namespace {

constexpr PolicyEntry kPolicies[] = {
    {"fifo", "who was ready first runs until it waits", make_fifo},
    {"round_robin", "everybody in turn, for one quantum", make_round_robin},
};

}  // namespace

std::span<const PolicyEntry> policies() { return kPolicies; }

const PolicyEntry* policy_named(std::string_view name) {
    for (const PolicyEntry& entry : kPolicies)
        if (entry.name == name) return &entry;
    return nullptr;
}

}  // namespace simul
