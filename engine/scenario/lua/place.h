// Where a Lua task stands, and all of its values that it can still read.
#pragma once

#include "engine/base/state_hash.h"
#include "engine/scenario/lua/lua_task.h"

namespace simul::lua {

/// Adds what decides how the task continues, once its operation is granted: equal for tasks whose code does the same
/// from then on, with the same values. False, and nothing is added: it has a value that cannot be looked through, or
/// Lua is laid out in a way that we do not know.
bool add_place(State& state, LuaTask& task, StateHash& into);

}  // namespace simul::lua
