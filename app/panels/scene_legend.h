// What the forms of a scene mean, in the words of its story, with how many there are of each.
#pragma once

#include <string>
#include <vector>

#include "app/scenes/scene_view.h"
#include "engine/analysis/metrics.h"

namespace simul::panels {

struct LegendEntry {
    theme::Form form{};
    std::string text;  ///< "12 boards want Judit"
    float width = 0;   ///< that it may need at other moments too, so that nothing moves while time passes
};

/// The lines of the legend, in the story's words if those fit into `room`, else in our own; as many as fit.
std::vector<LegendEntry> legend_of(const scenes::SceneView& view, const Metrics& metrics, float room);

/// Right-aligned in the row.
void draw_legend(ImDrawList* list, const layout::Box& row, const std::vector<LegendEntry>& entries);

}  // namespace simul::panels
