// How a story, a file or a recording comes into the workspace, and how a file that is saved again is taken up.
#pragma once

#include <string>

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// `name`: of the shelf, or the path of a story, a trace or a bundle; what a file is, its content says. What cannot be
/// opened leaves all as it was, and a message.
void open(Workspace& workspace, const std::string& name);

/// Looks now and then whether the story's file was saved. A good one is taken up and, in simulated time, run; of a bad
/// one only the error is kept. True when something changed.
bool look_at_file(Workspace& workspace, double seconds);

/// `chess_exhibition.png`, with the ending that is given, or with the first number that is free.
std::string free_name(const Workspace& workspace, const std::string& ending);

}  // namespace simul::workspace
