// One order of each class finds whatever all orders have.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "engine/analysis/findings.h"
#include "engine/analysis/metrics.h"
#include "scenarios/catalogue.h"
#include "tests/support/any_program.h"
#include "tests/support/brute_force.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/scripted_story.h"

namespace simul::testing {
namespace {

using namespace operations;

std::string words_of(Outcome outcome, const std::vector<std::pair<std::string, ShownCell>>& variables) {
    std::string text(name_of(outcome));
    for (const auto& [name, value] : variables) text += " " + name + "=" + std::to_string(value.bits);
    return text;
}

/// Which tasks, by number: whoever closed the circle.
std::string words_of(FindingKind kind, std::vector<TaskId> tasks) {
    std::sort(tasks.begin(), tasks.end());
    std::string text(name_of(kind));
    for (const TaskId task : tasks) text += " " + std::to_string(index_of(task));
    return text;
}

/// Of results, and of findings but data races, which are no matter of states.
using Found = std::set<std::string>;

Found found_in_all(SmallStory& story, const RunPlan& plan, std::size_t most) {
    Rehearsal rehearsal(story, plan);
    Found found;
    const bool all = every_order(rehearsal, most, [&found](const Trace& trace) {
        const Metrics metrics = metrics_of(trace);
        std::vector<std::pair<std::string, ShownCell>> variables;
        for (const VariableFigures& it : metrics.variables) variables.emplace_back(it.name, it.value);
        found.insert(words_of(*metrics.outcome, variables));
        for (const Finding& it : findings_of(trace))
            if (it.kind != FindingKind::data_race) found.insert(words_of(it.kind, it.tasks));
    });
    return all ? found : Found{};
}

Found found_in(const Exploration& exploration) {
    Found found;
    for (const ExploredResult& it : exploration.results) found.insert(words_of(it.outcome, it.variables));
    for (const ExploredFinding& it : exploration.findings)
        if (it.kind != FindingKind::data_race) found.insert(words_of(it.kind, it.tasks));
    return found;
}

RunPlan conducted(Model model) {
    RunPlan plan = simulated(model, 2);
    become_conducted(plan);
    return plan;
}

class ReducedOn : public ::testing::TestWithParam<Model> {};

TEST_P(ReducedOn, finds_what_all_orders_of_a_random_program_have) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= programs_of(24); ++seed) {
        const bool three = seed % 2 == 0;
        AnyStory story({seed, three ? 3 : 2, three ? 2 : 4, seed % 4 > 1, false, seed % 4 > 2});
        const Found all = found_in_all(story, conducted(GetParam()), 150);
        if (all.empty()) continue;
        ++compared;
        RehearsedStory explored(story, conducted(GetParam()));
        const Exploration reduced = explore_reduced(explored, {});
        EXPECT_TRUE(reduced.complete);
        EXPECT_EQ(found_in(reduced), all) << "program " << seed;
    }
    EXPECT_GE(compared, programs_of(6));
}

INSTANTIATE_TEST_SUITE_P(Models, ReducedOn,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& model) { return std::string(name_of(model.param)); });

/// What all orders come to, states that were met again merged. None: there are too many.
std::optional<Exploration> all_orders_of(Story& story, const RunPlan& plan) {
    RehearsedStory explored(story, plan);
    Bounds bounds;
    bounds.steps = 40;
    bounds.bytes = std::size_t{1} << 18;
    Exploration all = explore(explored, bounds);
    constexpr std::uint64_t kMost = 3000;
    if (!all.complete || BigCount(kMost) < all.interleavings) return std::nullopt;
    return all;
}

/// And the faults of each.
Found results_in(const Exploration& exploration) {
    Found found = found_in(exploration);
    for (const ExploredResult& it : exploration.results) {
        std::string text = words_of(it.outcome, it.variables);
        for (const Fault& fault : it.faults) text += " " + std::string(name_of(fault.kind)) + " " + fault.text;
        found.insert(text);
    }
    return found;
}

/// A random program in which tasks cancel, close, time out and call back. Gives whether it was small enough.
bool expect_all_found(std::uint64_t seed, Model model) {
    AnyStory story({seed, 2 + static_cast<int>(seed % 2), 2 + static_cast<int>(seed % 3), true, true, true});
    const std::optional<Exploration> all = all_orders_of(story, conducted(model));
    if (!all) return false;
    RehearsedStory explored(story, conducted(model));
    const Exploration reduced = explore_reduced(explored, {});
    EXPECT_TRUE(reduced.complete);
    EXPECT_EQ(results_in(reduced), results_in(*all)) << "program " << seed;
    return true;
}

TEST_P(ReducedOn, finds_what_all_orders_have_where_tasks_cancel_close_time_out_and_call_back) {
    std::uint64_t compared = 0;
    for (std::uint64_t seed = 1; seed <= programs_of(60); ++seed) compared += expect_all_found(seed, GetParam());
    EXPECT_GE(compared, programs_of(20));
}

/// In 1577 somebody is woken who then finds the channel full, so its turn is not the one that was put to sleep. In 1789
/// whoever has the loop and its rival alone can continue. In the others a turn is short as it had to wait, and not by
/// itself.
TEST(Reduced, finds_what_depends_on_how_long_a_task_keeps_the_event_loop) {
    for (const std::uint64_t seed : {1577, 1789, 2624, 4551}) EXPECT_TRUE(expect_all_found(seed, Model::event_loop));
}

/// Stories in which somebody's next step is taken away by another one's: by a cancel, by what it waited for, or as only
/// the loop's owner can continue.
const ScriptedCase kTakenAway[] = {
    {"a_permit_by_a_cancel",
     {{"main", "spawn a; spawn b; spawn d; await a; spawn f; cancel d; await b; try await d"},
      {"a", "acquire p; set e; release p"},
      {"b", "wait_for e; set e; spawn f"},
      {"d", "acquire p; add x 1; acquire p"},
      {"f", ""}},
     ""},
    {"a_time_limit_by_a_message",
     {{"main", "spawn a; spawn b; await a"},
      {"a", "send q; send q; add x 1"},
      {"b", "notify c; within 1 receive q; yield; store x 2"}},
     ""},
    {"a_time_limit_by_who_meets",
     {{"main", "spawn a; spawn b; await b"}, {"a", "acquire p; meet b; add x 1"}, {"b", "within 1 meet b; add y 1"}},
     ""},
    {"a_mutex_by_who_has_the_loop",
     {{"main", "spawn a; spawn b; spawn d; await a; await b"},
      {"a", "lock m; sleep 1; unlock m; lock m; store x 1; unlock m"},
      {"b", "lock m; add x 5; unlock m"},
      {"d", "store y 3; yield; add x 7"}},
     ""},
};

class ReducedWhereStepsAreTakenAway : public ::testing::TestWithParam<std::tuple<ScriptedCase, Model>> {};

TEST_P(ReducedWhereStepsAreTakenAway, finds_what_all_orders_have) {
    const auto& [row, model] = GetParam();
    ScriptedStory story(row.scripts);
    const std::optional<Exploration> all = all_orders_of(story, conducted(model));
    ASSERT_TRUE(all);
    RehearsedStory explored(story, conducted(model));
    const Exploration reduced = explore_reduced(explored, {});
    EXPECT_TRUE(reduced.complete);
    EXPECT_EQ(results_in(reduced), results_in(*all));
    EXPECT_GT(all->results.size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Table, ReducedWhereStepsAreTakenAway,
                         ::testing::Combine(::testing::ValuesIn(kTakenAway),
                                            ::testing::Values(Model::threads, Model::event_loop)),
                         [](const auto& test) {
                             return std::get<0>(test.param).name +
                                    ("_on_" + std::string(name_of(std::get<1>(test.param))));
                         });

Exploration of_lost_update(const KnobSettings& knobs) {
    const auto story = find_scenario("lost_update.cpp").value()->load(knobs, 1);
    RehearsedStory explored(**story, conducted(Model::threads));
    return explore_reduced(explored, {});
}

/// Two loads commute. Of six orders of load, store and load, store those two are one class in which both load first,
/// whoever does, and then the stores come in either order.
TEST(Reduced, runs_each_class_of_the_lost_update_once) {
    const Exploration found = of_lost_update({{"steps", "2"}});
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(found.interleavings.small(), 4u);
    EXPECT_EQ(found.results.size(), 2u);
    EXPECT_EQ(found.results[0].count.small(), 2u) << "an update is lost";
    EXPECT_EQ(of_lost_update({{"steps", "3"}}).interleavings.small(), 4u) << "what is computed is nobody else's matter";
    EXPECT_EQ(of_lost_update({{"tasks", "3"}, {"protect", "lock"}}).interleavings.small(), 6u);
}

Task count_alone(TaskContext&, Arguments arguments) {
    const auto own = static_cast<ResourceId>(integer(arguments[0]));
    for (int i = 0; i < 4; ++i) {
        const Operation seen = co_await load(own);
        co_await store(own, seen.value + 1);
    }
}

Task each_counts_alone(TaskContext&, Arguments) {
    std::vector<TaskId> futures;
    for (int i = 0; i < 4; ++i) {
        std::string next = call("count", i);
        const Operation begun = co_await spawn(next);
        futures.push_back(begun.task);
    }
    for (const TaskId future : futures) co_await await(future);
    const Operation end = co_await load(ResourceId{0});
    co_await store(ResourceId{1}, end.value);
}

TEST(Reduced, tasks_that_touch_nothing_in_common_have_one_order) {
    SmallStory story;
    for (const char* name : {"a", "b", "c", "d"}) story.add_variable(name, 0, true);
    story.function("count", count_alone).function("main", each_counts_alone);
    RehearsedStory explored(story, conducted(Model::threads));
    const Exploration found = explore_reduced(explored, {});
    EXPECT_EQ(found.interleavings.small(), 1u) << "of 63 063 000";
    EXPECT_EQ(found.runs, 1u);
    EXPECT_TRUE(found.complete);
}

constexpr int kPhilosophers = 4;

Task dine(TaskContext&, Arguments arguments) {
    const std::int64_t place = integer(arguments[0]);
    const auto left = static_cast<ResourceId>(place), right = static_cast<ResourceId>((place + 1) % kPhilosophers);
    co_await lock(left);
    co_await compute(1s);
    co_await lock(right);
    co_await unlock(left);
    co_await unlock(right);
}

Task all_dine(TaskContext&, Arguments) {
    for (int i = 0; i < kPhilosophers; ++i) {
        std::string next = call("dine", i);
        co_await spawn(next);
    }
}

/// Each fork has one who takes it first: 2^4 classes, but that each takes the right fork before its neighbour can, all
/// the way round, is impossible; and that each takes the left one is the deadlock.
TEST(Reduced, philosophers_have_as_many_classes_as_forks_can_be_taken_first) {
    SmallStory story;
    for (int i = 0; i < kPhilosophers; ++i) story.add(ResourceKind::mutex, "fork" + std::to_string(i));
    story.function("dine", dine).function("main", all_dine);
    RehearsedStory explored(story, conducted(Model::threads));
    const Exploration found = explore_reduced(explored, {});
    EXPECT_EQ(found.interleavings.small(), 15u);
    ASSERT_EQ(found.results.size(), 2u);
    EXPECT_EQ(found.results[0].outcome, Outcome::deadlock);
    EXPECT_EQ(found.results[0].count.small(), 1u);
    EXPECT_EQ(found.results[0].example.choices.size(), 8u);
}

TEST(Reduced, says_what_it_left_out) {
    const auto story = find_scenario("lost_update.cpp").value()->load({{"times", "3"}}, 1);
    RehearsedStory explored(**story, conducted(Model::threads));
    Bounds steps, time;
    steps.steps = 5;
    time.enough = [asked = 0]() mutable { return ++asked > 3 ? "the time is up" : ""; };
    const Exploration cut = explore_reduced(explored, steps), stopped = explore_reduced(explored, time);
    EXPECT_FALSE(cut.complete);
    EXPECT_TRUE(cut.interleavings.is_zero());
    EXPECT_NE(cut.left_off.find("steps"), std::string::npos);
    EXPECT_EQ(stopped.left_off, "the time is up");
    EXPECT_EQ(stopped.runs, 4u);
}

}  // namespace
}  // namespace simul::testing
