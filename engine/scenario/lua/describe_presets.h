// The global `presets`: settings that show one point of the story at a press.
#pragma once

#include "engine/scenario/lua/global_reader.h"

namespace simul::lua {

void read_presets(GlobalReader& reader, ScenarioDescription& into);

}  // namespace simul::lua
