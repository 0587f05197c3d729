// One knob of the story: its name, its value, and what turns it.
#pragma once

#include "app/panels/panels.h"

namespace simul::panels {

/// Draws it at the top of `content` and answers how high it is. It is turned by dragging, by the wheel, by the arrows
/// once it was pressed, and by typing after a double click, a Ctrl click, or a press on its value.
float draw_knob(const Workspace& workspace, Commands& commands, const Knob& knob, const Box& content);

/// Whether the keyboard is a knob's. A press elsewhere takes it back, and what was typed is then its value.
bool knob_has_keyboard(const Workspace& workspace);
void let_knob_go_at_press(const Workspace& workspace, Commands& commands);

}  // namespace simul::panels
