// The list of policies.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "engine/base/comparison.h"
#include "engine/base/result.h"
#include "engine/run/policies/policy.h"
#include "engine/scenario/knobs.h"

namespace simul {

struct RunPlan;

/// What a policy is made of.
struct PolicyOptions {
    Duration quantum{1s};
    std::uint32_t cores = 1;
    std::uint64_t seed = 1;
    Knobs knobs;  ///< its parameters, as turned for this run
};

struct PolicyEntry {
    std::string_view name;
    std::string_view title;
    std::string_view sentence;  ///< what it does
    std::string_view source;    ///< where it was published
    Comparison comparison;      ///< the words in which a choice is told, and by which it can be checked
    bool has_quantum;
    Knobs parameters;
    Result<std::unique_ptr<Policy>> (*make)(const PolicyOptions&);
};

/// For entries: a policy that cannot fail to be made.
template <class Made, class... Arguments>
Result<std::unique_ptr<Policy>> made(Arguments&&... arguments) {
    return std::unique_ptr<Policy>(std::make_unique<Made>(std::forward<Arguments>(arguments)...));
}

// One file a policy; the default is the first.
#define SIMUL_POLICIES(X) \
    X(fifo)               \
    X(round_robin)        \
    X(sjf)                \
    X(srtf)               \
    X(hrrn)               \
    X(priority)           \
    X(mlfq)               \
    X(lottery)            \
    X(stride)             \
    X(cfs)                \
    X(eevdf)              \
    X(edf)                \
    X(rate_monotonic)     \
    X(deadline_monotonic) \
    X(multi_queue)        \
    X(gang)

#define SIMUL_DECLARE_POLICY(name) PolicyEntry name##_policy();
SIMUL_POLICIES(SIMUL_DECLARE_POLICY)
#undef SIMUL_DECLARE_POLICY

std::span<const PolicyEntry> policies();

/// Null when there is none of this name.
const PolicyEntry* policy_named(std::string_view name);

/// The policy of a run that was settled.
std::unique_ptr<Policy> policy_of(const RunPlan& plan);
/// Makes it once: the error says which parameter does not fit.
Result<std::unique_ptr<Policy>> try_policy_of(const RunPlan& plan);

}  // namespace simul
