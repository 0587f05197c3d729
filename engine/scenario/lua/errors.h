// From what Lua raised to the one sentence that the reader sees: "file.lua:12: in task game 3: what; remedy".
#pragma once

#include <string>
#include <string_view>

#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// What a story catches when its task is cancelled. A task that ends with this error, raised again with or without a
/// place, was cancelled.
inline constexpr const char* kCancelled = "cancelled";
bool is_cancelled(const State& state, lua_State* thread, int status);

/// For an error on top of `thread`, whose stack is not yet unwound. `task` is empty while the file loads.
std::string sentence_of_error(State& state, lua_State* thread, int status, const std::string& task);

/// "file.lua:12: in task game 3: what"; line 0 is left out.
std::string placed(const State& state, int line, const std::string& task, const std::string& what);

}  // namespace simul::lua
