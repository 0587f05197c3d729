// Walks through all states of a story: which there are, what leads from which to which, and in which runs end.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/explore/states.h"
#include "engine/base/part.h"

namespace simul {

/// A state in which a run ends, or could end.
struct EndState {
    StateIndex state = kNoState;
    bool may_go_on = false;  ///< it could end there, and continued
};

/// Everything that was met. All but the numbers of the states is the same however many threads walked, if nobody
/// stopped them.
struct Walked {
    States states;
    StateIndex root = kNoState;
    std::vector<EndState> ends;  ///< each state once for each kind, in no order
    std::size_t runs = 0;        ///< that were needed
    std::string left_off;        ///< why it is not complete; empty: it is
};

/// One thread for each of `stories`, of which there is one at least. What a bound of steps or memory leaves out would
/// depend on who walked where; then one walks again, alone, so that all is the same also there. Of a part: all up to
/// the frontier (frontier.h), and what follows from its own places there.
Walked walk(std::span<Explored* const> stories, const Bounds& bounds, const Part& part = {});

}  // namespace simul
