// Small stories for an event loop, drawn from a seed, and what they come to when turns are taken in any order: worked
// out here, with nothing of the engine.
//
// How it works. A task that is ready has the loop until it must wait, gives way, or ends; then any of those who are
// ready. What is given while somebody waits for it is kept for who has waited longest, who is ready from then on. The
// time of who waits for a second at most may run out before any turn.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace simul::testing {

class AnyTurns {
  public:
    explicit AnyTurns(std::uint64_t seed);

    /// The story in Lua.
    std::string text() const;
    /// `finished out1=… out2=… out3=… x=…`, or `deadlock …`.
    std::set<std::string> ends() const;

    enum class Does : std::uint8_t {
        acquire,
        acquire_in_time,
        try_acquire,
        release,
        lock_or_unlock,
        try_lock,
        tell_locked,
        send,
        try_send,
        receive,
        try_receive,
        tell_length,
        read_or_not,
        write_or_not,
        wait,
        set_and_clear,
        meet,
        load,
        store,
        yield,
    };

  private:
    std::vector<std::vector<Does>> tasks_;
};

}  // namespace simul::testing
