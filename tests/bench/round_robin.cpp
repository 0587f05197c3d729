// A decision of round robin: 100 jobs on 4 cores, preempted at each quantum, against a scheduler without an engine.
#include <atomic>
#include <deque>

#include "engine/run/policies/policies.h"
#include "engine/run/policies/ready_queue.h"
#include "engine/run/simulated/simulated.h"
#include "engine/scenario/operations.h"
#include "tests/bench/recycling_sink.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

using namespace operations;

constexpr std::int64_t kJobs = 100, kCores = 4, kQuantaEach = 10'000;
constexpr std::int64_t kDecisions = kJobs * kQuantaEach;

Task job() {
    const Duration whole = kQuantaEach * 1ms;
    co_await compute(whole);
}

Task start_jobs() {
    for (std::int64_t i = 0; i < kJobs; ++i) {
        std::string call;
        pack(PlainValue(std::string("job")), call);
        co_await spawn(call);
    }
}

class Jobs final : public Story {
  public:
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext&) override { return start_jobs(); }
    Task start(TaskContext&, std::string_view) override { return job(); }

  private:
    ScenarioDescription description_;
};

double engine() {
    Jobs story;
    RunPlan plan;
    plan.model = Model::threads;
    plan.clock = Clock::simulated;
    plan.cores = kCores;
    plan.quantum = 1ms;
    StreamHeader stream;
    RecyclingSink sink;
    Recorder recorder(stream, sink, nullptr);
    const std::atomic<std::uint32_t> stop{0};
    Simulated executor(story, plan, policy_named("round_robin")->make(plan.quantum), recorder, stop);
    return cpu_ns_each(kDecisions, [&] { executor.run(); });
}

/// The same queue, the same decisions, and nothing else.
double bare() {
    ReadyQueue ready;
    std::vector<std::int64_t> left(kJobs, kQuantaEach);
    std::vector<TaskId> on_core(kCores, kNoTask);
    for (std::int64_t i = 0; i < kJobs; ++i) ready.push(static_cast<TaskId>(i));
    std::uint64_t order = 0;  // of the decisions: so that none is left out
    const double each = cpu_ns_each(kDecisions, [&] {
        for (std::int64_t done = 0; done < kDecisions;) {
            for (TaskId& core : on_core) {
                if (core != kNoTask && --left[index_of(core)] > 0) ready.push(core);
                done += core != kNoTask;
                core = ready.empty() ? kNoTask : ready.pop();
                order = order * 31 + index_of(core);
            }
        }
    });
    benchmark::DoNotOptimize(order);
    return each;
}

void decisions(benchmark::State& state) { compare(state, 3, engine, {bare}); }

BENCHMARK(decisions)->Name("round_robin/decision_over_limit")->Apply(once);

}  // namespace
}  // namespace simul::bench
