// What threads and tasks have each for themselves: the values of thread_local() and of context variables.
#pragma once

#include <lua.hpp>

#include <string>

namespace simul::lua {

// For the prelude. The first two give tables, by the numbers of the variables.
int values_of_thread(lua_State* L);
int values_of_context(lua_State* L);
/// Whether one thread runs all tasks.
int shares_thread(lua_State* L);
/// The future of the task that asks.
int own_future(lua_State* L);
/// Whether no task runs yet.
int is_loading(lua_State* L);

/// Appends what the context of the task on L holds to a packed call, if it holds anything. Null, or why that cannot
/// travel.
const char* pack_context(lua_State* L, std::string& call);

/// Of a task that is to begin on this thread: takes the context away that stands behind its arguments.
void take_context(lua_State* thread);

/// Whether any task of the state has such values, which no place of a task in its code tells of.
bool has_own_values(lua_State* L);

}  // namespace simul::lua
