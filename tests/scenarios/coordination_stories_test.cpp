// What the stories of waiting for each other, and of what goes wrong there, say of all orders, and of the runs that
// they ask the reader to try: counted by reasoning, or by closed forms.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include "engine/analysis/metrics.h"
#include "engine/run/simulated/in_place.h"
#include "scenarios/catalogue.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

Exploration explored(const std::string& name, const KnobSettings& knobs, Model model = Model::threads) {
    const auto story = find_scenario(name).value()->load(knobs, 1);
    EXPECT_TRUE(story.ok()) << story.error().sentence();
    RehearsedStory rehearsed(*story.value(), simulated(model));
    Exploration found = explore(rehearsed, {});
    EXPECT_TRUE(found.complete) << name << ": " << found.left_off;
    return found;
}

bool fails(const Exploration& found) { return !found.results.empty() && found.results.front().fails; }

bool has_found(const Exploration& found, FindingKind kind) {
    return std::any_of(found.findings.begin(), found.findings.end(),
                       [&](const ExploredFinding& it) { return it.kind == kind; });
}

/// In how many ways k of n places can be chosen.
std::uint64_t choose(std::uint64_t n, std::uint64_t k) { return k == 0 ? 1 : choose(n - 1, k - 1) * n / k; }

/// A free simulated run as the story opens, but for these knobs.
double figure_of(const std::string& name, const KnobSettings& knobs, const std::string& figure, bool worst = false) {
    const auto story = find_scenario(name).value()->load(knobs, 1);
    Settings settings;
    settings.knobs = knobs;
    const auto trace = simulate_in_place(*story.value(), settle(settings, story.value()->description(), 4).value());
    const Metrics figures = metrics_of(*trace);
    if (figure == "makespan") return seconds_of((*trace)[trace->size() - 1].time.time_since_epoch());
    return figure_named(figures, figure, worst).value().value;
}

/// A sale has five steps: look, pay, take the seat off the plan, count the ticket, mark it. Both sell where neither has
/// done its third before the other's first; who comes later has one step, among the last two of the other.
TEST(CheckThenAct, sells_twice_in_all_orders_but_those_in_which_somebody_looks_after_the_sale) {
    const Exploration found = explored("check_then_act", {});
    const std::uint64_t twice = choose(10, 5) - 2 * choose(7, 2), once = 2 * 3;
    EXPECT_EQ(found.interleavings.small(), twice + once);
    ASSERT_EQ(found.results.size(), 2u);
    EXPECT_EQ(found.results[0].count.small(), twice);
    EXPECT_TRUE(found.results[0].fails);
    EXPECT_EQ(found.results[1].count.small(), once);
    EXPECT_FALSE(has_found(found, FindingKind::data_race));
}

TEST(CheckThenAct, sells_a_seat_once_in_every_order_where_check_and_act_are_one) {
    for (const char* protect : {"lock", "atomic step"})
        EXPECT_FALSE(fails(explored("check_then_act", {{"protect", protect}}))) << protect;
}

TEST(CheckThenAct, takes_as_long_under_a_lock_as_all_who_pay_and_by_an_atomic_step_as_long_as_one) {
    EXPECT_EQ(figure_of("check_then_act", {{"seats", "2"}, {"protect", "lock"}}, "makespan"), 2);
    EXPECT_EQ(figure_of("check_then_act", {{"seats", "2"}, {"protect", "atomic step"}}, "makespan"), 1);
}

TEST(WaitUnderIf, is_wrong_whomever_a_loaf_wakes_and_right_in_every_order_once_it_is_a_loop) {
    for (const char* wake : {"all", "one"}) {
        const Exploration under_if = explored("wait_under_if", {{"wake", wake}});
        EXPECT_TRUE(fails(under_if) && has_found(under_if, FindingKind::expectation)) << wake;
        EXPECT_FALSE(has_found(under_if, FindingKind::deadlock)) << wake;
        EXPECT_FALSE(fails(explored("wait_under_if", {{"wake", wake}, {"waiting", "while"}}))) << wake;
    }
}

TEST(WaitUnderIf, loses_a_wakeup_where_somebody_looks_before_it_has_the_lock) {
    const Exploration found = explored("wait_under_if", {{"waiting", "through the window"}});
    EXPECT_TRUE(has_found(found, FindingKind::deadlock));
    EXPECT_FALSE(has_found(found, FindingKind::data_race));
}

// ---- Home-made locks

struct LockRow {
    const char* lock;
    bool lets_two_in, goes_round_for_ever;
};

TEST(HomemadeLocks, are_right_or_broken_as_the_books_say_for_one_visit_and_for_two) {
    const LockRow rows[] = {{"test, then set", true, false}, {"test and set", false, false}, {"flags", false, true},
                            {"Peterson", false, false},      {"turn first", true, false},    {"bakery", false, false}};
    for (const LockRow& row : rows)
        for (const char* visits : {"1", "2"}) {
            const Exploration found = explored("homemade_locks", {{"lock", row.lock}, {"visits", visits}});
            EXPECT_EQ(has_found(found, FindingKind::expectation), row.lets_two_in) << row.lock;
            EXPECT_EQ(has_found(found, FindingKind::livelock), row.goes_round_for_ever) << row.lock;
            EXPECT_EQ(fails(found), row.lets_two_in || row.goes_round_for_ever) << row.lock;
        }
}

// ---- Livelock

TEST(Livelock, is_found_where_each_waits_for_the_other_and_is_none_where_it_is_somebodys_turn) {
    EXPECT_TRUE(has_found(explored("livelock", {{"manners", "after you"}}), FindingKind::livelock));
    EXPECT_FALSE(fails(explored("livelock", {{"manners", "in turn"}})));
    EXPECT_TRUE(has_found(explored("livelock", {{"patience", "2"}}), FindingKind::expectation));
}

TEST(Livelock, is_over_after_three_seconds_where_they_come_one_after_the_other) {
    EXPECT_EQ(figure_of("livelock", {{"manners", "after you"}, {"apart", "1"}}, "makespan"), 3);
    EXPECT_EQ(figure_of("livelock", {{"manners", "by chance"}}, "through"), 2);
}

// ---- Readers and writers

/// Two readers who overlap, each inside for 3 s and away for 1 s, the second half a visit later: the first is there
/// from 0 s, the last leaves at 1.5 s + 4 s * rounds - 1 s. The writers come at 1 s.
TEST(ReadersAndWriters, let_the_writers_wait_for_all_that_is_read_if_readers_are_first) {
    for (const int rounds : {2, 3, 5})
        EXPECT_EQ(figure_of("readers_and_writers", {{"rounds", std::to_string(rounds)}}, "wait_writer", true),
                  1.5 + 4 * rounds - 1 - 1);
}

/// From the third round on the waits of those who stand in line do not grow; those of the starved do.
TEST(ReadersAndWriters, starve_by_the_rule_and_nobody_in_turn) {
    const auto longest = [](const char* rule, const char* who, const char* rounds) {
        return figure_of("readers_and_writers", {{"rule", rule}, {"writers", "2"}, {"rounds", rounds}}, who, true);
    };
    EXPECT_LT(longest("readers first", "wait_writer", "3"), longest("readers first", "wait_writer", "6"));
    EXPECT_LT(longest("writers first", "wait_reader", "3"), longest("writers first", "wait_reader", "6"));
    for (const char* who : {"wait_reader", "wait_writer"})
        EXPECT_EQ(longest("in turn", who, "3"), longest("in turn", who, "6")) << who;
    EXPECT_EQ(figure_of("readers_and_writers", {{"rule", "writers first"}, {"rounds", "2"}}, "wait_reader", true),
              figure_of("readers_and_writers", {{"rule", "writers first"}, {"rounds", "6"}}, "wait_reader", true))
        << "one writer starves nobody";
}

TEST(ReadersAndWriters, keep_the_page_whole_in_every_order_whatever_the_rule) {
    for (const char* rule : {"readers first", "writers first", "in turn"})
        EXPECT_FALSE(fails(explored("readers_and_writers", {{"rule", rule}, {"rounds", "1"}}))) << rule;
}

// ---- The meeting point

TEST(MeetingPoint, of_one_gate_is_right_once_and_wrong_twice_and_of_two_gates_is_right) {
    const auto found = [](const char* built, const char* huts) {
        return explored("meeting_point", {{"built", built}, {"huts", huts}, {"rest", "0"}});
    };
    EXPECT_FALSE(fails(found("one gate", "1")));
    EXPECT_TRUE(has_found(found("one gate", "2"), FindingKind::expectation));
    EXPECT_FALSE(fails(found("two gates", "2")));
    EXPECT_FALSE(fails(found("barrier", "2")));
    EXPECT_EQ(figure_of("meeting_point", {{"rest", "0"}}, "home"), 4) << "a free run without a rest looks right";
}

// ---- The sleeping barber

TEST(SleepingBarber, oversleeps_in_some_orders_if_the_bell_only_rings_and_in_none_if_it_counts) {
    EXPECT_TRUE(has_found(explored("sleeping_barber", {{"bell", "rings"}}), FindingKind::deadlock));
    EXPECT_FALSE(fails(explored("sleeping_barber", {})));
}

TEST(SleepingBarber, turns_nobody_away_if_there_is_a_chair_for_each_who_comes_during_a_haircut) {
    EXPECT_EQ(figure_of("sleeping_barber", {}, "away"), 1);
    EXPECT_EQ(figure_of("sleeping_barber", {{"chairs", "2"}}, "away"), 0);
}

// ---- The thundering herd

TEST(ThunderingHerd, wakes_as_many_as_wait_for_each_job_and_keeps_the_core_with_it) {
    for (const int n : {3, 10}) {
        const KnobSettings all = {{"workers", std::to_string(n)}};
        EXPECT_EQ(figure_of("thundering_herd", all, "woken"), n * (n + 1) / 2);
        EXPECT_EQ(figure_of("thundering_herd", {all[0], {"wake", "one"}}, "woken"), n);
    }
    const KnobSettings ten = {{"workers", "10"}};
    EXPECT_EQ(figure_of("thundering_herd", ten, "taken"), 15.5);
    EXPECT_EQ(figure_of("thundering_herd", {ten[0], {"wake", "one"}}, "taken"), 10.25);
}

}  // namespace
}  // namespace simul::testing

#endif
