// The presets of a story: each shows one point of it at a press.
#pragma once

#include "app/layout/geometry.h"
#include "app/workspace/commands.h"

namespace simul::panels {

/// From the top of `content` on. Answers the height that it took.
float draw_presets(const workspace::Workspace& workspace, workspace::Commands& commands, const layout::Box& content);

}  // namespace simul::panels
