// Data races: two tasks use a variable, at least one of them writes, at least one not atomically, and nothing makes one
// of the two happen before the other. They are found in any single run, also in one where nothing went wrong.
#pragma once

#include <vector>

#include "engine/analysis/findings.h"
#include "engine/trace/task_names.h"
#include "engine/trace/trace.h"

namespace simul {

/// One finding for each variable and pair of lines, with the first two events that prove it.
///
/// Where one thread does everything there is no race; where tasks have their own copies of a variable, none on it. A
/// variable in memory-order lessons (`raw`) is left out. Of more than 1024 tasks the first are watched.
std::vector<Finding> races_of(const Trace& trace, const TaskNames& names);

}  // namespace simul
