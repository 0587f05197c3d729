// The figures of a run in words, for a table.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/metrics.h"

namespace simul {

struct RunFigure {
    std::string label, value;
    double size = 0;  ///< for the bar beneath it
};

/// Times of all tasks are added up; of a conducted run they are steps.
std::vector<RunFigure> figures_of(const TraceHeader& header, const Metrics& metrics);

}  // namespace simul
