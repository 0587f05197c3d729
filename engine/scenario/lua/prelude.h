// The part of the language that is written in Lua itself (prelude.lua).
#pragma once

#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// The text of prelude.lua.
extern const char* const kPrelude;

/// Runs it. The globals table is on top, with all else that it uses.
void open_prelude(lua_State* L);

}  // namespace simul::lua
