// What is shown was made with other settings than those that stand at its sides now.
#pragma once

#include <string_view>

#include "app/panels/panels.h"

namespace simul::panels {

/// At the left of `row`: the settings of the shown run where they differ from those now; a press runs it with these.
/// Answers how wide it is; 0: they do not differ, or there is no room.
float draw_stale_mark(const Workspace& workspace, std::string_view where, const Box& row);

}  // namespace simul::panels
