// Small Lua stories, drawn from a seed, whose tasks meet at what few stories use: a lock of readers and writers, a
// rendezvous, mutexes that lend priorities, devices.
#pragma once

#include <cstdint>
#include <string>

namespace simul::testing {

struct AnyMeeting {
    std::uint64_t seed = 1;
    int tasks = 4;
    int statements = 3;  ///< of each
    bool cancels = false;
};

/// The lock is `w`, the rendezvous `z`, the mutexes `inherits` and `ceiling`, the devices `web`, `bank` and `disk`.
std::string text_of(const AnyMeeting& program);

}  // namespace simul::testing
