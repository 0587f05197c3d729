// The list of executors: which one runs a model on a clock.
#pragma once

#include "engine/base/result.h"
#include "engine/run/real/threads.h"
#include "engine/run/region.h"
#include "engine/run/settings.h"
#include "engine/run/story_maker.h"
#include "engine/run/watchdog.h"
#include "engine/scenario/scenario.h"

namespace simul {

/// Runs the story to its end, in this process and its children, recording into the region.
/// An error: the computer refused what the run needs (threads, processes, memory).
/// `make` loads the story again, for threads, which have a state each.
Result<Outcome> run_story(Region& region, Story& story, const RunPlan& plan, const StoryMaker& make,
                          Watchdog& watchdog);

}  // namespace simul
