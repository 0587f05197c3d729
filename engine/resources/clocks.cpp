#include "engine/resources/clocks.h"

#include <algorithm>

namespace simul {

void VectorClock::join(const VectorClock& other) {
    if (times_.size() < other.times_.size()) times_.resize(other.times_.size());
    for (std::size_t i = 0; i < other.times_.size(); ++i) times_[i] = std::max(times_[i], other.times_[i]);
}

void VectorClock::tick(std::size_t component) {
    if (times_.size() <= component) times_.resize(component + 1);
    ++times_[component];
}

}  // namespace simul
