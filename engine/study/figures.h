// What a sweep asks of each of its runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/findings.h"
#include "engine/analysis/metrics.h"

namespace simul {

/// `mean_turnaround`, `makespan`, …, or a mark, measure or variable of the story. Nothing: the run has none.
std::optional<double> figure_of(const Metrics& metrics, std::string_view measure);
/// Why it is nothing.
std::string why_no_figure(const Metrics& metrics, std::string_view measure);
/// Those that are no story's own.
std::vector<std::string_view> figure_names();
/// For sentences.
std::string names_of_figures();

/// A task failed, and nobody took it.
bool has_failure(const std::vector<Finding>& findings);

/// The figure exactly; kFailed or kNoFigure where there is none. It is the DigestRun of a sweep.
std::string digest_of(const Trace& trace, const std::string& measure);
inline constexpr std::string_view kFailed = "failed", kNoFigure = "none";

}  // namespace simul
