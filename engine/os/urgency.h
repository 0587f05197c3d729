// How the kernel schedules the calling thread (sched(7)).
#pragma once

#include <cstdint>

#include "engine/base/kernel_policies.h"
#include "engine/base/result.h"
#include "engine/base/time.h"

namespace simul::os {

/// The calling thread, and those that it starts, from now on. The error names the policy and the remedy.
/// SIMUL_DENY=kernel_policies makes all but SCHED_OTHER fail.
Result<void> be_scheduled(KernelPolicy policy, int urgency);

/// What a thread asks SCHED_DEADLINE for, in this computer's time: within each period so much of a core, and at the
/// latest so long after it became ready.
struct DeadlineShare {
    Duration runtime, deadline, period;
};

/// The calling thread alone, not those that it starts. An error: the kernel refuses it, as it does not to a privileged
/// user whose thread may use every core, while all shares together fit the cores. SIMUL_DENY=kernel_policies makes it
/// fail.
Result<void> be_scheduled_by_deadline(const DeadlineShare& share);

}  // namespace simul::os
