// The part of the language that is written in Lua itself: prelude.lua, control.lua, own_values.lua,
// pools.lua, streams.lua, shared_lists.lua.
#pragma once

#include "engine/scenario/lua/state.h"

namespace simul::lua {

inline constexpr int kPreludeParts = 6;
/// The texts of the files, in this order.
extern const char* const kPrelude[kPreludeParts];

/// Runs them. The globals table is on top, with all else that it uses.
void open_prelude(lua_State* L);

}  // namespace simul::lua
