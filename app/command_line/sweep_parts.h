// What the parts of a sweep have found, put together.
#pragma once

#include <string>
#include <vector>

#include "app/command_line/sweep_plan.h"

namespace simul::command_line {

/// `found`: of each part, the figures of its runs, a line each. The exit code.
int tell_sweep(const SweepPlan& plan, const std::vector<std::string>& found, const std::string& form);

}  // namespace simul::command_line
