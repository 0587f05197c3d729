// How runs begin, continue and end while they are open.
#pragma once

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// The next run. The one that was shown becomes the ghost.
void start_run(Workspace& workspace);
/// It is shown from its beginning; the one that was shown becomes the ghost.
void show_new_run(Workspace& workspace, std::unique_ptr<OpenRun> run);
/// A simulated run is there at once.
void wait_a_little(OpenRun& run, const Patience& patience);
/// Whether it may be a ghost: where nothing took time there is nothing to see, and steps are no seconds.
bool is_worth_comparing(const OpenRun& run);
/// The run that is shown.
void play_from_beginning(Workspace& workspace);
/// Another run takes the place of the one that is shown, and the playhead stays where it is.
void show_in_place(Workspace& workspace, std::shared_ptr<OpenRun> run);
void stop_runs(Workspace& workspace);

/// Takes what runs recorded meanwhile. True when something is new.
bool take_news(Workspace& workspace);

/// How many CPUs a real run may use.
std::int64_t real_cores();

}  // namespace simul::workspace
