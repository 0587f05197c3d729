// A policy in Lua: the functions of the global table `policy`, in a state that no task uses.
#pragma once

#include <memory>

#include "engine/base/result.h"
#include "engine/scenario/lua/state.h"
#include "engine/scenario/written_policy.h"

namespace simul::lua {

/// The file is loaded. The error has file and line.
Result<std::unique_ptr<WrittenPolicy>> policy_in(std::unique_ptr<State> state);

}  // namespace simul::lua
