// What a run that has ended means for the command: its exit code, and why.
#pragma once

#include "app/command_line/report.h"
#include "engine/run/settings.h"

namespace simul::command_line {

/// `interrupted`: the user asked the run to stop.
int exit_code_of(const Report& report, bool interrupted);

/// Says why the code is 1 or 2; nothing for the other codes.
void tell_why(int code, const Report& report, const Settings& settings);

}  // namespace simul::command_line
