// The process of one run: loads the scenario, executes it, and leaves everything in the region.
#pragma once

#include "engine/run/region.h"
#include "engine/run/run.h"
#include "engine/run/wire.h"

namespace simul {

/// What runners are told of by whoever makes the zygote.
struct RunnerWork {
    FindScenario find;
    StudyStory study;
    DigestRun digest;
};

/// Never returns: the process ends with the run. Called in a process that was forked for it.
[[noreturn]] void be_runner(Region& region, const wire::Request& request, const RunnerWork& work);

}  // namespace simul
