// Who waits by looking again is explored to the end; known puzzles come to what is known of them.
#include <gtest/gtest.h>

// Not under TSan: one thread explores, and TSan keeps so much of each run that there is no memory for so many.
#if defined(SIMUL_LUA) && !defined(__SANITIZE_THREAD__)

#include <chrono>

#include "engine/run/conductors/by_priority.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

std::unique_ptr<Story> puzzle(const std::string& name, const KnobSettings& knobs = {}) {
    const std::string path = std::string(SIMUL_SOURCE_DIR) + "/tests/executors/orders/" + name + ".lua";
    const auto scenario = lua_scenario_from_file(path);
    EXPECT_TRUE(scenario.ok()) << path;
    auto story = (*scenario)->load(knobs, 1);
    EXPECT_TRUE(story.ok()) << (story.ok() ? "" : story.error().sentence());
    return std::move(*story);
}

Exploration explored(const std::string& name, const KnobSettings& knobs = {}, Model model = Model::threads,
                     Wakeups wakeups = Wakeups::fifo) {
    const std::unique_ptr<Story> story = puzzle(name, knobs);
    RunPlan plan = simulated(model);
    plan.wakeups = wakeups;
    RehearsedStory rehearsed(*story, plan);
    return explore(rehearsed, {});
}

std::uint64_t failing(const Exploration& found, std::optional<Outcome> outcome = std::nullopt) {
    BigCount sum;
    for (const ExploredResult& it : found.results)
        if (it.fails && (!outcome || it.outcome == *outcome)) sum += it.count;
    return *sum.small();
}

bool has(const Exploration& found, FindingKind kind) {
    return std::any_of(found.findings.begin(), found.findings.end(),
                       [kind](const ExploredFinding& it) { return it.kind == kind; });
}

// ---- What is known.

TEST(Puzzle, an_expectation_in_the_middle_fails_in_two_of_six_orders) {
    const Exploration found = explored("midexpect");
    EXPECT_EQ(found.interleavings.small(), 6u);
    EXPECT_EQ(failing(found), 2u);
    ASSERT_TRUE(found.results.at(0).fails);
    const std::vector<TaskId> shortest{TaskId{1}, TaskId{2}, TaskId{2}, TaskId{1}};
    EXPECT_EQ(found.results[0].example.choices, shortest);
    ASSERT_EQ(found.results[0].faults.size(), 1u);
    EXPECT_EQ(found.results[0].faults[0], (Fault{FindingKind::expectation, 4, "x is 0"}));
}

TEST(Puzzle, consumers_who_do_not_look_again_take_what_is_not_there) {
    EXPECT_EQ(failing(explored("pc_if", {{"check", "if"}})), 1'528u);
    const Exploration one = explored("pc_if", {{"check", "while"}, {"cvs", "1"}});
    EXPECT_EQ(one.interleavings.small(), 3'770u);
    EXPECT_EQ(failing(one), 242u);
    EXPECT_EQ(failing(one, Outcome::deadlock), 242u);
    EXPECT_EQ(failing(explored("pc_if", {{"check", "while"}, {"cvs", "2"}})), 0u);
}

TEST(Puzzle, the_stack_of_three_nodes_meets_a_node_again) {
    const Exploration found = explored("aba", {{"tag", "no"}});
    EXPECT_EQ(failing(found), 21u);
    EXPECT_EQ(found.interleavings.small(), 9'355u);
    EXPECT_EQ(found.results.at(0).example.choices.size(), 12u);
    EXPECT_EQ(failing(explored("aba", {{"tag", "yes"}})), 0u);
}

TEST(Puzzle, water_is_made_in_all_orders) {
    for (const auto& [hydrogen_counts, orders] :
         {std::pair{"no", 30'356'726'400u}, std::pair{"yes", 2'092'278'988'800u}}) {
        const Exploration found = explored("lc1117_h2o", {{"molecules", "2"}, {"hydrogen_counts", hydrogen_counts}});
        EXPECT_TRUE(found.complete);
        EXPECT_EQ(found.interleavings.small(), orders);
        EXPECT_EQ(failing(found), 0u);
    }
}

// ---- Waiting by looking again.

TEST(LookingAgain, peterson_is_right_and_wrong_when_the_turn_is_set_first) {
    // As many states as two places, two flags, the turn and the count of those inside can have together; a yield is a
    // place more.
    for (const auto& [name, states] : {std::pair{"peterson", 90u}, std::pair{"peterson_spin", 68u}}) {
        const Exploration right = explored(name);
        EXPECT_TRUE(right.complete);
        EXPECT_TRUE(right.goes_round);
        EXPECT_EQ(failing(right), 0u);
        EXPECT_TRUE(right.findings.empty());
        EXPECT_EQ(right.distinct_states, states);
        const Exploration wrong = explored(name, {{"bug", "turn first"}});
        EXPECT_TRUE(wrong.complete);
        EXPECT_GT(failing(wrong), 0u);
        EXPECT_TRUE(has(wrong, FindingKind::expectation));
        EXPECT_FALSE(has(wrong, FindingKind::livelock));
    }
    EXPECT_TRUE(explored("peterson_spin", {{"rounds", "3"}}).complete);
}

TEST(LookingAgain, a_flag_that_is_tested_then_set_is_no_lock) {
    const Exploration flag = explored("tas_bug", {{"lock", "flag"}});
    EXPECT_TRUE(flag.complete);
    EXPECT_GT(failing(flag), 0u);
    EXPECT_LE(flag.distinct_states, 50u);
    for (const char* lock : {"cas", "ticket"}) {
        const Exploration right = explored("tas_bug", {{"lock", lock}});
        EXPECT_TRUE(right.complete);
        EXPECT_EQ(failing(right), 0u) << lock;
    }
}

TEST(LookingAgain, dekker_and_the_bakery_are_right_unless_they_leave_something_out) {
    for (const auto& [name, knob] : {std::pair{"dekker", "turns"}, std::pair{"bakery", "choosing"}}) {
        const Exploration right = explored(name, {{knob, "yes"}});
        EXPECT_TRUE(right.complete) << right.left_off;
        EXPECT_EQ(failing(right), 0u) << name;
    }
    EXPECT_GT(failing(explored("bakery", {{"choosing", "no"}})), 0u);
    EXPECT_EQ(failing(explored("dekker", {{"turns", "no"}})), 0u) << "a fair scheduler lets one of them through";
}

TEST(LookingAgain, a_try_lock_that_gives_way_comes_to_an_end) {
    const Exploration found = explored("try_lock_gives_way");
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(failing(found), 0u);
    EXPECT_EQ(found.results.size(), 1u);
}

TEST(LookingAgain, a_flag_that_somebody_sets_while_he_sleeps_is_seen) {
    const Exploration found = explored("spinforever");
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(failing(found), 0u);
}

TEST(LookingAgain, who_keeps_the_event_loop_is_never_answered) {
    EXPECT_TRUE(has(explored("spinforever", {}, Model::event_loop), FindingKind::livelock));
    EXPECT_EQ(failing(explored("peterson", {}, Model::event_loop)), 0u) << "it gives way";
}

// ---- Livelocks.

TEST(Livelock, is_a_circle_that_nobody_can_leave) {
    const std::unique_ptr<Story> story = puzzle("nobody_sets");
    RehearsedStory rehearsed(*story, simulated(Model::threads));
    const Exploration found = explore(rehearsed, {});
    EXPECT_TRUE(found.complete);
    ASSERT_EQ(found.results.size(), 1u);
    EXPECT_EQ(found.results[0].outcome, Outcome::stopped);
    EXPECT_EQ(found.results[0].faults.at(0).kind, FindingKind::livelock);
    ASSERT_EQ(found.findings.size(), 1u);
    const std::vector<TaskId> both{TaskId{1}, TaskId{2}};
    EXPECT_EQ(found.findings[0].tasks, both);
    const Example& example = found.findings[0].example;
    ASSERT_TRUE(example.round_from);
    EXPECT_LT(*example.round_from, example.choices.size());
    EXPECT_NE(found.findings[0].text.find("round for ever"), std::string::npos) << found.findings[0].text;
}

TEST(Livelock, two_who_are_polite_go_round) {
    const Exploration found = explored("both_polite");
    EXPECT_TRUE(found.complete);
    EXPECT_TRUE(has(found, FindingKind::livelock));
}

TEST(Livelock, is_not_believed_of_a_schedule_that_does_not_go_round) {
    const std::unique_ptr<Story> story = puzzle("midexpect");
    RehearsedStory rehearsed(*story, simulated(Model::threads));
    BySchedule conductor({TaskId{1}, TaskId{1}});
    conductor.goes_round(1);
    Rehearsal rehearsal(*story, [] {
        RunPlan plan = simulated(Model::threads);
        become_conducted(plan);
        return plan;
    }());
    rehearsal.run(conductor);
    EXPECT_NE(conductor.misfit().find("does not go round"), std::string::npos) << conductor.misfit();
    EXPECT_FALSE(conductor.goes_round_since());
}

// ---- Whom notify wakes.

/// When B is woken by what was meant for A, it may wait again before the second notify, in nine orders; and whichever
/// of them that wakes, the other one waits for ever.
TEST(Wakeups, of_any_waiter_let_the_other_one_wait_for_ever) {
    const Exploration fifo = explored("notify_any");
    EXPECT_EQ(fifo.interleavings.small(), 27u);
    EXPECT_EQ(failing(fifo), 0u);
    const Exploration any = explored("notify_any", {}, Model::threads, Wakeups::any);
    // In 27 each notify wakes the longest waiter. In 27 others each wakes the newest, and 9 of these are deadlocks: "9
    // of 27", where only the newest can be woken. In the last 9 the newest is woken, then the longest.
    EXPECT_EQ(any.interleavings.small(), 27u + 36u);
    EXPECT_EQ(failing(any, Outcome::deadlock), 9u + 9u);
    ASSERT_EQ(any.findings.size(), 2u);
    for (const ExploredFinding& finding : any.findings) EXPECT_EQ(finding.count.small(), 9u);
}

TEST(Wakeups, without_cause_are_survived_by_those_who_look_again) {
    const Exploration careful =
        explored("pc_if", {{"check", "while"}, {"cvs", "2"}, {"loops", "1"}}, Model::threads, Wakeups::spurious);
    EXPECT_TRUE(careful.complete) << careful.left_off;
    EXPECT_EQ(failing(careful), 0u);
    const Exploration careless = explored("pc_if", {{"check", "if"}, {"cvs", "2"}, {"loops", "1"}, {"consumers", "1"}},
                                          Model::threads, Wakeups::spurious);
    EXPECT_TRUE(has(careless, FindingKind::expectation));
    EXPECT_EQ(failing(explored("pc_if", {{"check", "if"}, {"cvs", "2"}, {"loops", "1"}, {"consumers", "1"}})), 0u);
}

// ---- Time.

TEST(Time, that_is_only_measured_keeps_no_states_apart) {
    const Exploration plain = explored("timed_pipeline"), timed = explored("timed_pipeline", {{"timed", "yes"}});
    EXPECT_TRUE(timed.complete);
    EXPECT_LT(timed.distinct_states, 2 * plain.distinct_states);
    EXPECT_EQ(failing(timed), 0u);
}

TEST(LookingAgain, is_told_from_not_having_begun_where_that_decides_a_cancellation) {
    const Exploration found = explored("cancelled_or_not");
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(found.results.size(), 2u) << "it is cancelled, or it is not";
}

// ---- Searches at random.

TEST(Search, by_priorities_lets_others_go_on_when_one_looks_again) {
    const std::unique_ptr<Story> story = puzzle("spinforever");
    RehearsedStory rehearsed(*story, simulated(Model::threads));
    const Exploration found =
        search(rehearsed, 50, [](std::size_t run) { return std::make_unique<ByPriority>(1, run, 2, 10); }, {});
    EXPECT_EQ(found.interleavings.small(), 50u);
    ASSERT_EQ(found.results.size(), 1u);
    EXPECT_EQ(found.results[0].count.small(), 50u);
}

TEST(Search, shows_examples_that_fail) {
    const std::unique_ptr<Story> story = puzzle("midexpect");
    RehearsedStory rehearsed(*story, simulated(Model::threads));
    const Exploration found =
        search(rehearsed, 300, [](std::size_t run) { return std::make_unique<BySeed>(1, run); }, {});
    ASSERT_EQ(found.results.size(), 2u);
    const std::vector<TaskId> shortest{TaskId{1}, TaskId{2}, TaskId{2}, TaskId{1}};
    EXPECT_TRUE(found.results[0].fails);
    EXPECT_EQ(found.results[0].example.choices, shortest);
}

}  // namespace
}  // namespace simul::testing

#endif
