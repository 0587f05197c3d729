// Operations as Lua functions and methods. Each writes what it asks for into its task and waits for the grant.
#pragma once

#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// Puts compute, sleep, spawn … into the table on top.
void open_operations(lua_State* L);

/// Methods of one kind of resource, or of futures.
const luaL_Reg* methods_of(ResourceKind kind);
const luaL_Reg* methods_of_futures();

/// Puts spawn, await … into the table on top.
void open_futures(lua_State* L);

int load_variable(lua_State* L);   ///< v.value
int store_variable(lua_State* L);  ///< v.value = …

}  // namespace simul::lua
