// Resources as things: cards where there is room, else lines, else dots; an array of mutexes lies around a table.
#pragma once

#include "app/layout/workshop.h"
#include "app/layout/workshop_crowd.h"

namespace simul::layout {

/// Fills in the things of the workshop, within the box.
void place_things(Workshop& workshop, const SceneMoment& scene, const CrowdBuilder& crowds, const Box& box);

}  // namespace simul::layout
