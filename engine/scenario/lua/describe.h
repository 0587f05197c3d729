// What a story says of itself in its globals: title, models, questions …
#pragma once

#include "engine/base/result.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// Reads the globals into State::description. The error has file and line.
Result<void> describe(State& state);

}  // namespace simul::lua
