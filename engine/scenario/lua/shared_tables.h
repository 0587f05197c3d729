// Shared tables as Lua values: made while the file loads; each read and write of an entry is an operation.
#pragma once

#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// shared_table{ Ada = 36 }, shared_table({}, { mmap = true }).
int make_shared_table(lua_State* L);
bool is_shared_table(lua_State* L, int index);
/// pairs of it: in the order of the keys, each found when the walk comes there.
int walk_shared_table(lua_State* L);

/// ipairs, table.insert and table.remove, of shared tables, too; with Lua's own as upvalue.
int ipairs_of_any(lua_State* L);
int insert_into_any(lua_State* L);
int remove_from_any(lua_State* L);

/// table.concat, sort, unpack and move, the same: of a shared table they are written in Lua (shared_lists.lua).
int concat_any(lua_State* L);
int sort_any(lua_State* L);
int unpack_any(lua_State* L);
int move_any(lua_State* L);
/// The table of these is on top, and is taken.
void keep_words_for_lists(lua_State* L);

/// Makes their metatable.
void open_shared_tables(lua_State* L);

}  // namespace simul::lua
