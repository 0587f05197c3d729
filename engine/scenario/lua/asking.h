// How a Lua function asks for an operation: begin one, fill it in, wait for the grant, then finish.
#pragma once

#include "engine/scenario/lua/lua_task.h"
#include "engine/scenario/lua/state.h"
#include "engine/scenario/lua/values.h"

namespace simul::lua {

/// A new operation of the task that runs on L, at the line that called. Complains while the file loads.
Operation& begin_operation(lua_State* L, OperationKind kind);

/// Waits until it is granted; `finish` then pushes what the Lua function returns. Must be returned at once.
inline int wait_for(lua_State* L, lua_KFunction finish, lua_KContext context = 0) {
    return lua_yieldk(L, 0, context, finish);
}

void raise_failure(lua_State* L, LuaTask& task);

/// At the start of each `finish`: raises what the operation failed with.
inline LuaTask& granted_task(lua_State* L) {
    LuaTask& task = *task_of(L);
    if (task.failure) [[unlikely]]
        raise_failure(L, task);
    return task;
}
void raise_failure(lua_State* L, LuaTask& task);

int finish_with_nothing(lua_State* L, int status, lua_KContext context);
int finish_with_truth(lua_State* L, int status, lua_KContext context);
int finish_with_cell(lua_State* L, int status, lua_KContext context);
int finish_with_value(lua_State* L, int status, lua_KContext context);
int finish_with_message(lua_State* L, int status, lua_KContext context);

/// So many can be asked for: 285 years, which a clock of 64 bits can show.
inline constexpr double kMostSeconds = 9e9;
/// A number of seconds at `index`, or a complaint that begins with `name`.
Duration seconds_at(lua_State* L, int index, const char* name);
/// Of a timeout: what is more than nothing is at least a nanosecond, so that who waits again for what is left of a time
/// comes to its end.
Duration wait_of_seconds(double seconds);
std::int64_t whole_at(lua_State* L, int index, std::int64_t least, std::int64_t most, const char* sentence);

/// The string at `index` becomes the text of the operation.
void text_at(lua_State* L, int index, Operation& operation, const char* sentence);
/// The same, of any length.
void bytes_at(lua_State* L, int index, Operation& operation, const char* sentence);

/// What a call takes along to whoever is to do it.
struct Baggage {
    Functions functions{};
    bool context = false;  ///< what the context variables of the task hold that asks
};
/// Of a task that begins, where the story runs so.
Baggage baggage_of_task(lua_State* L);
/// Of a callback, which is called in the process that asks for it.
Baggage baggage_of_callback(lua_State* L);

/// A call of the function at `index` with the values above it becomes the text of the operation.
void call_at(lua_State* L, int index, Operation& operation, const char* name, Baggage baggage);

}  // namespace simul::lua
