// How the kernel schedules the calling thread (sched(7)).
#pragma once

#include <cstdint>

#include "engine/base/kernel_policies.h"
#include "engine/base/result.h"

namespace simul::os {

/// The calling thread, and those that it starts, from now on. The error names the policy and the remedy.
/// SIMUL_DENY=kernel_policies makes all but SCHED_OTHER fail.
Result<void> be_scheduled(KernelPolicy policy, int urgency);

}  // namespace simul::os
