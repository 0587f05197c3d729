// Several runs of the same work side by side: which is the best at what, and how the kernel's run differs from the
// simulated ones.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/metrics.h"
#include "engine/trace/trace.h"

namespace simul {

/// The trace and the metrics must outlive it.
struct PolicyRun {
    std::string policy;
    const Trace* trace;
    const Metrics* metrics;
    SchedulingFigures figures;
    double stolen_s = 0;  ///< of a real run: a task was ready while its core ran none of ours
};

/// A column of the table. Times and counts are better when they are less.
struct ComparedColumn {
    std::string_view title, json;
    double (*figure)(const PolicyRun&);
    bool more_is_better = false;
};
const std::vector<ComparedColumn>& compared_columns();
double best_of(const ComparedColumn& column, const std::vector<PolicyRun>& runs);

/// How tasks took turns on the cores. A turn lasts until another task of the run has the core, so a moment that
/// something else had it does not end it.
struct Turns {
    std::size_t count = 0;
    std::size_t cut_short = 0;  ///< the next task had the core though this one was ready
    Duration typical{0};  ///< how long those lasted that were cut short, from the core's change to the next: median
    std::size_t elsewhere = 0;  ///< begun on another core than the task's turn before
};
Turns turns_of(const Trace& trace);

/// What real runs among them are, and how each simulated one differs from each: sentences that both runs bear out.
/// None if there is no real run.
std::vector<std::string> differences_from_kernel(const std::vector<PolicyRun>& runs);

}  // namespace simul
