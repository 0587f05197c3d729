// `pairs` in the order of the keys: equal tables are walked alike, in every run.
#pragma once

#include "engine/scenario/lua/state.h"

namespace simul::lua {

int sorted_pairs(lua_State* L);

}  // namespace simul::lua
