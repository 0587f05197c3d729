// What a sweep has found: the mean of each point with its spread, a curve for each policy; a point opens a run.
#pragma once

#include "app/panels/flow.h"
#include "app/workspace/commands.h"

namespace simul::panels {

/// Below what the flow has put; it ends at `bottom`, or where it has its least height.
void draw_sweep_chart(const workspace::Workspace& workspace, workspace::Commands& commands, Flow& flow, float bottom);

}  // namespace simul::panels
