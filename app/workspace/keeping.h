// The runs that are open as one file, to keep and to give away, and such a file as open runs.
#pragma once

#include <string>

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// The tree of branches that is shown, or the run. `path`: empty: a name that is free, in the current folder. The
/// reader is told where it is, or why it is not.
void keep_runs(Workspace& workspace, const std::string& path);

/// The runs of a bundle, the first of them shown.
void show_bundled(OpenStory& story, const Bundle& bundle);

}  // namespace simul::workspace
