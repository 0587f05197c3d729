// The solution of an exercise, read from the run: who has a core in each second, and why.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/workspace/exercise_sheet.h"
#include "engine/analysis/policy_choice.h"
#include "engine/trace/trace.h"

namespace simul::workspace {

/// Who has a core in one second: jobs, from 1 on; none: nobody.
using Holders = std::set<std::size_t>;
/// By second.
using Chart = std::vector<Holders>;

struct SolvedDecision {
    PolicyChoice choice;
    std::string words;  ///< "core 0 goes to job 2: it has …"
};

struct Solution {
    std::size_t cores = 1;
    Chart chart;
    std::vector<SolvedDecision> decisions;  ///< where several were ready
    std::vector<std::int64_t> draws;        ///< of a lottery: the tickets, in order
};

Solution solution_of(const Trace& trace);

/// `1 1+2 - 2`: jobs by second, - for nobody.
std::string text_of(const Chart& chart);

/// What is wrong first in a chart.
struct ChartFault {
    std::size_t second = 0;  ///< in which it is
    std::string text;        ///< what is wrong, and which rule was broken
};
/// Nothing: the chart is right as far as it goes.
std::optional<ChartFault> first_wrong_second(const Chart& chart, const Solution& solution);
/// The same of a chart that is to be complete.
std::optional<ChartFault> first_fault(const Chart& chart, const Solution& solution);

}  // namespace simul::workspace
