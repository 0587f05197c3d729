// From what Lua raised to the one sentence that the reader sees: "file.lua:12: in task game 3: what; remedy".
#pragma once

#include <string>
#include <string_view>

#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// For an error on top of `thread`, whose stack is not yet unwound. `task` is empty while the file loads.
std::string sentence_of_error(State& state, lua_State* thread, int status, const std::string& task);

/// "file.lua:12: in task game 3: what"; line 0 is left out.
std::string placed(const State& state, int line, const std::string& task, const std::string& what);

/// That the story has used up its memory.
std::string sentence_of_no_memory(const State& state, int line, const std::string& task);

}  // namespace simul::lua
