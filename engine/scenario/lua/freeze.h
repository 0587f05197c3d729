// What happens once the file is loaded: resources get their names, tables stop changing, shared locals are watched.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// Moves the content of the table at `index` behind a wall: it reads as before, and complains when written to.
/// `name` is for the complaint.
void freeze_table(lua_State* L, int index, const char* name);
/// The same of a copy that was read from the shared table `name`, and of the tables in it.
void freeze_copy(lua_State* L, int index, const char* name);

/// Names the resources by the shortest path that holds them, freezes all tables that the story's globals reach,
/// remembers the names of functions and the values of shared locals. The error has file and line.
Result<void> settle_globals(State& state);

/// The number of a table or function that was there when the file was loaded, which it has in all states of a story;
/// 0: it was made later. Raises nothing.
std::uint32_t number_in_file(lua_State* L, int index);

/// A shared local that changed since the file was loaded; puts its value back. Null if none. Raises nothing.
const char* changed_local(State& state, lua_State* L);
std::string complaint_about_local(const std::string& name);

}  // namespace simul::lua
