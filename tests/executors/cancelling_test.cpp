// Nothing that was granted is lost: who is cancelled gives back what was kept for it. CPython's asyncio does the same.
#include <gtest/gtest.h>

#include <set>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "engine/run/simulated/in_place.h"
#include "tests/support/any_program.h"
#include "tests/support/real_run.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/scripted_story.h"

namespace simul::testing {
namespace {

const std::string kAwaitBoth = "try await a; try await b; mark end";

const ScriptedCase kCases[] = {
    {"a_message_goes_to_the_next_receiver",
     {{"main", "spawn a; spawn b; yield; send q; cancel a;" + kAwaitBoth},
      {"a", "receive q; mark a"},
      {"b", "receive q; mark b"}},
     "b end"},
    {"a_message_that_nobody_waits_for_stays",
     {{"main", "spawn a; yield; send q; cancel a; try await a; receive q; mark main"}, {"a", "receive q; mark a"}},
     "main"},
    {"a_place_goes_to_the_next_sender",
     {{"main", "send q; spawn a; spawn b; yield; receive q; cancel a;" + kAwaitBoth},
      {"a", "send q; mark a"},
      {"b", "send q; mark b"}},
     "b end"},
    {"a_place_is_for_who_comes_first",
     {{"main", "send q; spawn a; yield; receive q; send q; mark main; receive q"}, {"a", "send q; mark a; receive q"}},
     "main a"},
    {"a_mutex_goes_to_the_next",
     {{"main", "lock m; spawn a; spawn b; yield; unlock m; cancel a;" + kAwaitBoth + "; lock m; mark main"},
      {"a", "lock m; mark a; unlock m"},
      {"b", "lock m; mark b; unlock m"}},
     "b end main"},
    {"a_mutex_that_nobody_waits_for_is_free",
     {{"main", "lock m; spawn a; yield; unlock m; cancel a; try await a; lock m; mark main"},
      {"a", "lock m; mark a; unlock m"}},
     "main"},
    {"a_permit_goes_to_the_next",
     {{"main", "spawn a; spawn b; yield; release s; cancel a;" + kAwaitBoth},
      {"a", "acquire s; mark a"},
      {"b", "acquire s; mark b"}},
     "b end"},
    {"a_permit_that_nobody_waits_for_is_left",
     {{"main", "spawn a; yield; release s; cancel a; try await a; acquire s; mark main"}, {"a", "acquire s; mark a"}},
     "main"},
    {"a_notification_goes_to_the_next",
     {{"main", "spawn a; spawn b; yield; lock m; notify c; unlock m; cancel a;" + kAwaitBoth},
      {"a", "lock m; catch wait c m; unlock m"},
      {"b", "lock m; wait c m; mark b; unlock m"}},
     "b end"},
    {"who_leaves_a_condition_has_its_mutex",
     {{"main", "spawn a; yield; cancel a; try await a; lock m; mark main"},
      {"a", "lock m; catch wait c m; store x 1; unlock m; mark a"}},
     "a main"},
    {"who_leaves_a_condition_waits_for_its_mutex",
     {{"main", "spawn a; yield; lock m; cancel a; yield; yield; mark main; unlock m; try await a"},
      {"a", "lock m; catch wait c m; mark a; unlock m"}},
     "main a"},
    {"a_cancelled_waiter_is_not_counted_at_a_barrier",
     {{"main", "spawn a; spawn b; yield; cancel a; yield; spawn d; try await a; try await b; mark end"},
      {"a", "meet b; mark a"},
      {"b", "sleep 1; meet b; mark b"},
      {"d", "sleep 2; mark d; meet b"}},
     "d b end"},
    {"a_barrier_that_all_have_reached_lets_the_others_go",
     {{"main", "spawn a; yield; meet b; cancel a; try await a; mark main"}, {"a", "catch meet b; mark a"}},
     "a main"},
    {"an_event_that_was_set_stays_set",
     {{"main", "spawn a; yield; set e; cancel a; try await a; wait_for e; mark main"}, {"a", "wait_for e; mark a"}},
     "main"},
    {"a_queue_closes_over_a_cancelled_waiter",
     {{"main", "lock m; spawn a; spawn b; spawn d; yield; cancel b; yield; unlock m;" + kAwaitBoth + "; await d"},
      {"a", "lock m; mark a; unlock m"},
      {"b", "lock m; mark b; unlock m"},
      {"d", "lock m; mark d; unlock m"}},
     "a d end"},
    {"close_wakes_senders_and_receivers",
     {{"main", "send q; spawn a; spawn b; yield; close q; close r; try await a; await b; mark end"},
      {"a", "send q; mark a"},
      {"b", "receive r; mark b"}},
     "b end"},
    {"a_send_into_a_closed_full_channel_fails_at_once", {{"main", "send q; close q; try send q; mark main"}}, "main"},
    {"who_is_cancelled_by_itself_goes_on_until_it_waits",
     {{"main", "spawn a; yield; send r; try await a; mark main"},
      {"a", "receive r; cancel a; mark a; send q; compute 1; mark still; receive r; mark never"}},
     "a still main"},
    {"a_swallowed_cancel_lets_the_task_go_on",
     {{"main", "spawn a; sleep 1; cancel a; await a; mark main"}, {"a", "catch sleep 9; mark a; sleep 1; mark again"}},
     "a again main"},
    {"a_grant_and_a_cancel_at_one_instant",
     {{"main", "spawn a; spawn b; spawn_at 1 put; spawn_at 1 stop;" + kAwaitBoth},
      {"a", "receive r; mark a"},
      {"b", "receive r; mark b"},
      {"put", "send r"},
      {"stop", "cancel a"}},
     "b end"},
    {"a_cancel_and_a_grant_at_one_instant",
     {{"main", "spawn a; spawn b; spawn_at 1 stop; spawn_at 1 put;" + kAwaitBoth},
      {"a", "acquire s; mark a"},
      {"b", "acquire s; mark b"},
      {"put", "release s"},
      {"stop", "cancel a"}},
     "b end"},
    {"a_message_sent_after_the_cancel_goes_to_the_next_receiver",
     {{"main", "spawn a; spawn b; yield; cancel a; send q;" + kAwaitBoth},
      {"a", "receive q; mark a"},
      {"b", "receive q; mark b"}},
     "b end"},
};

class Cancelling : public ::testing::TestWithParam<ScriptedCase> {};

TEST_P(Cancelling, loses_nothing_in_simulated_time) {
    ScriptedStory story(GetParam().scripts);
    const auto trace = simulate_in_place(story, simulated(Model::event_loop));
    EXPECT_EQ(marks_in(*trace), GetParam().marks) << text_of(*trace);
    EXPECT_NE(outcome_of(*trace), Outcome::deadlock) << text_of(*trace);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
}

TEST_P(Cancelling, loses_nothing_on_a_real_loop) {
    tell_story([] { return std::make_unique<ScriptedStory>(GetParam().scripts); });
    const RealRun real = run_for_real(Model::event_loop, 100);
    EXPECT_EQ(marks_in(real.trace()), GetParam().marks) << text_of(real.trace());
    EXPECT_NE(outcome_of(real.trace()), Outcome::deadlock) << text_of(real.trace());
}

std::string end_in_words(Outcome outcome, const std::vector<std::pair<std::string, std::int64_t>>& variables) {
    std::string text(name_of(outcome));
    for (const auto& [name, value] : variables) text += " " + name + "=" + std::to_string(value);
    return text;
}

/// How all orders of a story end.
std::set<std::string> explored_ends(Story& story, Model model) {
    RehearsedStory explored(story, simulated(model));
    Bounds bounds;
    bounds.steps = 200;
    const Exploration found = explore(explored, bounds);
    if (!found.complete) return {};
    std::set<std::string> ends;
    for (const ExploredResult& result : found.results) {
        std::vector<std::pair<std::string, std::int64_t>> variables;
        for (const auto& [name, value] : result.variables) variables.emplace_back(name, value.bits);
        ends.insert(end_in_words(result.outcome, variables));
    }
    return ends;
}

std::string end_of_free_run(Story& story, const RunPlan& plan) {
    const auto trace = simulate_in_place(story, plan);
    const Metrics metrics = metrics_of(*trace);
    std::vector<std::pair<std::string, std::int64_t>> variables;
    for (const VariableFigures& it : metrics.variables) variables.emplace_back(it.name, it.value.bits);
    return end_in_words(outcome_of(*trace), variables);
}

TEST_P(Cancelling, ends_as_one_of_the_orders_that_exploring_finds) {
    ScriptedStory story(GetParam().scripts);
    const std::set<std::string> ends = explored_ends(story, Model::event_loop);
    const std::string free = end_of_free_run(story, simulated(Model::event_loop));
    EXPECT_EQ(ends.count(free), 1u) << free;
}

// ---- A cancel may come at any moment: also in orders.

std::string listed(const std::set<std::string>& ends) {
    std::string text;
    for (const std::string& end : ends) text += end + "; ";
    return text;
}

TEST(CancellingInOrders, comes_while_a_task_sleeps_and_is_raised_there) {
    // The mutex stays locked by who was cancelled in its sleep; who catches it continues where it slept.
    ScriptedStory careless(
        {{"main", "spawn a; sleep 1; cancel a; try await a; lock m; store x 1"}, {"a", "lock m; sleep 2; unlock m"}});
    EXPECT_EQ(listed(explored_ends(careless, Model::event_loop)), "deadlock x=0 y=0; finished x=1 y=0; ");
    ScriptedStory careful({{"main", "spawn a; sleep 1; cancel a; try await a; lock m; store x 1"},
                           {"a", "lock m; catch sleep 2; unlock m; store y 1"}});
    EXPECT_EQ(listed(explored_ends(careful, Model::event_loop)), "finished x=1 y=0; finished x=1 y=1; ");
}

TEST(CancellingInOrders, comes_between_giving_way_and_going_on_and_between_a_wake_up_and_going_on) {
    ScriptedStory yields({{"main", "spawn a; sleep 1; cancel a; try await a"}, {"a", "add x 1; yield; add x 1"}});
    EXPECT_EQ(listed(explored_ends(yields, Model::event_loop)),
              "finished x=0 y=0; finished x=1 y=0; finished x=2 y=0; ");
    ScriptedStory woken({{"main", "spawn a; sleep 1; set e; cancel a; try await a"}, {"a", "wait_for e; add x 1"}});
    EXPECT_EQ(listed(explored_ends(woken, Model::event_loop)), "finished x=0 y=0; ")
        << "main keeps the loop from set to cancel";
}

TEST(CancellingInOrders, comes_before_or_after_a_task_has_begun_to_wait) {
    // A thread that waits has begun, and cannot be cancelled any more.
    ScriptedStory story({{"main", "lock m; spawn a; spawn b; await b; unlock m; try await a"},
                         {"a", "lock m; add x 1; unlock m"},
                         {"b", "cancel a"}});
    EXPECT_EQ(listed(explored_ends(story, Model::threads)), "finished x=0 y=0; finished x=1 y=0; ");
}

TEST(CancellingInOrders, who_has_the_loop_gets_what_others_have_waited_for_or_waits_behind_them) {
    ScriptedStory story({{"main", "spawn a; spawn b; await a; await b"},
                         {"a", "lock m; sleep 1; unlock m; lock m; store x 1; unlock m"},
                         {"b", "lock m; add x 5; unlock m"}});
    EXPECT_EQ(listed(explored_ends(story, Model::event_loop)), "finished x=1 y=0; finished x=6 y=0; ");
}

INSTANTIATE_TEST_SUITE_P(Table, Cancelling, ::testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

// ---- Pools.

TEST(CancellingInAPool, takes_a_task_out_of_the_queue) {
    const std::map<std::string, std::string> scripts = {
        {"main", "spawn a; spawn b; spawn d; sleep 1; cancel b; try await b; mark main; await a; await d"},
        {"a", "sleep 2; mark a"},
        {"b", "mark b"},
        {"d", "mark d"}};
    for (const Model model : {Model::thread_pool, Model::process_pool}) {
        ScriptedStory story(scripts);
        const auto trace = simulate_in_place(story, simulated(model, 1));
        EXPECT_EQ(marks_in(*trace), "main a d") << text_of(*trace);
        EXPECT_EQ(outcome_of(*trace), Outcome::finished);
    }
}

TEST(CancellingInAPool, frees_the_place_of_a_task_that_had_not_begun) {
    ScriptedStory story({{"main", "spawn a; spawn b; spawn d; cancel a; await b; await d; mark main"},
                         {"a", "mark a"},
                         {"b", "compute 1; mark b"},
                         {"d", "mark d"}});
    const auto trace = simulate_in_place(story, simulated(Model::thread_pool, 1));
    EXPECT_EQ(marks_in(*trace), "b d main") << text_of(*trace);
}

TEST(CancellingInAPool, on_threads_of_this_computer_takes_a_task_out_of_the_queue) {
    tell_story([] {
        return std::make_unique<ScriptedStory>(std::map<std::string, std::string>{
            {"main",
             "spawn a; spawn a; spawn a; spawn b; spawn d; receive r; receive r; receive r; cancel b; set e;"
             "await d; mark main"},
            {"a", "send r; wait_for e"},
            {"b", "mark b"},
            {"d", "mark d"}});
    });
    const RealRun real = run_for_real(Model::thread_pool, 10);
    EXPECT_EQ(marks_in(real.trace()), "d main") << text_of(real.trace());
}

// ---- A real loop.

TEST(RealLoop, tells_of_a_deadlock_at_once_though_a_cancelled_sleep_would_have_been_long) {
    tell_story([] {
        return std::make_unique<ScriptedStory>(std::map<std::string, std::string>{
            {"main", "spawn a; yield; cancel a; try await a; receive q"}, {"a", "sleep 1000000"}});
    });
    const RealRun real = run_for_real(Model::event_loop, 1000);
    EXPECT_EQ(outcome_of(real.trace()), Outcome::deadlock);
    EXPECT_LT(end_of(real.trace()), 100'000);
}

// ---- Random programs.

TEST(RandomPrograms, end_free_as_in_one_of_the_orders_that_exploring_finds) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= programs_of(60); ++seed) {
        for (const Model model : {Model::event_loop, Model::threads, Model::thread_pool}) {
            AnyStory story({seed, 2 + static_cast<int>(seed % 2), 3, true, seed % 4 > 0, true});
            const std::set<std::string> ends = explored_ends(story, model);
            if (ends.empty()) continue;
            ++compared;
            const std::string free = end_of_free_run(story, simulated(model));
            EXPECT_EQ(ends.count(free), 1u) << "program " << seed << " on " << name_of(model) << ": " << free;
        }
    }
    EXPECT_GT(compared, programs_of(100));
}

}  // namespace
}  // namespace simul::testing
