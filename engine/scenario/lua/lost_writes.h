// Writes into the copy that reading a variable gives, which nobody would see: found before the story runs.
#pragma once

#include "engine/base/result.h"
#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// `names.value[1] = "Ada"` changes a copy, and so does table.insert(names.value, "Ada").
Result<void> writes_are_kept(const State& state);

}  // namespace simul::lua
