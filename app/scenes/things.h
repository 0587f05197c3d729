// Resources as things: what each kind looks like.
#pragma once

#include "app/layout/workshop.h"
#include "app/scenes/workers.h"

namespace simul::scenes {

void draw_thing(const SceneView& view, const WorkerDrawing& workers, const layout::Thing& thing,
                std::vector<Target>& targets);

/// The value of a variable as text: `13`, `0.5`, `true`.
std::string value_in_words(const ShownCell& value);

}  // namespace simul::scenes
