// Small Lua stories, drawn from a seed: tasks that keep values in locals, tables and closures, and expect something in
// the middle of what they do.
#pragma once

#include <cstdint>
#include <string>

namespace simul::testing {

struct AnyLua {
    std::uint64_t seed = 1;
    int tasks = 2;
    int statements = 3;  ///< of each
    bool cancels = false;
    bool tries = false;    ///< half of the statements do not wait, only look, or use what anybody may unlock
    bool devices = false;  ///< half of the statements are requests
    bool in_turn = false;  ///< most statements give something to who waits for it, and ask for it in the same turn
};

std::string text_of(const AnyLua& program);

}  // namespace simul::testing
