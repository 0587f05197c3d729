// Words about the machines of a story: on(node, resource), node().
#pragma once

#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// The globals are on top.
void open_node_words(lua_State* L);

}  // namespace simul::lua
