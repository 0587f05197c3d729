// Simul without a verb: the window.
#pragma once

#include <string>

#include "app/command_line/session.h"

namespace simul::command_line {

/// `name`: of the shelf, or the path of a story or a recording; empty for the gallery. Answers the exit code.
int window(const std::string& name, Session& session);

}  // namespace simul::command_line
