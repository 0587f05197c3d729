// One frame of the window: every panel that the workspace shows, drawn into the current ImGui context.
#pragma once

#include "app/layout/geometry.h"
#include "app/theme/theme.h"
#include "app/workspace/commands.h"

namespace simul::window {

/// How a frame of this workspace is drawn on a display of this size, in pixels, and with this scale.
theme::Setting setting_for(const workspace::Workspace& workspace, layout::Box whole, float display_scale);

/// Between ImGui::NewFrame and ImGui::Render. The theme is in use with `setting_for`'s setting.
void draw_frame(const workspace::Workspace& workspace, workspace::Commands& commands, layout::Box whole);

}  // namespace simul::window
