// What becomes of the tasks that are left when main ends. CPython's asyncio.run does the same.
#include <gtest/gtest.h>

#include <set>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/run/simulated/in_place.h"
#include "tests/support/real_run.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/scripted_story.h"

namespace simul::testing {
namespace {

const ScriptedCase kCases[] = {
    {"who_sleeps_is_cancelled",
     {{"main", "spawn a; sleep 1; mark main"}, {"a", "mark a; sleep 9; mark never"}},
     "a main"},
    {"who_is_ready_has_one_more_turn", {{"main", "spawn a; mark main"}, {"a", "mark a; yield; mark never"}}, "main a"},
    {"who_was_woken_has_one_more_turn",
     {{"main", "spawn a; yield; set e; mark main"}, {"a", "wait_for e; mark a; sleep 1; mark never"}},
     "main a"},
    {"whom_the_last_turn_wakes_has_none",
     {{"main", "spawn a; yield; spawn b; mark main"}, {"a", "wait_for e; mark never"}, {"b", "set e; mark b"}},
     "main b"},
    {"who_waits_in_a_queue_leaves_it",
     {{"main", "lock m; spawn a; yield; mark main"}, {"a", "lock m; mark never"}},
     "main"},
    {"who_has_yet_to_arrive_never_does", {{"main", "spawn_at 5 a; sleep 1; mark main"}, {"a", "mark never"}}, "main"},
    {"who_swallows_it_goes_on",
     {{"main", "spawn a; yield; mark main"}, {"a", "catch sleep 9; mark a; sleep 1; mark again"}},
     "main a again"},
    {"who_cleans_up_may_spawn_and_await",
     {{"main", "spawn a; yield; mark main"},
      {"a", "catch sleep 9; spawn b; await b; mark a"},
      {"b", "sleep 1; mark b"}},
     "main b a"},
    {"whom_the_cleaning_up_leaves_is_cancelled",
     {{"main", "spawn a; yield; mark main"},
      {"a", "catch sleep 9; spawn b; mark a"},
      {"b", "mark b; sleep 1; mark never"}},
     "main a b"},
    {"who_awaits_and_who_is_awaited_are_cancelled",
     {{"main", "spawn a; yield; yield; mark main"},
      {"a", "spawn b; await b; mark never"},
      {"b", "sleep 9; mark never"}},
     "main"},
    {"a_deadlock_of_others_is_no_matter",
     {{"main", "spawn a; spawn b; sleep 1; mark main"},
      {"a", "lock m; yield; lock n; mark never"},
      {"b", "lock n; yield; lock m; mark never"}},
     "main"},
};

class MainEndsOnALoop : public ::testing::TestWithParam<ScriptedCase> {};

TEST_P(MainEndsOnALoop, in_simulated_time) {
    ScriptedStory story(GetParam().scripts);
    const auto trace = simulate_in_place(story, simulated(Model::event_loop));
    EXPECT_EQ(marks_in(*trace), GetParam().marks) << text_of(*trace);
    EXPECT_EQ(outcome_of(*trace), Outcome::finished) << text_of(*trace);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
}

TEST_P(MainEndsOnALoop, on_a_real_loop) {
    tell_story([] { return std::make_unique<ScriptedStory>(GetParam().scripts); });
    const RealRun real = run_for_real(Model::event_loop, 100);
    EXPECT_EQ(marks_in(real.trace()), GetParam().marks) << text_of(real.trace());
    EXPECT_EQ(outcome_of(real.trace()), Outcome::finished) << text_of(real.trace());
}

/// The marks of all orders.
class Marks final : public Conductor {
  public:
    explicit Marks(std::vector<std::size_t>& path) : path_(path) {}
    std::optional<std::size_t> choose(const Decision& decision) override {
        if (at_ == path_.size()) path_.push_back(0);
        sizes_.resize(path_.size());
        sizes_[at_] = decision.enabled.size();
        return path_[at_++];
    }
    /// False: all have been followed.
    bool turn_back() {
        while (!path_.empty() && ++path_.back() >= sizes_[path_.size() - 1]) path_.pop_back();
        return !path_.empty();
    }

  private:
    std::vector<std::size_t>& path_;
    std::vector<std::size_t> sizes_;
    std::size_t at_ = 0;
};

/// Main sets its mark as soon as it can: that is no decision.
std::string without_mark_of_main(std::string marks) {
    const std::size_t at = marks.find("main");
    marks.erase(at, 4);
    if (const std::size_t gap = marks.find("  "); gap != std::string::npos) marks.erase(gap, 1);
    if (!marks.empty() && marks.front() == ' ') marks.erase(0, 1);
    if (!marks.empty() && marks.back() == ' ') marks.pop_back();
    return marks;
}

std::set<std::string> marks_of_all_orders(Story& story) {
    RunPlan plan = simulated(Model::event_loop);
    become_conducted(plan);
    Rehearsal rehearsal(story, plan, nullptr);
    std::set<std::string> marks;
    std::vector<std::size_t> path;
    for (bool more = true; more;) {
        Marks conductor(path);
        marks.insert(without_mark_of_main(marks_in(*rehearsal.record(conductor))));
        more = conductor.turn_back();
    }
    return marks;
}

TEST_P(MainEndsOnALoop, in_one_of_all_orders) {
    ScriptedStory story(GetParam().scripts);
    const std::set<std::string> marks = marks_of_all_orders(story);
    EXPECT_EQ(marks.count(without_mark_of_main(GetParam().marks)), 1u) << ::testing::PrintToString(marks);
}

INSTANTIATE_TEST_SUITE_P(Table, MainEndsOnALoop, ::testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(MainEnds, off_the_loop_the_run_waits_for_all) {
    for (const Model model : {Model::threads, Model::threads_gil, Model::processes, Model::thread_pool}) {
        ScriptedStory story({{"main", "spawn a; mark main"}, {"a", "sleep 1; mark a"}});
        const auto trace = simulate_in_place(story, simulated(model));
        EXPECT_EQ(marks_in(*trace), "main a") << name_of(model);
        EXPECT_TRUE(findings_of(*trace).empty()) << name_of(model);
    }
}

TEST(MainEnds, who_is_cut_off_is_found_with_the_cure) {
    ScriptedStory story({{"main", "spawn a; spawn b; sleep 3"}, {"a", "sleep 9"}, {"b", "wait_for e"}});
    const auto trace = simulate_in_place(story, simulated(Model::event_loop));
    const std::vector<Finding> findings = findings_of(*trace);
    ASSERT_EQ(findings.size(), 1u) << text_of(*trace);
    EXPECT_EQ(findings[0].kind, FindingKind::cut_off);
    EXPECT_EQ(findings[0].text,
              "2 tasks were cut off when main returned, at 3 s: a and b. Nobody awaited them, and the event loop ends "
              "with main, as asyncio.run does: keep what spawn returns, and let main await it, or gather all of it.");
    EXPECT_EQ(findings[0].tasks.size(), 2u);
    EXPECT_FALSE(condemns(findings[0].kind));
}

/// "Nobody awaited it" would not be true.
TEST(MainEnds, of_who_was_awaited_it_says_only_that_main_did_not_wait_for_its_end) {
    using Scripts = std::map<std::string, std::string>;
    const std::pair<Scripts, std::string> cases[] = {
        {{{"main", "spawn a; sleep 1"}, {"a", "spawn b; await b"}, {"b", "sleep 9"}}, "all of them had"},
        {{{"main", "spawn b; within 1 await b"}, {"b", "sleep 9"}}, "it had"}};
    for (const auto& [scripts, whom] : cases) {
        ScriptedStory story(scripts);
        const auto trace = simulate_in_place(story, simulated(Model::event_loop));
        const std::vector<Finding> findings = findings_of(*trace);
        ASSERT_FALSE(findings.empty()) << text_of(*trace);
        const std::string& text = findings.back().text;
        EXPECT_EQ(text.find("Nobody awaited"), std::string::npos) << text;
        EXPECT_NE(text.find("Main did not wait until " + whom + " ended, and the event loop ends"), std::string::npos)
            << text;
    }
}

TEST(MainEnds, when_it_fails_others_are_cut_off_without_advice) {
    ScriptedStory story({{"main", "spawn a; yield; unlock m"}, {"a", "sleep 9"}});
    const auto trace = simulate_in_place(story, simulated(Model::event_loop));
    const std::vector<Finding> findings = findings_of(*trace);
    ASSERT_EQ(findings.size(), 2u) << text_of(*trace);
    EXPECT_EQ(findings[0].kind, FindingKind::failure);
    EXPECT_EQ(findings[1].text, "One task was cut off when main failed, at 0 s: a.");
}

TEST(MainEnds, who_was_awaited_in_time_is_not_cut_off) {
    ScriptedStory story({{"main", "spawn a; spawn b; cancel b; await a; try await b"}, {"a", "sleep 9"}, {"b", ""}});
    const auto trace = simulate_in_place(story, simulated(Model::event_loop));
    EXPECT_TRUE(findings_of(*trace).empty()) << text_of(*trace);
}

}  // namespace
}  // namespace simul::testing
