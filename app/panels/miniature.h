// A small picture of a real run, for a tile.
#pragma once

#include <imgui.h>

#include "app/layout/geometry.h"
#include "app/workspace/open_run.h"

namespace simul::panels {

/// Its scene at a telling moment, without words; a run that has no scene of its own, as the lanes of its tasks.
void draw_miniature(ImDrawList* list, const layout::Box& box, const workspace::OpenRun& run);

}  // namespace simul::panels
