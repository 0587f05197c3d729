// The code of each function of a story has a number, which is the same in all states that have loaded it. So what a
// suspended function stands in can be compared.
#pragma once

#include <cstdint>

#include "engine/scenario/lua/state.h"

namespace simul::lua {

/// The code of the function at this lua_topointer, and of those that it makes, get the next numbers, unless they have
/// some.
void number_code(State& state, const void* function);

/// PackedItem::kUnknownCode if it has none.
std::uint32_t number_of_code(const State& state, const void* function);

/// The function, which has come from another task, has the code of this number. What had stood in its place in memory
/// is gone.
void note_code(State& state, const void* function, std::uint32_t number);

}  // namespace simul::lua
