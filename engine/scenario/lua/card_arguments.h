// What a story tells a graphics card to run: card:run("stir", 1000, 8).
#pragma once

#include "engine/base/arguments.h"
#include "engine/scenario/lua/state.h"
#include "engine/scenario/operation.h"

namespace simul::lua {

/// The name at `index`, which stands in the operation's text then.
void take_gpu_kernel(lua_State* L, int index, const char* usage, Operation& operation);
/// The argument that is its n: from 1 to what the kernel can do.
Argument size_on_card(const Operation& operation, Argument argument);
/// Of a kernel that has one round only.
void refuse_needless_rounds(lua_State* L, const char* usage, const Operation& operation);

}  // namespace simul::lua
