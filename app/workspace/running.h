// How runs begin, go on and end while they are open.
#pragma once

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// The next run, or first the question that the story asks before it. The run that was shown becomes the ghost.
void start_run(Workspace& workspace);
/// One run for each model that suits the story, one after another.
void start_every_model(Workspace& workspace);
/// Of those: one becomes the run that is shown.
void show_model(Workspace& workspace, Model model);
void stop_runs(Workspace& workspace);

/// Takes what runs recorded meanwhile. True when something is new.
bool take_news(Workspace& workspace);

/// How many CPUs a real run may use.
std::int64_t real_cores();

}  // namespace simul::workspace
