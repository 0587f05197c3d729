// Whoever waits with a deadline continues when it has passed, on every model and both clocks, and nothing is lost by
// it.
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/run/simulated/in_place.h"
#include "tests/support/any_program.h"
#include "tests/support/real_run.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/scripted_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

/// On every model.
const ScriptedCase kAlone[] = {
    {"a_lock",
     {{"main", "lock m; spawn a; await a; unlock m; lock m; mark main"}, {"a", "within 1 lock m; mark a"}},
     "late a main"},
    {"a_permit", {{"main", "within 1 acquire s; release s; acquire s; mark main"}}, "late main"},
    {"an_event", {{"main", "within 1 wait_for e; set e; within 1 wait_for e; mark main"}}, "late main"},
    {"a_message", {{"main", "within 1 receive q; send q; within 1 receive q; mark main"}}, "timeout main"},
    {"a_place", {{"main", "send q; within 1 send q; receive q; within 1 send q; mark main"}}, "timeout main"},
    {"a_notification_and_it_has_its_mutex",
     {{"main", "lock m; within 1 wait c m; unlock m; lock m; mark main"}},
     "late main"},
    {"others_at_a_barrier_which_is_broken_then",
     {{"main", "within 1 meet b; within 1 meet b; mark main"}},
     "broken broken main"},
};

/// On models in which others continue meanwhile.
const ScriptedCase kAmongOthers[] = {
    {"a_task_that_takes_longer",
     {{"main", "spawn a; within 1 await a; set e; await a; mark main"}, {"a", "wait_for e; mark a"}},
     "timeout a main"},
    {"a_mutex_behind_which_another_waits",
     {{"main", "lock m; spawn a; spawn d; await a; unlock m; await d"},
      {"a", "within 1 lock m; mark a"},
      {"d", "lock m; mark d; unlock m"}},
     "late a d"},
    {"a_condition_and_waits_for_its_mutex_for_ever",
     {{"main", "spawn a; receive q; lock m; sleep 4; mark main; unlock m; await a"},
      {"a", "lock m; send q; within 2 wait c m; mark a; unlock m"}},
     "main late a"},
    {"others_at_a_barrier_who_are_freed",
     {{"main", "spawn a; spawn d; await a; await d"},
      {"a", "within 1 meet w; mark a; set e"},
      {"d", "try meet w; wait_for e; mark d"}},
     "broken a d"},
};

/// Simulated time only: there it is certain that the time suffices.
const ScriptedCase kInTime[] = {
    {"a_lock",
     {{"main", "lock m; spawn a; sleep 1; unlock m; await a"},
      {"a", "within 9 lock m; mark a; unlock m; sleep 20; mark end"}},
     "a end"},
    {"a_message",
     {{"main", "spawn a; sleep 1; send q; await a"}, {"a", "within 9 receive q; mark a; receive r; mark never"}},
     "a"},
    {"a_task",
     {{"main", "spawn a; within 9 await a; mark main; within 9 await a; lock m; within 20 wait_for e"},
      {"a", "sleep 1; mark a"}},
     "a main late"},
    // At one instant: what follows from a compute that ends, then deadlines, then those who are woken.
    {"a_message_of_one_who_is_woken_at_the_same_instant_which_is_kept_for_the_next",
     {{"main", "spawn_at 1 put; spawn a; await a; within 1 receive q; mark main"},
      {"a", "within 1 receive q; mark a"},
      {"put", "send q"}},
     "timeout a main"},
    {"a_lock_that_is_free_at_the_same_instant_when_a_compute_ends",
     {{"main", "spawn put; spawn a; await a; mark main"},
      {"a", "within 1 lock m; mark a; unlock m"},
      {"put", "lock m; compute 1; unlock m"}},
     "a main"},
};

class Late : public ::testing::TestWithParam<std::tuple<ScriptedCase, Model>> {};
class RealLate : public Late {};
class InTime : public Late {};

void expect_simulated(const ScriptedCase& row, Model model, Outcome outcome) {
    ScriptedStory story(row.scripts);
    const auto trace = simulate_in_place(story, simulated(model));
    EXPECT_EQ(marks_in(*trace), row.marks) << text_of(*trace);
    EXPECT_EQ(outcome_of(*trace), outcome) << text_of(*trace);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
}

TEST_P(Late, is_who_waits_for) {
    expect_simulated(std::get<0>(GetParam()), std::get<1>(GetParam()), Outcome::finished);
}

TEST_P(InTime, is_who_waits_for) {
    const ScriptedCase& row = std::get<0>(GetParam());
    const bool waits_for_ever = row.scripts.at("a").find("never") != std::string::npos;
    expect_simulated(row, std::get<1>(GetParam()), waits_for_ever ? Outcome::deadlock : Outcome::finished);
}

TEST_P(RealLate, is_who_waits_for) {
    const auto& [row, model] = GetParam();
    const std::map<std::string, std::string> scripts = row.scripts;
    tell_story([scripts] { return std::make_unique<ScriptedStory>(scripts); });
    const RealRun real = run_for_real(model, 50);
    EXPECT_EQ(marks_in(real.trace()), row.marks) << text_of(real.trace());
    EXPECT_EQ(outcome_of(real.trace()), Outcome::finished) << text_of(real.trace());
}

const auto kNames = [](const auto& row) {
    return std::string(std::get<0>(row.param).name) + "_on_" + std::string(name_of(std::get<1>(row.param)));
};
const auto kEvery = ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                      Model::event_loop, Model::thread_pool, Model::process_pool);
const auto kConcurrent =
    ::testing::Values(Model::threads, Model::threads_gil, Model::processes, Model::event_loop, Model::thread_pool);

INSTANTIATE_TEST_SUITE_P(Alone, Late, ::testing::Combine(::testing::ValuesIn(kAlone), kEvery), kNames);
INSTANTIATE_TEST_SUITE_P(Alone, RealLate, ::testing::Combine(::testing::ValuesIn(kAlone), kEvery), kNames);
INSTANTIATE_TEST_SUITE_P(AmongOthers, Late, ::testing::Combine(::testing::ValuesIn(kAmongOthers), kConcurrent), kNames);
INSTANTIATE_TEST_SUITE_P(AmongOthers, RealLate, ::testing::Combine(::testing::ValuesIn(kAmongOthers), kConcurrent),
                         kNames);
INSTANTIATE_TEST_SUITE_P(Table, InTime, ::testing::Combine(::testing::ValuesIn(kInTime), kConcurrent), kNames);

TEST(Timeout, comes_exactly_when_the_time_is_up) {
    ScriptedStory story(std::map<std::string, std::string>{{"main", "within 2.5 receive q; mark main"}});
    const auto trace = simulate_in_place(story, simulated(Model::threads));
    EXPECT_EQ(mark_of(*trace, "main"), 2.5);
    EXPECT_EQ(end_of(*trace), 2.5);
}

TEST(Timeout, that_did_not_come_keeps_no_clock_running) {
    ScriptedStory story(
        {{"main", "send q; within 100 receive q; spawn a; within 100 receive q; mark main"}, {"a", "send q"}});
    EXPECT_EQ(end_of(*simulate_in_place(story, simulated(Model::event_loop))), 0);
}

TEST(Timeout, makes_a_circle_of_waits_no_deadlock) {
    const std::map<std::string, std::string> scripts = {
        {"main", "lock m; spawn a; within 3 receive q; lock n; unlock n; unlock m; await a"},
        {"a", "lock n; within 9 lock m; mark a; unlock n"}};
    ScriptedStory story(scripts);
    const auto trace = simulate_in_place(story, simulated(Model::threads));
    EXPECT_EQ(marks_in(*trace), "timeout late a");
    EXPECT_EQ(outcome_of(*trace), Outcome::finished);
    EXPECT_TRUE(findings_of(*trace).empty()) << findings_of(*trace)[0].text;
}

// ---- Conducted: that its time runs out is a step that a waiting task can do.

std::set<std::string> marks_of_all_orders(const std::map<std::string, std::string>& scripts, Model model) {
    ScriptedStory story(scripts);
    RunPlan plan = simulated(model);
    become_conducted(plan);
    Rehearsal rehearsal(story, plan);
    std::set<std::string> marks;
    for (std::uint64_t walk = 0; walk < 100; ++walk) {
        BySeed conductor(7, walk);
        const auto trace = rehearsal.record(conductor);
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
        EXPECT_NE(outcome_of(*trace), Outcome::deadlock) << text_of(*trace);
        marks.insert(marks_in(*trace));
    }
    return marks;
}

TEST(ConductedTimeout, comes_in_some_orders_and_not_in_others) {
    using Marks = std::set<std::string>;
    const std::map<std::string, std::string> locks = {{"main", "spawn a; spawn d"},
                                                      {"a", "within 1 lock m; mark a; try unlock m"},
                                                      {"d", "lock m; mark d; unlock m"}};
    EXPECT_EQ(marks_of_all_orders(locks, Model::threads), (Marks{"a d", "d a", "late a d", "late d a", "d late a"}));
    const std::map<std::string, std::string> events = {
        {"main", "spawn a; spawn d; await a; await d"}, {"a", "within 1 wait_for e; mark a"}, {"d", "set e"}};
    EXPECT_EQ(marks_of_all_orders(events, Model::threads), (Marks{"a", "late a"}));
    EXPECT_EQ(marks_of_all_orders(events, Model::event_loop), (Marks{"a", "late a"}));
    const std::map<std::string, std::string> conditions = {{"main", "spawn a; spawn d"},
                                                           {"a", "lock m; within 1 wait c m; mark a; unlock m"},
                                                           {"d", "lock m; notify c; unlock m"}};
    EXPECT_EQ(marks_of_all_orders(conditions, Model::threads), (Marks{"a", "late a"}));
    const std::map<std::string, std::string> messages = {
        {"main", "spawn a; spawn d; await a; await d"}, {"a", "within 1 receive q; mark a"}, {"d", "send q"}};
    EXPECT_EQ(marks_of_all_orders(messages, Model::threads), (Marks{"a", "timeout a"}));
}

// ---- Random programs.

constexpr Model kEveryModel[] = {Model::sequential, Model::threads,     Model::threads_gil, Model::processes,
                                 Model::event_loop, Model::thread_pool, Model::process_pool};

std::size_t timeouts_in(const Trace& trace) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < trace.size(); ++i) count += trace[i].phase == Phase::timed_out;
    return count;
}

AnyProgram some_program(std::uint64_t seed) {
    AnyProgram program{seed, 3, 6, true};
    program.times_out = true;
    return program;
}

TEST(RandomTimeouts, keep_the_rules_on_every_model) {
    std::size_t timeouts = 0;
    for (const Model model : kEveryModel) {
        for (std::uint64_t seed = 1; seed <= programs_of(60); ++seed) {
            AnyStory story(some_program(seed));
            const auto trace = simulate_in_place(story, simulated(model));
            EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
            timeouts += timeouts_in(*trace);
        }
    }
    EXPECT_GT(timeouts, programs_of(100));
}

TEST(RealRandomTimeouts, keep_the_rules_on_every_model) {
    for (const Model model : kEveryModel) {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            tell_story(
                [seed]() -> std::unique_ptr<SmallStory> { return std::make_unique<AnyStory>(some_program(seed)); });
            const RealRun real = run_for_real(model, 50);
            const auto violations = violations_of(real.trace());
            EXPECT_TRUE(violations.empty()) << violations[0] << "\n" << text_of(real.trace());
        }
    }
}

}  // namespace
}  // namespace simul::testing
