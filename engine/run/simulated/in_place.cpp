#include "engine/run/simulated/in_place.h"

#include "engine/base/ensure.h"
#include "engine/run/into_trace.h"
#include "engine/run/policies/policies.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

Result<std::unique_ptr<Trace>> simulate_in_place(Story& story, const RunPlan& plan,
                                                 const std::atomic<std::uint32_t>& stop, Watchdog* watchdog) {
    ensure(plan.clock == Clock::simulated, "only simulated runs happen in place");
    auto trace = std::make_unique<Trace>(header_of(story.description(), plan));
    StreamHeader stream;
    IntoTrace source(*trace);
    Recorder recorder(stream, source, nullptr);
    Simulated executor(story, plan, policy_of(plan), recorder, stop);
    if (watchdog) watchdog->watch(executor.progress());
    executor.run();
    if (watchdog) watchdog->rest();
    if (const Error* failure = executor.failure_of_policy()) return *failure;
    StreamReader reader(stream, nullptr);
    source.drain(reader);
    return trace;
}

std::unique_ptr<Trace> simulate_in_place(Story& story, const RunPlan& plan) {
    const std::atomic<std::uint32_t> never_stopped{0};
    Result<std::unique_ptr<Trace>> trace = simulate_in_place(story, plan, never_stopped, nullptr);
    ensure(trace.ok(), trace ? "" : trace.error().sentence().c_str());
    return std::move(*trace);
}

}  // namespace simul
