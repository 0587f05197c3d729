// The figures of a run in words, for a table.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/metrics.h"

namespace simul {

struct RunFigure {
    enum class Kind : std::uint8_t { of_run, mark, measure, variable } kind{};
    std::string label, value;
    double size = 0;  ///< for the bar beneath it

    /// Of two runs. A mark and a variable may have one name.
    bool is_same_as(const RunFigure& other) const { return kind == other.kind && label == other.label; }
};

/// Times of all tasks are added up; of a conducted run they are steps.
std::vector<RunFigure> figures_of(const TraceHeader& header, const Metrics& metrics);

}  // namespace simul
