// One story on every model that it suits: a line for each, sorted, on one axis.
#pragma once

#include <string>
#include <vector>

#include "app/command_line/report.h"
#include "app/command_line/run_options.h"
#include "app/command_line/text_timeline.h"

namespace simul::command_line {

/// Answers the exit code.
int run_every_model(const RunOptions& options, Zygote& zygote);

/// What is shown of one run.
struct ComparedRun {
    Model model{};
    Outcome outcome{};
    Duration makespan{0};
};

/// A bar for each run, the shortest first, and the axis.
std::string comparison(std::vector<ComparedRun> runs, const Canvas& canvas);

}  // namespace simul::command_line
