#include "engine/os/urgency.h"

#include <fmt/format.h>
#include <sched.h>

#include <cerrno>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

int number_of(KernelPolicy policy) {
    switch (policy) {
        case KernelPolicy::fifo:
            return SCHED_FIFO;
        case KernelPolicy::round_robin:
            return SCHED_RR;
        case KernelPolicy::other:
            break;
    }
    return SCHED_OTHER;
}

}  // namespace

Result<void> be_scheduled(KernelPolicy policy, int urgency) {
    const bool is_other = policy == KernelPolicy::other;
    const bool is_denied = !is_other && denied("kernel_policies");
    sched_param parameters{};
    parameters.sched_priority = is_other ? 0 : urgency;
    if (!is_denied && sched_setscheduler(0, number_of(policy), &parameters) == 0) {
        if (!is_other) sched_yield();  // who becomes less urgent is put before its new equals, and belongs behind them
        return {};
    }
    return failure(fmt::format("schedule the run by {}", info_of(policy).in_kernel), is_denied ? EPERM : errno,
                   "Run it as root, allow it to this user (ulimit -r 99), or choose --policy linux.");
}

}  // namespace simul::os
