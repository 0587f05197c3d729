// What people call a function of the story.
#pragma once

#include <lua.hpp>

#include <string_view>

namespace simul::lua {

/// Of a function that a global of the story, or a word, is; null: none is. Valid while the state is.
const char* global_name_of(lua_State* L, int index);
/// Whether the story's file has it, and not the prelude or Lua.
bool is_of_file(lua_State* L, int index);

/// Pushes its global name. Of one that has none the name that its line gives it, as `local function job()` and
/// `local job = function()` do; else `function:7`, by its line.
void push_function_name(lua_State* L, int index);

/// Pushes the function of this global name; of the libraries', as `math.max`, too. Else nil.
void push_function_named(lua_State* L, std::string_view name);

}  // namespace simul::lua
