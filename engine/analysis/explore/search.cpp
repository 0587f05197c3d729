// Runs at random, for stories with too many orders to explore them all.
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/explore/tally.h"

namespace simul {

Exploration search(Explored& story, std::size_t count,
                   const std::function<std::unique_ptr<Conductor>(std::size_t run)>& conductor, const Bounds& bounds) {
    return exploration_of(story, tally_runs(story, count, Part{}, conductor, bounds), conductor, bounds);
}

}  // namespace simul
