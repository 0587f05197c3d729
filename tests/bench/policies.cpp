// Decisions of the policies that look at more than a line: 100 jobs on 4 cores, and how the cost of a decision grows
// with the number of tasks that are ready, up to a million. And a million jobs through M/M/1.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/run/policies/policies.h"
#include "engine/run/simulated/in_place.h"
#include "engine/run/simulated/simulated.h"
#include "engine/scenario/operations.h"
#include "tests/bench/recycling_sink.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

constexpr Duration kSlice = 750ms;       ///< of CFS with many tasks; the quantum of all others
constexpr double kGoalNs = 1000.0 / 12;  ///< twelve million decisions a second

RunPlan plan(const std::string& policy, std::uint32_t cores) {
    RunPlan made;
    made.model = Model::threads;
    made.clock = Clock::simulated;
    made.cores = cores;
    made.policy = policy;
    made.quantum = kSlice;
    made.policy_knobs = policy_named(policy)->parameters;
    made.max_tasks = 2'000'000;
    made.most_at_once = 2'000'000;
    made.max_events = 1'000'000'000;
    return made;
}

/// So many jobs that arrive together, each with so many slices of work.
class Burst final : public Story {
  public:
    Burst(std::size_t jobs, std::size_t slices) : jobs_(jobs), slices_(slices) {}
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext&) override { return start_jobs(); }
    Task start(TaskContext& task, std::string_view) override { return job(index_of(task.id)); }

  private:
    Task start_jobs() {
        std::string call;
        pack(PlainValue(std::string("job")), call);
        TaskAttributes says;
        for (std::size_t i = 0; i < jobs_; ++i) {
            says.priority = static_cast<std::int64_t>(i % 7);
            says.nice = static_cast<std::int64_t>(i % 5);
            says.tickets = static_cast<std::int64_t>(1 + i % 9);
            says.period = says.deadline = static_cast<std::int64_t>(1 + i * 7919 % 100'003) * 1s;
            Operation operation = operations::spawn(call);
            operation.attributes = &says;
            co_await operation;
        }
    }
    /// Not quite the same for all, so that they do not end at one instant.
    Task job(std::size_t number) {
        co_await operations::compute(static_cast<std::int64_t>(slices_) * kSlice + Duration(number * 7919 % 100'003));
    }

    const std::size_t jobs_, slices_;
    ScenarioDescription description_;
};

/// How often a core is given, or left to who has it: a choice among several is told, and one by a line is not.
double decisions_of_job(const std::string& policy, std::uint32_t cores, std::size_t jobs, std::size_t slices) {
    Burst story(jobs, slices);
    const auto trace = simulate_in_place(story, plan(policy, cores));
    std::int64_t choices = 0, runs = 0;
    for (std::size_t i = 0; i < trace->size(); ++i) {
        choices += (*trace)[i].kind == EventKind::choose;
        runs += (*trace)[i].kind == EventKind::run && (*trace)[i].task != kMainTask;
    }
    return static_cast<double>(std::max(choices, runs)) / static_cast<double>(jobs);
}

double ns_of_job(const std::string& policy, std::uint32_t cores, std::size_t jobs, std::size_t slices) {
    Burst story(jobs, slices);
    StreamHeader stream;
    RecyclingSink sink;
    Recorder recorder(stream, sink, nullptr);
    const std::atomic<std::uint32_t> stop{0};
    Simulated executor(story, plan(policy, cores), policy_of(plan(policy, cores)), recorder, stop);
    return cpu_ns_each(static_cast<std::int64_t>(jobs), [&] { executor.run(); });
}

std::string policy_of_range(benchmark::State& state) {
    const std::string policy(policies()[static_cast<std::size_t>(state.range(0))].name);
    state.SetLabel(policy);
    return policy;
}

/// A long run of 100 jobs, so that nothing but decisions counts.
void decision(benchmark::State& state) {
    const std::string policy = policy_of_range(state);
    constexpr std::size_t kJobs = 100, kSlices = 2'000;
    const double each = decisions_of_job(policy, 4, kJobs, kSlices);
    std::vector<double> rounds;
    for (int round = 0; round < 5; ++round) rounds.push_back(ns_of_job(policy, 4, kJobs, kSlices) / each);
    tell(state, kGoalNs, median(rounds));
    state.counters["decisions_of_job"] = each;
}

/// With a million tasks against a thousand: logarithmic is a factor of two.
void growth(benchmark::State& state) {
    const std::string policy = policy_of_range(state);
    constexpr std::size_t kFew = 1'000, kMany = 1'000'000, kSlices = 3;
    const double few = ns_of_job(policy, 1, kFew, kSlices), some = ns_of_job(policy, 1, kMany / 10, kSlices);
    const double many = ns_of_job(policy, 1, kMany, kSlices);
    tell(state, 2, many / few);
    state.counters["ns_1k"] = few;
    state.counters["ns_100k"] = some;
    state.counters["ns_1M"] = many;
}

// ---- M/M/1

class Queue final : public Story {
  public:
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext&) override { return send_jobs(); }
    Task start(TaskContext&, std::string_view) override { return job(); }

    static constexpr std::size_t kJobs = 1'000'000;

  private:
    static Duration exponential(Random& random, double mean) {
        return duration_of_seconds(-mean * std::log(1 - random.fraction()));
    }
    Task send_jobs() {
        constexpr double kLoad = 0.7;
        Random random(1, 0);
        std::string call;
        pack(PlainValue(std::string("job")), call);
        Duration arrival{0};
        for (std::size_t i = 0; i < kJobs; ++i) {
            const Duration gap = exponential(random, 1 / kLoad);
            co_await operations::sleep(gap);
            co_await operations::spawn(call);
        }
    }
    Task job() { co_await operations::compute(exponential(service_, 1)); }

    Random service_{1, 1};
    ScenarioDescription description_;
};

void queue(benchmark::State& state) {
    std::vector<double> rounds;
    for (int round = 0; round < 5; ++round) {
        Queue story;
        StreamHeader stream;
        RecyclingSink sink;
        Recorder recorder(stream, sink, nullptr);
        const std::atomic<std::uint32_t> stop{0};
        Simulated executor(story, plan("fifo", 1), policy_of(plan("fifo", 1)), recorder, stop);
        rounds.push_back(cpu_ns_each(1'000'000'000, [&] { executor.run(); }));
    }
    tell(state, 1, median(rounds));
}

// By their place in the list of policies.
const std::int64_t kLast = static_cast<std::int64_t>(policies().size()) - 1;
BENCHMARK(decision)->Name("policies/decision_ns")->DenseRange(0, kLast)->Apply(once);
BENCHMARK(growth)->Name("policies/growth")->DenseRange(0, kLast)->Apply(once);
BENCHMARK(queue)->Name("policies/million_jobs_of_mm1_s")->Apply(once);

}  // namespace
}  // namespace simul::bench
