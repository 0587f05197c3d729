#include "engine/run/executors.h"

#include "engine/run/policies/policies.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

namespace {

Result<Outcome> cooperate(Cooperative& executor, Watchdog& watchdog) {
    watchdog.watch(executor.progress());
    const Outcome outcome = executor.run();
    watchdog.rest();
    return outcome;
}

Result<Outcome> simulate(Region& region, Story& story, const RunPlan& plan, Watchdog& watchdog) {
    Simulated executor(story, plan, policy_named(plan.policy)->make(plan.quantum), region.take_writer()->recorder,
                       region.head().stop);
    return cooperate(executor, watchdog);
}

}  // namespace

Result<Outcome> run_story(Region& region, Story& story, const RunPlan& plan, Watchdog& watchdog) {
    if (plan.clock == Clock::simulated) return simulate(region, story, plan, watchdog);
    return Error{"real runs are not built yet"};
}

}  // namespace simul
