// The parts of the inspector, each with a file of its own.
#pragma once

#include "app/panels/flow.h"
#include "app/panels/panels.h"

namespace simul::panels {

/// What the task that is selected does, and why.
void draw_selected_task(const Workspace& workspace, Commands& commands, Flow& flow);
/// The circle of waits to which the selected task's waiting leads; of no task, all there are.
void draw_circles(const Workspace& workspace, Commands& commands, Flow& flow);
/// How long it was in each state, and its future.
void draw_task_so_far(const Workspace& workspace, Flow& flow);
/// Who has what, who waits for it, and the values of variables.
void draw_resources(const Workspace& workspace, Commands& commands, Flow& flow);

}  // namespace simul::panels
