// How far a knob's slider stands, and what a place on it means.
#pragma once

#include <string>

#include "engine/scenario/knobs.h"

namespace simul::panels {

/// 0 to 1. Wide ranges are finer at their beginning.
float place_of(const Knob& knob);
/// What the knob would be there, as `TurnKnob` takes it: a round number.
std::string value_at(const Knob& knob, float place);
/// What the knob would be so many steps on, within its range: whole ones of a count, of a number by its size; of a
/// choice the one that stands there.
std::string turned_by(const Knob& knob, int steps);
/// With its unit: "24", "5 s".
std::string shown_value(const Knob& knob);
bool has_slider(const Knob& knob);

}  // namespace simul::panels
