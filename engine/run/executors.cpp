#include "engine/run/executors.h"

#include "engine/devices/host.h"
#include "engine/run/conducted/conducted.h"
#include "engine/run/conducted/stage.h"
#include "engine/run/conductors/by_hand.h"
#include "engine/run/conductors/by_schedule.h"
#include "engine/run/policies/policies.h"
#include "engine/run/real/event_loop.h"
#include "engine/run/real/on_stop.h"
#include "engine/run/real/parallel.h"
#include "engine/run/real/sequential.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

namespace {

Result<Outcome> cooperate(Cooperative& executor, Region& region, Watchdog& watchdog) {
    executor.obey(region.head().gate);
    watchdog.watch(executor.progress());
    const Outcome outcome = executor.run();
    watchdog.rest();
    return outcome;
}

/// Who waits for a device waits no longer when the run is to stop.
Result<Outcome> cooperate_for_real(Cooperative& executor, Region& region, const RunPlan& plan, Watchdog& watchdog) {
    if (!plan.devices) return cooperate(executor, region, watchdog);
    Result<std::unique_ptr<OnStop>> on_stop =
        OnStop::create(region.head().stop, "devices", [&plan] { plan.devices->end(); });
    if (!on_stop) return on_stop.error();
    const Result<Outcome> outcome = cooperate(executor, region, watchdog);
    on_stop->reset();
    plan.devices->end();
    return outcome;
}

Result<Outcome> simulate(Region& region, Story& story, const RunPlan& plan, Watchdog& watchdog) {
    Simulated executor(story, plan, policy_of(plan), region.take_writer()->recorder, region.head().stop);
    const Result<Outcome> outcome = cooperate(executor, region, watchdog);
    if (const Error* failure = executor.failure_of_policy()) return *failure;
    return outcome;
}

/// A task that is lost on the stage excuses a schedule that does not fit any more.
Result<Outcome> conduct(Region& region, Story& story, const RunPlan& plan, Watchdog& watchdog,
                        const Stage* stage = nullptr) {
    RegionHead& head = region.head();
    ByHand hand(head.hand, head.stop, [&region] { region.tell_reader(); });
    BySchedule conductor(*plan.choices, plan.by_hand ? &hand : nullptr);
    if (plan.round_from) conductor.goes_round(*plan.round_from);
    Conducted executor(story, plan, conductor, region.take_writer()->recorder, head.stop);
    executor.tell_stands();
    const Result<Outcome> outcome = cooperate(executor, region, watchdog);
    const bool excused = region.stopping() || (stage && stage->lost_somebody());
    if (!excused && !conductor.misfit().empty()) return Error{conductor.misfit()};
    return outcome;
}

Result<Outcome> conduct_here(Region& region, Story& story, const RunPlan& plan, Watchdog& watchdog) {
    story.tell_locals(true);
    return conduct(region, story, plan, watchdog);
}

/// The story's code runs in threads or processes; they look after the tasks that are stuck themselves.
Result<Outcome> conduct_on_stage(Region& region, Story& story, const RunPlan& plan, const StoryMaker& make,
                                 Watchdog& watchdog) {
    watchdog.rest();
    Result<std::unique_ptr<Stage>> stage = Stage::create(story, plan, make, region.head().stop);
    if (!stage) return stage.error();
    (*stage)->tell_locals(true);
    if (const Result<void> ready = (*stage)->set_up(); !ready) return ready.error();
    return conduct(region, **stage, plan, watchdog, stage->get());
}

}  // namespace

Result<Outcome> run_story(Region& region, Story& story, const RunPlan& plan, const StoryMaker& make,
                          Watchdog& watchdog) {
    if (plan.choices)
        return Stage::is_for(plan) ? conduct_on_stage(region, story, plan, make, watchdog)
                                   : conduct_here(region, story, plan, watchdog);
    if (plan.clock == Clock::simulated) return simulate(region, story, plan, watchdog);
    if (plan.model == Model::sequential) {
        Sequential executor(story, plan, region);
        return cooperate_for_real(executor, region, plan, watchdog);
    }
    if (plan.model == Model::event_loop) {
        Result<std::unique_ptr<EventLoop>> executor = EventLoop::create(story, plan, region, make);
        if (!executor) return executor.error();
        return cooperate_for_real(**executor, region, plan, watchdog);
    }
    watchdog.rest();  // its thread must be gone before the first fork; the supervisor looks for stuck tasks itself
    return run_parallel(region, story, plan, make);
}

}  // namespace simul
