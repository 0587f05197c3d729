// Between Lua values and plain values.
#pragma once

#include <string>
#include <string_view>

#include "engine/scenario/lua/state.h"
#include "engine/scenario/plain_value.h"

namespace simul::lua {

/// Appends the packed value at `index`, unless there are more than `most` bytes then. Null, or why it cannot travel.
/// Raises nothing and allocates nothing in Lua.
const char* pack_value(lua_State* L, int index, Packed& into, std::size_t most = kShortBytes);
/// So much memory may the state have yet, for what is long.
std::size_t most_to_pack(lua_State* L);

/// Pushes the first packed value (nil if there is none), and takes it off. May raise: what it makes counts as the
/// story's memory, and a story may have filled its stack.
void push_packed(lua_State* L, std::string_view& packed);

/// A number or a truth value; null, or why it is none.
const char* cell_at(lua_State* L, int index, Cell& into);
void push_cell(lua_State* L, Cell cell);

}  // namespace simul::lua
