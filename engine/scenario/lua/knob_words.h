// knob(…), seconds(…) and knob.x: how a story declares and reads its knobs.
#pragma once

#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// Puts `knob` and `seconds` into the table on top.
void open_knobs(lua_State* L);

/// The table at `index` is assigned to `knobs`: from now on knob.x reads. Complains about what is no knob; leaves
/// State::settings_error when the reader's settings do not fit.
void turn_knobs(lua_State* L, int index);

}  // namespace simul::lua
