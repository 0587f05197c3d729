// An exercise on paper, as SVG: the sheet, the question, and a chart that is empty, or filled in.
#pragma once

#include <string>

#include "app/command_line/exercise_sheet.h"
#include "app/command_line/exercise_solution.h"

namespace simul::command_line {

/// A page of A4. `filled`: with the solution.
std::string svg_of(const Exercise& exercise, const Solution& solution, bool filled);

}  // namespace simul::command_line
