// Which registers of a Lua function are still read, at each place in its code.
#pragma once

#include <bitset>
#include <vector>

#include "engine/scenario/lua/layout.h"

namespace simul::lua {

using Registers = std::bitset<256>;

/// For each instruction: what it, or one that may follow, reads before it is written. May name more, never fewer.
/// (Backward data flow: Aho, Lam, Sethi, Ullman: Compilers, 9.2.5.)
std::vector<Registers> live_registers(const Code& code);

/// Of a function that waits for a call, or for an operation in place of a table access, as its instruction before
/// `next`: what will still be read of the registers as they are.
Registers live_while_waiting(const Code& code, const std::vector<Registers>& live, std::size_t next);

}  // namespace simul::lua
