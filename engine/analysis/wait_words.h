// What a task waits for, in words.
#pragma once

#include <string>

#include "engine/analysis/moment.h"
#include "engine/trace/task_names.h"

namespace simul {

/// Of a task that is blocked: `waits for judit (line 9), which game 2 holds`.
std::string wait_in_words(const Moment& moment, TaskId task, const TaskNames& names);

/// `game 1, game 2 and game 3`; of many the first and how many more.
std::string listed_names(const std::vector<TaskId>& tasks, const TaskNames& names, std::size_t most = 8);

/// ` (line 9)`, or nothing for line 0.
std::string line_in_words(std::uint16_t line);

}  // namespace simul
