// The figures of a run by name: what a sweep measures, and what the goal of a challenge is about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/metrics.h"

namespace simul {

/// `mean_turnaround`, `makespan`, …, or a mark, measure or variable of the story. Nothing: the run has none. `worst`:
/// of a measure, its largest in place of its mean.
std::optional<double> figure_of(const Metrics& metrics, std::string_view measure, bool worst = false);
/// Why it is nothing.
std::string why_no_figure(const Metrics& metrics, std::string_view measure);
/// Whether it is a number of things, not a length or a share.
bool is_count(std::string_view measure);
/// Those that are no story's own.
std::vector<std::string_view> figure_names();
/// For sentences.
std::string names_of_figures();

}  // namespace simul
