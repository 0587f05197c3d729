// The list of scenes. A new one is a file, a declaration and a line in the list.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "app/scenes/scene_view.h"

namespace simul::scenes {

/// Draws the moment into the box; answers what can be pointed at, the uppermost last.
using DrawScene = std::vector<Target> (*)(const SceneView& view, const Box& box);

struct Scene {
    std::string_view name;   ///< as stories say it; empty: the one for all others
    std::string_view title;  ///< of its panel
    DrawScene draw;
    float room_for_two;  ///< from this width on, in units of design, another run's scene stands beside it
};

std::vector<Target> draw_workshop(const SceneView& view, const Box& box);
std::vector<Target> draw_hall(const SceneView& view, const Box& box);
std::vector<Target> draw_shop(const SceneView& view, const Box& box);
std::vector<Target> draw_machines(const SceneView& view, const Box& box);

std::span<const Scene> scenes();

/// The scene that the story asks for. If it asks for none, or for one that there is not: of several machines, up to
/// sixteen, these; else the workshop.
const Scene& scene_of(const TraceHeader& header);

}  // namespace simul::scenes
