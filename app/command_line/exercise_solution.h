// The solution of an exercise, read from the run: who has the core in each second, and why.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/command_line/exercise_sheet.h"
#include "engine/analysis/policy_choice.h"
#include "engine/trace/trace.h"

namespace simul::command_line {

struct SolvedDecision {
    PolicyChoice choice;
    std::string words;  ///< "core 0 goes to job 2: it has …"
};

struct Solution {
    std::vector<std::optional<std::size_t>> chart;  ///< by second: which job, from 1 on; nothing: the core is idle
    std::vector<SolvedDecision> decisions;          ///< where several were ready
    std::vector<std::int64_t> draws;                ///< of a lottery: the tickets, in order
};

Solution solution_of(const Trace& trace);

/// `1 1 2 - 2`: jobs by second.
Result<std::vector<std::optional<std::size_t>>> chart_in(const std::string& words, std::size_t jobs);
std::string text_of(const std::vector<std::optional<std::size_t>>& chart);

/// Nothing: the chart is right. Else where it is wrong first, and which rule was broken.
std::optional<std::string> first_fault(const std::vector<std::optional<std::size_t>>& chart, const Solution& solution);

}  // namespace simul::command_line
