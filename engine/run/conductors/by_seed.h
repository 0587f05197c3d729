// Whoever can continue, all alike: a random walk.
#pragma once

#include "engine/base/conductor.h"
#include "engine/base/random.h"

namespace simul {

class BySeed final : public Conductor {
  public:
    /// Equal numbers give equal runs. `walk`: one of many with the same seed.
    explicit BySeed(std::uint64_t seed, std::uint64_t walk = 0) : random_(seed, walk) {}

    std::optional<std::size_t> choose(const Decision& decision) override {
        return decision.enabled.size() == 1 ? 0 : random_.next() % decision.enabled.size();
    }

  private:
    Random random_;
};

}  // namespace simul
