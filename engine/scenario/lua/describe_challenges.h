// The global `challenges`: what the reader is asked to break, and to mend.
#pragma once

#include "engine/scenario/lua/global_reader.h"

namespace simul::lua {

/// After `model` and `knobs` were read: challenges without a model of their own take the story's.
void read_challenges(GlobalReader& reader, ScenarioDescription& into);

}  // namespace simul::lua
