// Notices operations that come back, again and again, to a state in which they were before.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>

#include "engine/base/state_hash.h"

namespace simul {

/// Most runs never ask for a state: only after many operations that took no time, and then now and then (Brent: An
/// improved Monte Carlo factorization algorithm, BIT 1980).
class RoundWatch {
  public:
    /// Time has passed, or chance was used: what follows is something else.
    void begin_anew() { count_ = 0; }

    /// Before an operation. `state()`: the present one, or nothing where it cannot be told.
    template <class State>
    bool comes_round(const State& state) {
        constexpr std::uint64_t kMany = 1 << 14, kLongestRound = 256;
        if (++count_ < kMany) [[likely]]
            return false;
        const std::uint64_t since = count_ - std::bit_floor(count_);
        if (since > kLongestRound) return false;
        const std::optional<StateHash> now = state();
        if (since == 0) known_ = now;
        return since > 0 && now && now == known_;
    }

  private:
    std::uint64_t count_ = 0;
    std::optional<StateHash> known_;
};

}  // namespace simul
