// From what Lua raised to the error that the reader sees: "file.lua:12: in task game 3: what; remedy".
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// What a story catches when its task is cancelled. A task that ends with this error, raised again with or without a
/// place, was cancelled.
inline constexpr const char* kCancelled = "cancelled";
bool is_cancelled(const State& state, lua_State* thread, int status);

/// Whether who awaits the task gets the very value that it raised: it is no sentence with a place.
bool is_raised_as_it_is(const State& state, lua_State* thread);

/// For an error on top of `thread`, whose stack is not yet unwound. `task` is empty while the file loads. A table that
/// was raised may have a `row` of a sheet, and a `field` in it.
Error error_raised(State& state, lua_State* thread, int status, const std::string& task);

/// In the text of a story or a policy that Lua calls `chunk`; line 0 is not known.
Error story_error(const std::string& chunk, int line, std::string text);
/// "in task game 3: what"; the task may be empty.
Error story_error(const State& state, int line, const std::string& task, const std::string& what);

/// That the story has used up its memory.
Error no_memory_left(const State& state, int line, const std::string& task);

}  // namespace simul::lua
