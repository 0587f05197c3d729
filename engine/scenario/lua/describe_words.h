// The globals `scene`, `words` and `why`: how the story speaks of itself.
#pragma once

#include "engine/scenario/lua/global_reader.h"

namespace simul::lua {

void read_words(GlobalReader& reader, StoryWords& into);

}  // namespace simul::lua
