// The global `questions`: what is asked before a run.
#pragma once

#include "engine/scenario/lua/global_reader.h"

namespace simul::lua {

void read_questions(GlobalReader& reader, ScenarioDescription& into);

}  // namespace simul::lua
