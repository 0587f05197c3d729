// What a stranger's file may use: the harmless part of Lua's library, and the words of Simul.
#pragma once

#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// Fills a new state. Afterwards kGlobals holds the globals, and the table through which the file sees them is on top.
void open_sandbox(State& state);

}  // namespace simul::lua
