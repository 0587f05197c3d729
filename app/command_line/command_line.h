// The way in: which verb is meant.
#pragma once

#include "app/command_line/session.h"

namespace simul::command_line {

/// `arguments`: without the name of the program. Answers the exit code.
int command_line(const Arguments& arguments, Result<Zygote>& zygote);

}  // namespace simul::command_line
