// The list of policies.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "engine/scenario/policy.h"

namespace simul {

struct PolicyEntry {
    std::string_view name;
    std::string_view sentence;
    std::unique_ptr<Policy> (*make)(Duration quantum);
};

/// All policies, the default first.
std::span<const PolicyEntry> policies();

/// Null when there is none of this name.
const PolicyEntry* policy_named(std::string_view name);

}  // namespace simul
