// Control that passes by hand inside one task, for generators and greenlets.
#pragma once

#include <lua.hpp>

namespace simul::lua {

/// Pushes what the prelude makes them of: make_thread, resume, suspend, this_thread, tell_control.
int push_control(lua_State* L);

}  // namespace simul::lua
