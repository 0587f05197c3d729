// What stands in the middle of the hall: a dial on which twelve hours can be seen, and the times that count.
#pragma once

#include "app/scenes/scene_view.h"

namespace simul::scenes {

/// Where they were drawn; empty: there was no room, or nothing to say.
struct ClockPlaces {
    Box dial, lines;
};
ClockPlaces draw_clock(const SceneView& view, const Box& middle);

}  // namespace simul::scenes
