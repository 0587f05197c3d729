// Exploring finds exactly what brute force finds, and the numbers of the textbooks.
#include <gtest/gtest.h>

#include <map>

#include "engine/analysis/metrics.h"
#include "engine/run/conductors/by_function.h"
#include "engine/run/conductors/by_priority.h"
#include "engine/run/conductors/by_seed.h"
#include "scenarios/catalogue.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

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
    EXPECT_EQ(metrics_of(*explored.record(found.results[0].example.choices)).variables.at(0).value.bits, 1);
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

constexpr ResourceId kA{0}, kB{1};

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
    const ResourceId own = second ? kB : kA, other = second ? kA : kB;
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

constexpr int kVariables = 2, kMutexes = 2;
constexpr ResourceId kPermits{4}, kPipe{5}, kReached{6};

/// What task `who` of program `seed` does, drawn as it goes: a few operations on anything.
Task any_task(TaskContext&, Arguments arguments) {
    Random random(static_cast<std::uint64_t>(integer(arguments[0])), static_cast<std::uint64_t>(integer(arguments[1])));
    std::int64_t seen = 1;
    bool owns[2] = {false, false};
    const std::int64_t operations_each = integer(arguments[2]);
    for (std::int64_t i = 0; i < operations_each; ++i) {
        const auto variable = static_cast<ResourceId>(random.between(0, kVariables - 1));
        const std::int64_t which = random.between(0, kMutexes - 1);
        const auto mutex = static_cast<ResourceId>(kVariables + which);
        std::string message;
        pack(PlainValue(seen), message);
        Operation send = on(EventKind::send, kPipe, 0), receive = on(EventKind::receive, kPipe, 0);
        send.text = receive.text = &message;
        switch (random.between(0, 7)) {
            case 0: {
                const Operation got = co_await load(variable);
                seen = got.value;
                break;
            }
            case 1:
                co_await store(variable, seen + 1);
                break;
            case 2:
                co_await atomic_add(variable, seen);
                break;
            case 3:
                if (owns[which])
                    co_await unlock(mutex);
                else
                    co_await lock(mutex);
                owns[which] = !owns[which];
                break;
            case 4:
                co_await acquire(kPermits);
                break;
            case 5:
                co_await release(kPermits);
                break;
            case 6:
                co_await send;
                break;
            default:
                co_await receive;
                break;
        }
    }
    co_await store(kReached, seen);
}

std::int64_t program_seed = 0;

/// Two tasks of four operations, or three of two; each has one more at its end.
Task some_of_any(TaskContext&, Arguments) {
    const int tasks = program_seed % 2 == 0 ? 3 : 2;
    for (int who = 1; who <= tasks; ++who) {
        std::string next = call("any", program_seed, who, tasks == 2 ? 4 : 2);
        co_await spawn(next);
    }
}

SmallStory any_program() {
    SmallStory story;
    for (const char* name : {"x", "y"}) story.add_variable(name, 0, true);
    for (const char* name : {"m", "n"}) story.add(ResourceKind::mutex, name);
    story.add(ResourceKind::semaphore, "permits", 1);
    story.add(ResourceKind::channel, "pipe", 1);
    story.add_variable("reached", 0, true);
    story.function("any", any_task).function("main", some_of_any);
    return story;
}

using Outcomes = std::map<std::string, std::uint64_t>;

std::string result_text(const ExploredResult& result) {
    std::string text(name_of(result.outcome));
    for (const auto& [name, value] : result.variables) text += " " + name + "=" + std::to_string(value.bits);
    return text;
}

/// Every order, one after another, with nothing merged. Nothing when there are too many.
std::optional<Outcomes> brute_force(SmallStory& story, std::size_t most) {
    RunPlan plan = simulated(Model::threads);
    become_conducted(plan);
    Rehearsal rehearsal(story, plan);
    Outcomes outcomes;
    std::vector<std::pair<std::size_t, std::size_t>> path;  // chosen, of how many
    for (std::size_t run = 0; run < most; ++run) {
        ByFunction conductor([&](const Decision& decision) -> std::optional<std::size_t> {
            if (decision.step == path.size()) path.emplace_back(0, decision.enabled.size());
            return path[decision.step].first;
        });
        const auto trace = rehearsal.record(conductor);
        const Metrics metrics = metrics_of(*trace);
        ExploredResult result;
        result.outcome = *metrics.outcome;
        for (const VariableFigures& it : metrics.variables) result.variables.emplace_back(it.name, it.value);
        ++outcomes[result_text(result)];
        while (!path.empty() && path.back().first + 1 == path.back().second) path.pop_back();
        if (path.empty()) return outcomes;
        ++path.back().first;
    }
    return std::nullopt;
}

TEST(Explore, finds_exactly_what_brute_force_finds) {
    int compared = 0;
    for (program_seed = 1; program_seed <= 14; ++program_seed) {
        SmallStory story = any_program();
        const std::optional<Outcomes> all = brute_force(story, 2'000);
        if (!all) continue;
        ++compared;
        RehearsedStory explored(story, simulated(Model::threads));
        Outcomes merged;
        for (const ExploredResult& result : explore(explored, {}).results)
            merged[result_text(result)] = *result.count.small();
        EXPECT_EQ(merged, *all) << "program " << program_seed;
    }
    EXPECT_GE(compared, 12);
}

// ---- Bounds, and searches.

Task count_for_ever(TaskContext&, Arguments) {
    for (;;) co_await atomic_add(kA, 1);
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
    EXPECT_EQ(found.runs, 4u);
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
