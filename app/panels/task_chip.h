// A task as a chip: its number in the form of its state. Pressed, it is selected everywhere.
#pragma once

#include <string>
#include <string_view>

#include "app/panels/panels.h"
#include "engine/analysis/speech.h"

namespace simul::panels {

/// How the run that is shown speaks of its tasks. Looks into the run.
Speech speech_of(const Workspace& workspace);

/// `19` of "game 19", `M` of main: as scenes mark them.
std::string chip_label(const workspace::OpenRun& run, TaskId task);
/// In the run that is shown.
std::string chip_label(const Workspace& workspace, TaskId task);
float chip_width(std::string_view label);
inline constexpr float kChipHeight = 24;  ///< units of design

/// `place` tells chips of one task in several places apart, for probes: "queue", "line 34".
void draw_task_chip(const Workspace& workspace, Commands& commands, std::string_view place, Box box, TaskId task);

/// Rows of chips, as many as `most_rows` hold; then how many more there are. Answers the height.
float draw_task_chips(const Workspace& workspace, Commands& commands, std::string_view place, Box box,
                      const std::vector<TaskId>& tasks, int most_rows);

}  // namespace simul::panels
