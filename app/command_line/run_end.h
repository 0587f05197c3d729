// What a run that has ended means for the command: its exit code, and why on stderr.
#pragma once

#include "app/command_line/report.h"
#include "engine/run/settings.h"

namespace simul::command_line {

/// Complains where the code is not 0. `interrupted`: the user asked the run to stop.
int exit_code_of(const Report& report, const Settings& settings, bool interrupted);

}  // namespace simul::command_line
