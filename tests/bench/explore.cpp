// Conducting and exploring: steps a second, and how long it takes to count all orders. Peers: docs, notes of the issue.
#include <vector>

#include "engine/analysis/races/races.h"
#include "engine/base/ensure.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_schedule.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/scenario/operations.h"
#include "scenarios/catalogue.h"
#include "tests/bench/bare_orders.h"
#include "tests/bench/rounds.h"
#include "tests/support/rehearsed_story.h"

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
        testing::RehearsedStory rehearsing(*story, conducted());
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

// ---- Every order run, none merged.

class EveryOrder final : public Conductor {
  public:
    std::optional<std::size_t> choose(const Decision& decision) override {
        return orders_.choose(decision.step, decision.enabled.size());
    }
    bool turn_back() { return orders_.turn_back(); }

  private:
    OrderCounter orders_;
};

/// Nanoseconds an order, up to the first that ends so.
double each_order_ns(Story& story, std::size_t expected, Outcome until) {
    Rehearsal rehearsal(story, conducted());
    std::size_t orders = 0;
    const double ns = cpu_ns_each(1, [&] {
        EveryOrder conductor;
        do ++orders;
        while (rehearsal.run(conductor).outcome != until && conductor.turn_back());
    });
    ensure(orders == expected, "every order is run once");
    return ns / static_cast<double>(orders);
}

/// Two tasks with three increments each.
void unmerged(benchmark::State& state) {
    constexpr std::size_t kOrders = 924;
    const auto story = lost_update({{"tasks", "2"}, {"times", "3"}});
    compare(state, 2.25, [&] { return each_order_ns(*story, kOrders, Outcome::stopped); },
            {[] { return cpu_ns_each(kOrders, [] { ensure(bare_increments() == kOrders, "all orders"); }); }});
}
BENCHMARK(unmerged)->Name("explore/unmerged_order")->Apply(once);

/// Three philosophers, each of whom takes the left fork, the right one, and puts both back.
class Philosophers final : public Story {
  public:
    static constexpr int kCount = 3;

    Philosophers() {
        description_.name = "philosophers";
        for (int i = 0; i < kCount; ++i) {
            ResourceDeclaration fork;
            fork.kind = ResourceKind::mutex;
            fork.name = "fork" + std::to_string(i);
            description_.resources.push_back(fork);
        }
        for (int i = 0; i < kCount; ++i) pack(PlainValue(std::int64_t{i}), calls_.emplace_back());
    }
    bool may_cancel() const override { return false; }
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext&) override { return main(this); }
    Task start(TaskContext&, std::string_view call) override {
        return dine(static_cast<int>(std::get<std::int64_t>(unpack(call).content)));
    }

  private:
    static Task main(Philosophers* story) {
        for (std::string& call : story->calls_) co_await operations::spawn(call);
    }
    static Task dine(int place) {
        const auto left = static_cast<ResourceId>(place), right = static_cast<ResourceId>((place + 1) % kCount);
        co_await operations::lock(left);
        co_await operations::lock(right);
        co_await operations::unlock(right);
        co_await operations::unlock(left);
    }

    ScenarioDescription description_;
    std::vector<std::string> calls_;
};

/// Microseconds until an order was run in which all of them starve.
void first_deadlock(benchmark::State& state) {
    Philosophers story;
    std::vector<double> rounds;
    for (int i = 0; i < 9; ++i) {
        Rehearsal rehearsal(story, conducted());
        bool found = false;
        rounds.push_back(cpu_ns_each(1000, [&] {
            EveryOrder conductor;
            do found = rehearsal.run(conductor).outcome == Outcome::deadlock;
            while (!found && conductor.turn_back());
        }));
        ensure(found, "philosophers starve");
    }
    tell(state, 150, median(rounds));
}
BENCHMARK(first_deadlock)->Name("explore/first_deadlock_us")->Apply(once);

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
