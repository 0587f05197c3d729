// The challenges of a story, at the top of the pane in which one chooses.
#pragma once

#include "app/panels/flow.h"
#include "app/panels/panels.h"

namespace simul::panels {

/// Those that the story offers, or the one that was taken up.
void draw_challenge(const Workspace& workspace, Commands& commands, Flow& flow);

/// Nothing, if nothing was judged.
void draw_judgement(const Workspace& workspace, Commands& commands, Flow& flow);

}  // namespace simul::panels
