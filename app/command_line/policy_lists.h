// Settings for several policies at once, for verbs that compare them.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"

namespace simul::command_line {

/// "fifo,sjf,mine.lua" or "all"; the error names the word at fault and lists all policies. Those of this computer's
/// kernel stand for real runs, and only where they are allowed.
Result<std::vector<std::string>> policies_in(const std::string& words, bool or_of_kernel = false);

}  // namespace simul::command_line
