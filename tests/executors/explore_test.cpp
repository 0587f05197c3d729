// Exploring finds exactly what brute force finds, and the numbers of the textbooks.
#include <gtest/gtest.h>

#include <map>

#include "engine/analysis/metrics.h"
#include "engine/run/conductors/by_priority.h"
#include "engine/run/conductors/by_seed.h"
#include "scenarios/catalogue.h"
#include "tests/support/any_program.h"
#include "tests/support/brute_force.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using namespace operations;

// ---- The lost update, as the shelf tells it.

struct Row {
    KnobSettings knobs;
    std::uint64_t interleavings;
    std::map<std::int64_t, std::uint64_t> counter;  ///< how many orders end with this value
};

class LostUpdate : public ::testing::TestWithParam<Row> {};

TEST_P(LostUpdate, has_as_many_orders_as_the_table_says) {
    const Row& row = GetParam();
    const auto story = find_scenario("lost_update.cpp").value()->load(row.knobs, 1);
    ASSERT_TRUE(story.ok());
    RehearsedStory explored(**story, simulated(Model::threads));
    const Exploration found = explore(explored, {});
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(found.interleavings.small(), row.interleavings);
    std::map<std::int64_t, std::uint64_t> counter;
    for (const ExploredResult& result : found.results) {
        EXPECT_EQ(result.variables.at(0).first, "counter");
        counter[result.variables.at(0).second.bits] = *result.count.small();
        EXPECT_EQ(result.outcome, Outcome::finished);
    }
    EXPECT_EQ(counter, row.counter);
}

INSTANTIATE_TEST_SUITE_P(Table, LostUpdate,
                         ::testing::Values(Row{{{"steps", "3"}}, 20, {{1, 18}, {2, 2}}},
                                           Row{{{"steps", "2"}}, 6, {{1, 4}, {2, 2}}},
                                           Row{{{"protect", "lock"}}, 2, {{2, 2}}},
                                           Row{{{"protect", "atomic"}}, 2, {{2, 2}}},
                                           Row{{{"tasks", "3"}, {"steps", "3"}}, 1680, {{1, 1404}, {2, 270}, {3, 6}}},
                                           Row{{{"tasks", "3"}, {"steps", "2"}}, 90, {{1, 48}, {2, 36}, {3, 6}}},
                                           Row{{{"tasks", "3"}, {"protect", "lock"}}, 6, {{3, 6}}}));

TEST(LostUpdate, shortest_failing_order_has_six_steps_and_two_switches) {
    const auto story = find_scenario("lost_update.cpp").value()->load({{"steps", "3"}}, 1);
    RehearsedStory explored(**story, simulated(Model::threads));
    const Exploration found = explore(explored, {});
    ASSERT_TRUE(found.results.at(0).fails) << "those that fail stand first";
    EXPECT_EQ(found.results[0].example.choices.size(), 6u);
    EXPECT_EQ(found.results[0].example.switches(), 2u);
    EXPECT_EQ(metrics_of(*explored.record(found.results[0].example)).variables.at(0).value.bits, 1);
    EXPECT_EQ(found.results[1].example.switches(), 1u);
}

TEST(LostUpdate, of_five_tasks_is_counted_exactly) {
    const auto story = find_scenario("lost_update.cpp").value()->load({{"tasks", "5"}, {"steps", "3"}}, 1);
    RehearsedStory explored(**story, simulated(Model::threads));
    const Exploration found = explore(explored, {});
    EXPECT_EQ(found.interleavings.text(), "168168000");
    EXPECT_TRUE(found.complete);
}

#ifdef SIMUL_LUA
TEST(TwoAccounts, stand_still_in_some_orders_as_asked_and_in_none_by_number) {
    for (std::size_t i = 0; i < kModelCount; ++i) {
        const auto model = static_cast<Model>(i);
        for (const std::string order : {"as asked", "by number"}) {
            const auto story = find_scenario("two_accounts").value()->load({{"order", order}}, 1);
            RehearsedStory explored(**story, simulated(model));
            const Exploration found = explore(explored, {});
            const bool stands_still = order == "as asked" && model != Model::sequential;
            EXPECT_TRUE(found.complete);
            ASSERT_EQ(found.results.size(), stands_still ? 2u : 1u) << name_of(model) << ", " << order;
            EXPECT_EQ(found.results[0].fails, stands_still);
            EXPECT_EQ(found.results[0].outcome, stands_still ? Outcome::deadlock : Outcome::finished);
            EXPECT_EQ(found.findings.size(), stands_still ? 1u : 0u);
        }
    }
}
#endif

// ---- Two locks, in opposite order.

constexpr ResourceId kMutexA{0}, kMutexB{1};

TEST(Explore, two_locks_in_opposite_order_have_six_orders_and_two_deadlocks) {
    SmallStory story = two_lockers();
    RehearsedStory explored(story, simulated(Model::threads));
    const Exploration found = explore(explored, {});
    EXPECT_EQ(found.interleavings.small(), 6u);
    ASSERT_EQ(found.results.size(), 2u);
    EXPECT_EQ(found.results[0].outcome, Outcome::deadlock);
    EXPECT_EQ(found.results[0].count.small(), 2u);
    EXPECT_EQ(found.results[0].example.choices.size(), 2u);
    ASSERT_EQ(found.findings.size(), 1u);
    EXPECT_EQ(found.findings[0].kind, FindingKind::deadlock);
    EXPECT_EQ(found.findings[0].count.small(), 2u);
}

// ---- Store buffers: under sequential consistency never both read zero.

Task write_one_read_other(TaskContext&, Arguments arguments) {
    const bool second = integer(arguments[0]) == 2;
    const ResourceId own = second ? kMutexB : kMutexA, other = second ? kMutexA : kMutexB;
    const auto note = static_cast<ResourceId>(second ? 3 : 2);
    co_await store(own, 1);
    const Operation seen = co_await load(other);
    co_await store(note, seen.value);
}

Task two_writers(TaskContext&, Arguments) {
    std::string one = call("write", 1), two = call("write", 2);
    co_await spawn(one);
    co_await spawn(two);
}

TEST(Explore, store_buffers_never_read_zero_twice) {
    SmallStory story;
    story.add_variable("x", 0, true);
    story.add_variable("y", 0, true);
    story.add_variable("first", 9, true);
    story.add_variable("second", 9, true);
    story.function("write", write_one_read_other).function("main", two_writers);
    RehearsedStory explored(story, simulated(Model::threads));
    std::map<std::pair<std::int64_t, std::int64_t>, std::string> read;
    for (const ExploredResult& result : explore(explored, {}).results)
        read[{result.variables[2].second.bits, result.variables[3].second.bits}] = result.count.text();
    EXPECT_EQ(read.size(), 3u);
    EXPECT_EQ(read.count({0, 0}), 0u);
}

// ---- Random small programs: merged equals unmerged.

using Outcomes = std::map<std::string, std::uint64_t>;

std::string result_text(const ExploredResult& result) {
    std::string text(name_of(result.outcome));
    for (const auto& [name, value] : result.variables) text += " " + name + "=" + std::to_string(value.bits);
    return text;
}

/// Nothing when there are too many orders.
std::optional<Outcomes> brute_force(SmallStory& story, std::size_t most) {
    RunPlan plan = simulated(Model::threads);
    become_conducted(plan);
    Rehearsal rehearsal(story, plan);
    Outcomes outcomes;
    const bool all = every_order(rehearsal, most, [&outcomes](const Trace& trace) {
        const Metrics metrics = metrics_of(trace);
        ExploredResult result;
        result.outcome = *metrics.outcome;
        for (const VariableFigures& it : metrics.variables) result.variables.emplace_back(it.name, it.value);
        ++outcomes[result_text(result)];
    });
    return all ? std::optional(outcomes) : std::nullopt;
}

TEST(Explore, finds_exactly_what_brute_force_finds) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= programs_of(14); ++seed) {
        AnyStory story({seed, seed % 2 == 0 ? 3 : 2, seed % 2 == 0 ? 2 : 4});
        const std::optional<Outcomes> all = brute_force(story, 2'000);
        if (!all) continue;
        ++compared;
        RehearsedStory explored(story, simulated(Model::threads));
        Outcomes merged;
        for (const ExploredResult& result : explore(explored, {}).results)
            merged[result_text(result)] = *result.count.small();
        EXPECT_EQ(merged, *all) << "program " << seed;
    }
    EXPECT_GE(compared, programs_of(12));
}

// ---- Bounds, and searches.

Task count_for_ever(TaskContext&, Arguments) {
    for (;;) co_await atomic_add(kMutexA, 1);
}

Task one_that_never_ends(TaskContext&, Arguments) {
    std::string one = call("count");
    co_await spawn(one);
    co_await spawn(one);
}

SmallStory endless() {
    SmallStory story;
    story.add_variable("x", 0, true);
    story.function("count", count_for_ever).function("main", one_that_never_ends);
    return story;
}

TEST(Explore, says_what_it_left_out_when_runs_are_too_long) {
    SmallStory story = endless();
    RehearsedStory explored(story, simulated(Model::threads));
    Bounds bounds;
    bounds.steps = 8;
    const Exploration found = explore(explored, bounds);
    EXPECT_FALSE(found.complete);
    EXPECT_TRUE(found.interleavings.is_zero());
    EXPECT_GT(found.distinct_states, 8u);
    EXPECT_NE(found.left_off.find("steps"), std::string::npos);
}

TEST(Explore, leaves_off_when_there_is_no_more_memory_or_time) {
    SmallStory story = endless();
    RehearsedStory explored(story, simulated(Model::threads));
    Bounds memory, time;
    memory.steps = time.steps = 10'000;
    memory.bytes = 100'000;
    EXPECT_NE(explore(explored, memory).left_off.find("memory"), std::string::npos);
    int asked = 0;
    time.enough = [&] { return ++asked > 3 ? "the time is up" : ""; };
    const Exploration found = explore(explored, time);
    EXPECT_EQ(found.left_off, "the time is up");
    EXPECT_EQ(found.runs, 1u) << "a long run is left, too";
    EXPECT_LT(found.distinct_states, 1'000u);
}

TEST(Search, finds_the_lost_update_at_random_and_by_priorities) {
    const auto story = find_scenario("lost_update.cpp").value()->load({{"steps", "3"}}, 1);
    RehearsedStory explored(**story, simulated(Model::threads));
    const Exploration random =
        search(explored, 2000, [](std::size_t run) { return std::make_unique<BySeed>(7, run); }, {});
    const Exploration pct =
        search(explored, 2000, [](std::size_t run) { return std::make_unique<ByPriority>(7, run, 2, 6); }, {});
    for (const Exploration* found : {&random, &pct}) {
        EXPECT_FALSE(found->complete);
        EXPECT_EQ(found->interleavings.small(), 2000u);
        ASSERT_EQ(found->results.size(), 2u);
        EXPECT_TRUE(found->results[0].fails);
        EXPECT_EQ(found->results[0].example.choices.size(), 6u);
    }
    // Only two of the 2^… walks keep both updates: first all of one, then all of the other; each has odds of 1/8.
    EXPECT_NEAR(random.results[1].count.about() / 2000, 0.25, 0.05);
    // PCT with two orderings: at least 1/(n·k), here 1/12 of the runs.
    EXPECT_GT(pct.results[0].count.about(), 2000.0 / 12);
}

TEST(BigCount, adds_and_tells_in_digits) {
    BigCount power(1);
    for (int i = 0; i < 200; ++i) power += power;
    EXPECT_EQ(power.text(), "1606938044258990275541962092341162602522202993782792835301376");
    EXPECT_EQ(BigCount::from_text(power.text()), power);
    EXPECT_FALSE(power.small());
    EXPECT_TRUE(BigCount(7) < power);
    for (int i = 0; i < 60; ++i) power += power;
    EXPECT_TRUE(power.overflowed());
    EXPECT_EQ(power.text(), "more than 10^77");
    EXPECT_TRUE(BigCount::from_text(power.text()).overflowed());
    EXPECT_EQ(BigCount::from_text("20"), BigCount(20));
}

}  // namespace
}  // namespace simul::testing
