// A simulated run in this very process: for tests, benches, and wherever there are no processes to be had.
#pragma once

#include <memory>

#include "engine/run/settings.h"
#include "engine/trace/trace.h"

namespace simul {

/// Runs the story to its end. The plan's clock must be simulated.
std::unique_ptr<Trace> simulate_in_place(Story& story, const RunPlan& plan);

}  // namespace simul
