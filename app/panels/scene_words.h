// What is said of the figure under the pointer.
#pragma once

#include <string>

#include "app/scenes/scene_view.h"

namespace simul::panels {

/// A title and a few lines: "Board 3", what it does, since when, what it waits for.
std::string words_about(const scenes::SceneView& view, const scenes::Target& target);

}  // namespace simul::panels
