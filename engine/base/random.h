// The only source of chance. A seed and a stream number give the same numbers on every machine.
#pragma once

#include <cstdint>

namespace simul {

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
/// Each task draws from its own stream, so that what one draws never depends on when another did.
class Random {
  public:
    Random(std::uint64_t seed, std::uint64_t stream) : state_(mixed(seed ^ mixed(stream + kStep))) {}

    /// Any of the 2^64 values, all alike.
    std::uint64_t next() {
        state_ += kStep;
        return mixed(state_);
    }

    /// In [0, 1).
    double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }

    /// In [low, high], both included; low must not exceed high.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
        if (width == 0) return static_cast<std::int64_t>(next());
        constexpr std::uint64_t kMost = ~std::uint64_t{0};
        std::uint64_t drawn = next();
        if (drawn > kMost - width) [[unlikely]] {  // else it is fair for sure, and what is cannot be missed
            const std::uint64_t fair = kMost - (kMost % width + 1) % width;
            while (drawn > fair) drawn = next();
        }
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + drawn % width);
    }

  private:
    static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15;

    static std::uint64_t mixed(std::uint64_t bits) {
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        return bits ^ (bits >> 31);
    }

    std::uint64_t state_;
};

}  // namespace simul
