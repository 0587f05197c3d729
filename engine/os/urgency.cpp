#include "engine/os/urgency.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

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
        case KernelPolicy::deadline:  // for that, it needs more than an urgency
        case KernelPolicy::other:
            break;
    }
    return SCHED_OTHER;
}

/// As the kernel takes it (sched_setattr(2)); the C library of Debian 12 does not know it.
struct KernelAttributes {
    std::uint32_t size = sizeof(KernelAttributes);
    std::uint32_t policy = 0;
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t runtime = 0, deadline = 0, period = 0;  ///< in nanoseconds
};

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

Result<void> be_scheduled_by_deadline(const DeadlineShare& share) {
    constexpr std::uint32_t kPolicy = 6;                         // SCHED_DEADLINE
    constexpr std::uint64_t kNotItsChildren = 1, kReclaims = 2;  // SCHED_FLAG_RESET_ON_FORK, SCHED_FLAG_RECLAIM
    KernelAttributes wanted;
    wanted.policy = kPolicy;
    wanted.flags = kNotItsChildren | kReclaims;
    wanted.runtime = static_cast<std::uint64_t>(share.runtime.count());
    wanted.deadline = static_cast<std::uint64_t>(share.deadline.count());
    wanted.period = static_cast<std::uint64_t>(share.period.count());
    const bool is_denied = denied("kernel_policies");
    if (!is_denied && syscall(SYS_sched_setattr, 0, &wanted, 0) == 0) return {};
    return failure(fmt::format("schedule the run by {}", info_of(KernelPolicy::deadline).in_kernel),
                   is_denied ? EPERM : errno,
                   "Run it as root where no core is kept from it, or choose --policy linux.");
}

}  // namespace simul::os
