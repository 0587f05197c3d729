// What a sweep has found: a row for each point.
#pragma once

#include <string>
#include <vector>

#include "app/command_line/sweep_plan.h"

namespace simul::command_line {

/// `form`: "--csv", "--json", or empty: for people. `figures`: of each run of the plan.
std::string report_on_sweep(const SweepPlan& plan, const std::vector<double>& figures, const std::string& form);

}  // namespace simul::command_line
