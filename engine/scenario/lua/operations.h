// Operations as Lua functions and methods, one for each row of the list: it writes what is asked for into the task and
// waits for the grant.
#pragma once

#include "engine/base/operation_kinds.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// Puts compute, sleep, spawn … into the table on top.
void open_operations(lua_State* L);

/// Puts the methods of a kind of resource, or of futures, into the table on top.
void set_methods(lua_State* L, Receiver receiver);
/// Registry key: the methods of byte streams that the prelude has.
extern char kMethodsOfStreams;

int load_variable(lua_State* L);   ///< v.value
int store_variable(lua_State* L);  ///< v.value = …

}  // namespace simul::lua
