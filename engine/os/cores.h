// The CPUs that this process may use.
#pragma once

#include <vector>

#include "engine/base/result.h"

namespace simul::os {

/// The CPU that the calling thread is on at this moment. About 4 ns.
int current_core();

/// Ascending; never empty.
std::vector<int> allowed_cores();

/// Leaves this process the first `count` of its allowed CPUs, for ever, and its future threads and children too.
/// Call it before other threads start: those that run already keep what they had.
Result<void> confine_to(int count);
/// The same, to these of them.
Result<void> confine_to_cores(const std::vector<int>& cores);

}  // namespace simul::os
