// The run that a story opens with, and the run that answers a question.
#pragma once

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// As the story says that it opens, while nothing was turned; else a free run.
void start_first_run(Workspace& workspace);

/// After the question: the first run, or that of these settings which is shown already, from its beginning. A question
/// about what is possible has all orders explored meanwhile.
void show_asked_run(Workspace& workspace);

/// What "Run" does: a simulated run that is shown would be the same again, so it plays from its beginning.
void run_again(Workspace& workspace);

/// In simulated time what is shown follows the settings at once, and the run that they were turned away from stays as
/// the ghost. Nothing happens where that cannot be: the change is marked then, until a run is asked for.
void follow_settings(Workspace& workspace);

}  // namespace simul::workspace
