// An exercise on paper: the sheet, the question, and a chart that is empty, or filled in.
#pragma once

#include "app/workspace/exercise_sheet.h"
#include "app/workspace/exercise_solution.h"
#include "app/workspace/page.h"

namespace simul::workspace {

/// `filled`: with the solution.
void put_exercise(Page& page, const Exercise& exercise, const Solution& solution, bool filled);

}  // namespace simul::workspace
