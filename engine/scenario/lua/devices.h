// Devices as a story makes them at the top of its file: web = http_server{ latency = 0.05 }.
#pragma once

#include "engine/scenario/lua/state.h"

namespace simul::lua {

// Functions of Lua: the settings, of which each may be left out, are on the stack; they give the device.
int make_http_server(lua_State* L);
int make_folder(lua_State* L);
int make_database(lua_State* L);
int make_gpu(lua_State* L);

}  // namespace simul::lua
