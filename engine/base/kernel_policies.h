// The policies of this computer's kernel, which real runs can be given in place of the simulated ones.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace simul {

enum class KernelPolicy : std::uint8_t {
    other,        ///< shares a core by nice values
    fifo,         ///< keeps its core until it waits, or somebody more urgent is ready
    round_robin,  ///< the same, and takes turns with those who are as urgent
    deadline,     ///< whose deadline is the earliest; it keeps what it was admitted for from all others
};

/// By number: our name, and what sched(7) calls it.
struct KernelPolicyEntry {
    KernelPolicy policy;
    std::string_view name, in_kernel;
};
inline constexpr KernelPolicyEntry kKernelPolicies[] = {
    {KernelPolicy::other, "linux", "SCHED_OTHER"},
    {KernelPolicy::fifo, "linux_fifo", "SCHED_FIFO"},
    {KernelPolicy::round_robin, "linux_rr", "SCHED_RR"},
    {KernelPolicy::deadline, "linux_deadline", "SCHED_DEADLINE"},
};
constexpr const KernelPolicyEntry& info_of(KernelPolicy policy) {
    return kKernelPolicies[static_cast<std::size_t>(policy)];
}
/// Null: it is none.
constexpr const KernelPolicyEntry* kernel_policy_named(std::string_view name) {
    for (const KernelPolicyEntry& entry : kKernelPolicies)
        if (entry.name == name) return &entry;
    return nullptr;
}

/// Of a run with this policy; a real run that names none has the first.
constexpr KernelPolicy kernel_policy_of(std::string_view name) {
    const KernelPolicyEntry* entry = kernel_policy_named(name);
    return entry ? entry->policy : KernelPolicy::other;
}

/// The priorities of `fifo` and `round_robin`, and of who has no deadline under `deadline`: the larger, the more
/// urgent. Who looks after the run is the most urgent, so that it can be ended; then main, which starts the tasks.
inline constexpr int kMostUrgent = 99, kUrgencyOfMain = 98;

/// Of another task, whose priority the story gives: there the smaller is the more urgent.
constexpr int urgency_of(std::int64_t priority) {
    constexpr std::int64_t kMiddle = 50, kMostAside = 47;
    return static_cast<int>(kMiddle - std::clamp(priority, -kMostAside, kMostAside));
}

}  // namespace simul
