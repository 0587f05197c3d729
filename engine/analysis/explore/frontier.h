// The states from which the parts of an exploration continue: all at the same distance from the beginning, so that each
// is led to by schedules of equal length, and the same for whoever does which part.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/analysis/explore/walk.h"

namespace simul {

/// A decision of a path: the state in which it was made, and which of its edges was taken.
struct WayTurn {
    StateIndex state;
    std::size_t choice;
};
/// The last turn is the one that is to be made next.
using Way = std::vector<WayTurn>;

/// This state is the one that the way leads to; without a turn, the one in which all runs begin.
void lead_to(Walked& walked, const Way& way, StateIndex state);

struct Frontier {
    Walked walked;            ///< all up to there
    std::vector<Way> places;  ///< each on one of the shortest ways

    /// Of the places, those that are the part's own.
    void keep(const Part& part);
};

/// So far from the beginning that each of so many parts has several places to continue from, if there are enough.
Frontier frontier_of(Explored& story, const Bounds& bounds, std::size_t parts);

}  // namespace simul
