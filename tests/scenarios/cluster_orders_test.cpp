// What is true of the stories of several machines in every order of what can happen, or in some.
#include <gtest/gtest.h>

#ifdef SIMUL_LUA

#include <algorithm>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/metrics.h"
#include "engine/run/schedule.h"
#include "scenarios/catalogue.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

Exploration every_order_of(const char* name, const KnobSettings& knobs, const FaultBounds& faults = {}) {
    const auto scenario = find_scenario(name);
    const auto story = (*scenario)->load(knobs, 1);
    EXPECT_TRUE(story.ok()) << (story.ok() ? "" : story.error().sentence());
    RunPlan plan = simulated(Model::threads, 1);
    plan.faults = faults;
    RehearsedStory explored(**story, plan);
    Exploration found = explore(explored, {});
    EXPECT_TRUE(found.complete) << found.left_off;
    return found;
}

bool comes_to(const Exploration& found, std::string_view variable, std::int64_t value) {
    return std::any_of(found.results.begin(), found.results.end(), [&](const ExploredResult& result) {
        return std::any_of(result.variables.begin(), result.variables.end(),
                           [&](const auto& it) { return it.first == variable && it.second.bits == value; });
    });
}

std::int64_t variable_of(const ExploredResult& result, std::string_view name) {
    for (const auto& [variable, value] : result.variables)
        if (variable == name) return value.bits;
    ADD_FAILURE() << "no variable is called " << name;
    return -1;
}

bool goes_wrong(const Exploration& found) {
    return std::any_of(found.results.begin(), found.results.end(),
                       [](const ExploredResult& result) { return result.fails; });
}

KnobSettings quorum_of(int w, int r) {
    return {{"rounds", "1"}, {"tries", "1"},           {"work", "0"},
            {"loss", "0"},   {"W", std::to_string(w)}, {"R", std::to_string(r)}};
}

/// What a variable is after an order that `simul explore` has found.
std::int64_t after(const char* name, const KnobSettings& knobs, const FaultBounds& faults, const std::string& order,
                   std::string_view variable) {
    const auto story = (*find_scenario(name))->load(knobs, 1);
    const Result<Schedule> schedule = schedule_from("conducted story\n" + order);
    EXPECT_TRUE(schedule) << schedule.error().sentence();
    RunPlan plan = simulated(Model::threads, 1);
    plan.faults = faults;
    RehearsedStory explored(**story, plan);
    const auto trace = explored.record({schedule->choices});
    const Metrics metrics = metrics_of(*trace);
    for (const VariableFigures& it : metrics.variables)
        if (it.name == variable) return it.value.bits;
    return -1;
}

/// With W of 1 there are so many states that `simul explore` takes some seconds: here it is played what that finds.
TEST(EveryOrderOfMachines, reads_something_old_exactly_if_R_and_W_are_not_more_than_N) {
    for (int w = 2; w <= 3; ++w)
        for (int r = 1; r <= 3; ++r) {
            const Exploration found = every_order_of("quorum", quorum_of(w, r));
            EXPECT_EQ(comes_to(found, "stale", 1), w + r <= 3) << w << " " << r;
            EXPECT_TRUE(comes_to(found, "stale", 0));
        }
    const auto is_stale_after = [](const KnobSettings& knobs, const std::string& order) {
        return after("quorum", knobs, {}, order, "stale") == 1;
    };
    EXPECT_TRUE(is_stale_after(quorum_of(1, 1),
                               "0 0 0 0 arrive:0>1 1 1 arrive:1>0 0 0 0 0 0 0 arrive:0>2 2 2 arrive:2>0 0 0 0 0"));
    EXPECT_TRUE(is_stale_after(quorum_of(1, 2),
                               "0 0 0 0 arrive:0>1 1 1 arrive:1>0 0 0 0 0 0 0 arrive:0>2 2 2 arrive:0>3 3 3 arrive:2>0 "
                               "arrive:3>0 0 0 0 0 0"));
}

TEST(EveryOrderOfMachines, loses_no_deposit_that_was_acknowledged_when_copied) {
    const KnobSettings one = {{"deposits", "1"}, {"copies", "1"}};
    const auto with = [&](const char* acknowledges) {
        KnobSettings knobs = one;
        knobs.emplace_back("acknowledges", acknowledges);
        return every_order_of("primary_and_copy", knobs);
    };
    const Exploration at_once = with("at once"), copied = with("when copied");
    EXPECT_TRUE(comes_to(at_once, "lost", 1));
    EXPECT_TRUE(comes_to(copied, "acknowledged", 1));
    EXPECT_FALSE(comes_to(copied, "lost", 1));
    for (const Exploration* found : {&at_once, &copied})
        for (const ExploredResult& result : found->results) {
            const auto is = [&](std::string_view name) { return variable_of(result, name); };
            EXPECT_EQ(is("booked"), 0) << "in each order the primary has crashed";
            const bool is_gone = is("acknowledged") == 1 && is("known") == 0;
            EXPECT_EQ(result.fails, is_gone);
            EXPECT_EQ(is("lost"), is_gone ? 1 : 0);
        }
}

TEST(EveryOrderOfMachines, leaves_a_general_alone_with_any_number_of_messages) {
    for (const char* messages : {"1", "2", "3"})
        for (const std::uint8_t faults : {std::uint8_t{0}, std::uint8_t{1}}) {
            const Exploration found =
                every_order_of("two_generals", {{"nights", "1"}, {"messages", messages}}, {faults, 0, 0, 0, 0});
            EXPECT_TRUE(comes_to(found, "alone", 1)) << messages;
            EXPECT_TRUE(comes_to(found, "both", 1)) << messages;
        }
}

TEST(EveryOrderOfMachines, books_twice_what_has_no_key) {
    const auto with = [](const char* sends, const FaultBounds& faults) {
        return every_order_of("lost_messages", {{"orders", "1"}, {"tries", "2"}, {"sends", sends}}, faults);
    };
    EXPECT_TRUE(comes_to(with("once", {}), "booked", 0));
    EXPECT_TRUE(comes_to(with("until confirmed", {0, 0, 0, 0, 0}), "booked", 20)) << "late is as good as lost";
    const Exploration with_key = with("with a key", {2, 0, 0, 0, 0});
    EXPECT_FALSE(comes_to(with_key, "booked", 20));
    EXPECT_TRUE(comes_to(with_key, "booked", 10));
}

/// Two lines, of which a machine may crash with one, `simul explore` proves in two seconds.
TEST(EveryOrderOfMachines, counts_each_word_once_whoever_is_late_or_crashes) {
    const KnobSettings one = {{"lines", "1"}, {"machines", "2"}};
    const FaultBounds crash{0, 0, 0, 1, 0}, none{0, 0, 0, 0, 0};
    const Exploration found = every_order_of("map_and_reduce", one, crash);
    EXPECT_FALSE(goes_wrong(found));
    EXPECT_TRUE(comes_to(found, "again", 0));
    EXPECT_TRUE(comes_to(found, "again", 1));
    for (const auto& [adds, counted] : {std::pair{"one answer a line", 15}, std::pair{"every answer", 21}})
        EXPECT_EQ(after("map_and_reduce", {{"lines", "3"}, {"machines", "2"}, {"adds", adds}}, none,
                        "0 0 3 3 arrive:0>1 1 1 1 arrive:0>2 2 2 2 arrive:2>0 arrive:1>0 0 0 0 0 0 arrive:0>2 2 2 2 "
                        "arrive:0>1 1 1 1 arrive:2>0 arrive:1>0 0 0 0 0 0",
                        "counted"),
                  counted);
}

/// With a crash, and without the comparison, `simul explore` takes some seconds: here it is played what that finds.
TEST(EveryOrderOfMachines, loses_nothing_that_was_committed_where_votes_compare_logs) {
    const auto with = [](const char* votes_for) {
        return KnobSettings{{"link", "was never there"}, {"votes_for", votes_for}};
    };
    const FaultBounds none{0, 0, 0, 0, 0};
    const Exploration found = every_order_of("consensus", with("who is up to date"), none);
    EXPECT_FALSE(goes_wrong(found));
    for (const int leaders : {0, 1, 2}) EXPECT_TRUE(comes_to(found, "elected", leaders)) << leaders;
    EXPECT_EQ(after("consensus", with("anybody"), none,
                    "1 3 3 3 3 arrive:1>2 2 2 arrive:2>1 1 1 1 arrive:1>2 arrive:3>2 arrive:3>2 2 2 2 2 2 arrive:2>1 "
                    "1 1 arrive:1>0 arrive:1>0 arrive:2>3 3 3 arrive:3>0 0 0 0 0 0 0 0",
                    "lost"),
              1);
}

/// With a crash in the mended one, `simul explore` takes some seconds.
TEST(EveryOrderOfMachines, takes_money_without_a_seat_only_where_nothing_is_undone) {
    const auto with = [](const char* undoes, const char* seats) {
        const FaultBounds none{0, 0, 0, 0, 0};
        return every_order_of("saga", {{"trips", "1"}, {"insists", "1"}, {"seats", seats}, {"undoes", undoes}}, none);
    };
    const Exploration one_seat = with("yes", "1"), no_seat = with("yes", "0");
    EXPECT_TRUE(comes_to(one_seat, "paid", 100));
    EXPECT_TRUE(comes_to(no_seat, "undone", 1));
    EXPECT_FALSE(comes_to(no_seat, "paid", 100));
    EXPECT_FALSE(goes_wrong(one_seat) || goes_wrong(no_seat));
    EXPECT_TRUE(goes_wrong(with("no", "1")));
    EXPECT_TRUE(goes_wrong(with("no", "0")));
}

/// That no crash changes this where votes are on the disk, `simul explore votes --faults crash=1` proves in some
/// seconds.
TEST(EveryOrderOfMachines, elects_one_leader_in_a_term_unless_a_vote_is_forgotten) {
    const FaultBounds crash{0, 0, 0, 1, 0}, none{0, 0, 0, 0, 0};
    EXPECT_FALSE(goes_wrong(every_order_of("votes", {{"remembers", "on disk"}}, none)));
    EXPECT_FALSE(goes_wrong(every_order_of("votes", {{"remembers", "in memory"}}, none)));
    EXPECT_EQ(after("votes", {{"remembers", "in memory"}}, crash,
                    "1 1 1 1 1 2 2 2 2 2 arrive:1>3 3 3 3 3 arrive:3>1 1 1 arrive:1>0 crash:3 return:3 4 arrive:2>3 "
                    "5 5 5 5 arrive:3>2 2 2 arrive:2>0 0 0 0 0 0 0 0",
                    "elected"),
              2);
    EXPECT_EQ(after("votes", {{"remembers", "nothing"}}, none,
                    "1 1 1 arrive:1>2 2 2 2 2 2 arrive:2>1 arrive:2>1 1 1 1 1 arrive:1>0 arrive:1>2 2 2 arrive:2>0 "
                    "0 0 0 0 0 0 0 0",
                    "elected"),
              2);
}

}  // namespace
}  // namespace simul::testing

#endif
