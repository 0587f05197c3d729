// Circles of states that nobody can leave, whoever is chosen.
#pragma once

#include <span>
#include <vector>

#include "engine/analysis/explore/components.h"
#include "engine/analysis/explore/shortest.h"
#include "engine/analysis/explore/states.h"

namespace simul {

struct Livelock {
    StateIndex state;           ///< the one that is reached soonest
    std::vector<TaskId> round;  ///< who goes round from there and back, each of those who can
};

/// Of the components whose states are all explored, those that nothing leaves and in which no run ends.
std::vector<Livelock> livelocks_in(const States& states, const Components& components, const Shortest& shortest,
                                   std::span<const StateIndex> ends);

}  // namespace simul
