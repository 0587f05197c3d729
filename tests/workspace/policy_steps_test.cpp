// Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "app/workspace/policy_steps.h"

#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

class PolicySteps : public testing::Desk {
  protected:
    void open_sheet(const std::string& policy, const std::string& jobs) {
        open("job_sheet");
        doing(SetPolicy{policy});
        let_run_end();
        doing(TurnKnob{"jobs", jobs});
        let_run_end();
        doing(JumpTo{Place::start});
    }
    PolicyChoice choice() const { return desk.run()->choices().at(desk.run()->trace(), *policy_choice_at(desk)); }
};

TEST_F(PolicySteps, GoForwardsAndBackOverTheSameDecisions) {
    open_sheet("srtf", "0:8 1:4 2:9 3:5");
    std::vector<double> forwards, backwards;
    for (std::size_t i = 0; i < 5; ++i) {
        doing(StepChoice{1});
        forwards.push_back(seconds_at_playhead());
        EXPECT_EQ(policy_choice_at(desk), i);
    }
    EXPECT_EQ(forwards, (std::vector<double>{1, 2, 3, 5, 10}));
    doing(StepChoice{1});
    EXPECT_EQ(policy_choice_at(desk), 4U) << "there is none after the last";
    doing(JumpTo{Place::end});
    for (std::size_t i = 0; i < 5; ++i) {
        doing(StepChoice{-1});
        backwards.insert(backwards.begin(), seconds_at_playhead());
    }
    EXPECT_EQ(backwards, forwards);
    doing(StepChoice{-1});
    EXPECT_EQ(policy_choice_at(desk), 0U);
}

TEST_F(PolicySteps, StandBeforeTheDecisionWithAllWhoCanBeChosen) {
    open_sheet("srtf", "0:8 1:4 2:9 3:5");
    for (int i = 0; i < 4; ++i) doing(StepChoice{1});
    EXPECT_EQ(choice().contenders.size(), 3U);
    EXPECT_EQ(index_of(choice().chosen), 4U);
    EXPECT_EQ(desk.moment().on_core(CoreId{0}), kNoTask) << "nobody has the core yet";
}

TEST_F(PolicySteps, AreTheSameInAnyOrderInWhichTheyAreAskedFor) {
    open_sheet("mlfq", "0:40 0:40 3:40 5:40 9:40");
    const PolicyChoices& choices = desk.run()->choices();
    ASSERT_GT(choices.size(), 100U);
    std::vector<std::string> there, back;
    const auto words = [&](std::size_t i) {
        return reason_in_words(desk.run()->header().comparison, choices.at(desk.run()->trace(), i));
    };
    for (std::size_t i = 0; i < choices.size(); ++i) there.push_back(words(i));
    for (std::size_t i = choices.size(); i > 0; --i) back.insert(back.begin(), words(i - 1));
    EXPECT_EQ(there, back);
}

TEST_F(PolicySteps, AGuessIsJudgedOnceAndCounted) {
    open_sheet("srtf", "0:8 1:4 2:9 3:5");
    doing(AskForGuesses{true});
    doing(StepChoice{1});
    ASSERT_TRUE(awaits_guess(desk));
    doing(GuessChoice{TaskId{1}});
    EXPECT_FALSE(awaits_guess(desk));
    doing(GuessChoice{TaskId{2}});
    EXPECT_EQ(desk.story->quiz.guess, TaskId{1}) << "a second guess does not count";
    doing(StepChoice{1});
    ASSERT_TRUE(awaits_guess(desk));
    doing(GuessChoice{TaskId{2}});
    EXPECT_EQ(desk.story->quiz.right, 1U);
    EXPECT_EQ(desk.story->quiz.guesses, 2U);
    doing(AskForGuesses{false});
    EXPECT_EQ(desk.story->quiz.guesses, 0U);
}

TEST_F(PolicySteps, AreOfRunsInWhichAPolicyChooses) {
    open("chess_exhibition");
    EXPECT_FALSE(has_policy_choices(desk)) << "an event loop";
    open("job_sheet");
    EXPECT_TRUE(has_policy_choices(desk)) << "a story about policies, also under fifo";
}

TEST_F(PolicySteps, ASheetOfASpreadsheetOpensAsItsJobs) {
    const std::string path = write_file("slides.csv", "arrival,burst,priority\n0,3,2\n1,2,1\n");
    doing(Open{path});
    ASSERT_TRUE(desk.story) << desk.message();
    EXPECT_EQ(knob_named(desk.story->description.knobs, "jobs").text_value, "0:3:priority=2 1:2:priority=1");
    doing(Open{write_file("wrong.csv", "arrival,burst\n0,soon\n")});
    EXPECT_NE(desk.message().find("row 2: burst is \"soon\""), std::string::npos) << desk.message();
}

}  // namespace
}  // namespace simul::workspace

#endif
