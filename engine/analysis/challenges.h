// Whether a challenge is met: of one moment of a run, or of all orders of a story that was mended.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/moment.h"
#include "engine/base/goal.h"
#include "engine/trace/task_names.h"

namespace simul {

/// A moment of a run, with what is known of the run beside it.
struct Situation {
    const Trace& trace;
    const Moment& moment;
    const TaskNames& names;
    const std::vector<Finding>& findings;  ///< of the whole trace; those count whose last event has happened
    const Metrics* metrics = nullptr;      ///< of the whole trace; null: worked out if a figure is asked for
};

bool is_met(const Goal& goal, const Situation& situation);

/// The same of a run that is over, for `explore`.
std::function<bool(const Trace&)> holds_at_end(const Goal& goal);

/// `the run ends in a deadlock, and counter is below 2`.
std::string in_words(const Goal& goal);
/// What it asks for of a run that is over, as it is: `mean turnaround is 15`.
std::vector<std::string> figures_in_words(const Goal& goal, const Metrics& metrics);

enum class Verdict : std::uint8_t { mended, broken, idle, unknown };
inline constexpr std::string_view kVerdictNames[] = {"mended", "broken", "idle", "unknown"};
constexpr std::string_view name_of(Verdict verdict) { return kVerdictNames[static_cast<std::size_t>(verdict)]; }

/// What came of mending. `broken`: some orders go wrong. `idle`: none does, and the work is not done. `unknown`: not
/// all orders were followed, and the others are right.
struct Judgement {
    Verdict verdict{};
    std::string sentence;
    Example counterexample;  ///< broken, idle: the shortest order that shows it
};

/// `found`: with holds_at_end(goal).
Judgement judge_mend(const Goal& goal, const Exploration& found);

}  // namespace simul
