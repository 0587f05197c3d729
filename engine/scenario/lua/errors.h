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

/// The line of a sentence that begins with its place in this story; 0 if it does not.
int line_of_sentence(const State& state, const std::string& sentence);

/// "file.lua:12: in task game 3: what"; line 0 is left out.
std::string placed(const State& state, int line, const std::string& task, const std::string& what);

/// That the story has used up its memory.
std::string sentence_of_no_memory(const State& state, int line, const std::string& task);

}  // namespace simul::lua
