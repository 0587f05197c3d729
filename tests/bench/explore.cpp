// Conducting and exploring: steps a second, and how long it takes to count all orders. Peers: docs, notes of the issue.
#include <vector>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/races/races.h"
#include "engine/base/ensure.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_schedule.h"
#include "engine/run/conductors/by_seed.h"
#include "scenarios/catalogue.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

std::unique_ptr<Story> lost_update(const KnobSettings& knobs) {
    return std::move(find_scenario("lost_update.cpp").value()->load(knobs, 1).value());
}

RunPlan conducted() {
    RunPlan plan;
    plan.model = Model::threads;
    become_conducted(plan);
    return plan;
}

class Rehearsing final : public Explored {
  public:
    explicit Rehearsing(Story& story) : rehearsal_(story, conducted()) {}
    End run(Conductor& conductor) override {
        const Rehearsed end = rehearsal_.run(conductor);
        return {end.cut, end.state};
    }
    std::unique_ptr<Trace> record(std::span<const TaskId> choices) override {
        BySchedule conductor({choices.begin(), choices.end()});
        return rehearsal_.record(conductor);
    }

  private:
    Rehearsal rehearsal_;
};

/// Nanoseconds a step of a long run, played again from its schedule.
void replay(benchmark::State& state) {
    constexpr std::int64_t kEach = 100'000;
    const auto story = lost_update({{"tasks", "4"}, {"times", std::to_string(kEach / 8)}});
    Rehearsal rehearsal(*story, conducted());
    std::vector<TaskId> choices;
    Random random(1, 0);
    std::vector<std::int64_t> left(4, kEach / 4);
    for (std::int64_t i = 0; i < kEach; ++i) {
        auto task = static_cast<std::size_t>(random.between(0, 3));
        while (left[task] == 0) task = (task + 1) % 4;
        --left[task];
        choices.push_back(static_cast<TaskId>(task + 1));
    }
    std::vector<double> rounds;
    for (int i = 0; i < 9; ++i) {
        BySchedule conductor(choices);
        std::size_t steps = 0;
        rounds.push_back(cpu_ns_each(kEach, [&] { steps = rehearsal.run(conductor).steps; }));
        ensure(steps == static_cast<std::size_t>(kEach) && conductor.misfit().empty(), "the schedule fits");
    }
    tell(state, 333, median(rounds));
}
BENCHMARK(replay)->Name("explore/replay_step_ns")->Apply(once);

void explore_tasks(benchmark::State& state, int tasks, const char* interleavings, double goal_ms) {
    const auto story = lost_update({{"tasks", std::to_string(tasks)}, {"steps", "3"}});
    std::vector<double> rounds;
    for (int i = 0; i < 3; ++i) {
        Rehearsing rehearsing(*story);
        Exploration found;
        rounds.push_back(cpu_ns_each(1'000'000, [&] { found = explore(rehearsing, {}); }));
        ensure(found.complete && found.interleavings.text() == interleavings, "all orders are counted");
        state.counters["states"] = static_cast<double>(found.distinct_states);
        state.counters["runs"] = static_cast<double>(found.runs);
    }
    tell(state, goal_ms, median(rounds));
}
BENCHMARK_CAPTURE(explore_tasks, four, 4, "369600", 100)->Name("explore/four_tasks_ms")->Apply(once);
BENCHMARK_CAPTURE(explore_tasks, five, 5, "168168000", 1000)->Name("explore/five_tasks_ms")->Apply(once);

/// Nanoseconds an event.
void races(benchmark::State& state) {
    const auto story = lost_update({{"tasks", "4"}, {"times", "20000"}, {"protect", "lock"}});
    BySeed conductor(1);
    const auto trace = Rehearsal(*story, conducted()).record(conductor);
    const TaskNames names(*trace);
    std::vector<double> rounds;
    for (int i = 0; i < 9; ++i)
        rounds.push_back(cpu_ns_each(static_cast<std::int64_t>(trace->size()),
                                     [&] { ensure(races_of(*trace, names).empty(), "a lock ends the race"); }));
    tell(state, 200, median(rounds));
}
BENCHMARK(races)->Name("explore/races_event_ns")->Apply(once);

}  // namespace
}  // namespace simul::bench
