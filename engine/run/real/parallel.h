// Real runs with threads or processes, from the runner's own thread.
#pragma once

#include "engine/run/real/threads.h"
#include "engine/run/region.h"

namespace simul {

/// Every model but the event loop and one-after-another. `make`: for threads, which have a story each.
Result<Outcome> run_parallel(Region& region, Story& story, const RunPlan& plan, const StoryMaker& make);

}  // namespace simul
