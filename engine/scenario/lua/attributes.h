// What a story says of a task when it spawns it: `spawn({ priority = 2, burst = 5 }, job, 1)`.
#pragma once

#include "engine/scenario/lua/state.h"
#include "engine/scenario/operation.h"

namespace simul::lua {

/// The prelude's own attributes, which no story writes.
inline constexpr const char* kGroupMark = "\1group";
inline constexpr const char* kThreadMark = "\1thread";

/// If a table stands at `index`, it is taken from the stack and becomes what the operation says of the child.
void take_attributes(lua_State* L, int index, const char* name);

}  // namespace simul::lua
