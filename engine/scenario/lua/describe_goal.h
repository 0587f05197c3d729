// What a challenge asks for: the table `goal`, and those inside it.
#pragma once

#include "engine/scenario/lua/global_reader.h"

namespace simul::lua {

/// Reads the table on top. `whose`: "challenge 2".
Goal read_goal(GlobalReader& reader, const std::string& whose);

}  // namespace simul::lua
