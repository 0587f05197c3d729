#include "engine/run/simulated/in_place.h"

#include "engine/base/ensure.h"
#include "engine/run/into_trace.h"
#include "engine/run/policies/policies.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

std::unique_ptr<Trace> simulate_in_place(Story& story, const RunPlan& plan) {
    ensure(plan.clock == Clock::simulated, "only simulated runs happen in place");
    auto trace = std::make_unique<Trace>(header_of(story.description(), plan));
    StreamHeader stream;
    IntoTrace source(*trace);
    Recorder recorder(stream, source, nullptr);
    const std::atomic<std::uint32_t> stop{0};
    Simulated executor(story, plan, policy_of(plan), recorder, stop);
    executor.run();
    ensure(executor.failure_of_policy().empty(), executor.failure_of_policy().c_str());
    StreamReader reader(stream, nullptr);
    source.drain(reader);
    return trace;
}

}  // namespace simul
