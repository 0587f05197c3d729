// Who plays against the hall, and at which boards each master was: read from the events around the moment.
#pragma once

#include <optional>
#include <vector>

#include "app/layout/figures.h"

namespace simul::layout {

/// A master at a board, for one move.
struct Visit {
    TaskId board = kNoTask;
    Time from{};
    Time until = kNever;  ///< kNever: still there
};

struct MasterTour {
    std::vector<Visit> past;    ///< up to the moment, the latest last; never two in a row at one board
    std::optional<Visit> next;  ///< if the trace tells it already

    bool is_at_board() const { return !past.empty() && past.back().until == kNever; }
};

/// The master is the story's mutex, the masters are the permits of its semaphore: whoever holds one has a master at the
/// board. A story that has neither, or that binds `master` to "core", is played by its cores. At least one master.
std::vector<MasterTour> masters_of(const SceneMoment& scene);

/// Those of the cores that ever ran a task other than main, and which tasks they ran.
struct CoreTour {
    CoreId core = kNoCore;
    MasterTour tour;
};
std::vector<CoreTour> tours_of_cores(const SceneMoment& scene);

/// The mutex or semaphore that the masters are, or kNoResource: the cores are.
ResourceId master_resource(const TraceHeader& header);

}  // namespace simul::layout
