// An exercise for the reader: a random sheet of jobs under a policy, to be scheduled by hand. The same seed gives the
// same exercise, on every computer.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/run/settings.h"

namespace simul::workspace {

/// One job, in whole seconds.
struct ExerciseJob {
    std::int64_t arrival = 0, burst = 1;
    std::string name;        ///< of what the policy also looks at: "priority"; empty: nothing
    std::int64_t value = 0;  ///< of that
};

struct Exercise {
    std::string policy;
    std::uint64_t seed = 1;
    std::int64_t quantum = 0;  ///< seconds; 0: the policy has none
    std::size_t cores = 1;
    std::vector<ExerciseJob> jobs;
};

/// The policies that somebody can follow by hand.
std::span<const std::string_view> policies_by_hand();

/// Refused for a policy that nobody can follow by hand.
Result<Exercise> exercise_for(std::string_view policy, std::uint64_t seed);

/// The sheet as the knob `jobs` of `job_sheet` has it.
std::string knob_text(const Exercise& exercise);
/// A run that is the solution.
Settings settings_of(const Exercise& exercise);
/// What is asked, and the rules that decide ties.
std::vector<std::string> question(const Exercise& exercise);

}  // namespace simul::workspace
