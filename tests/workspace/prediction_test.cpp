// Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "app/workspace/prediction.h"

#include "engine/analysis/time_words.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using Predictions = testing::Desk;

TEST_F(Predictions, BothBigStoriesAskBeforeTheirFirstRunOnly) {
    for (const char* name : {"chess_exhibition", "two_cashiers"}) {
        doing(Open{name});
        ASSERT_EQ(desk.story->prediction.stage, Prediction::Stage::asked) << name;
        EXPECT_FALSE(desk.story->run);
        doing(SkipPrediction{});
        let_run_end();
        EXPECT_TRUE(desk.story->run);
        doing(StartRun{});
        EXPECT_EQ(desk.story->prediction.stage, Prediction::Stage::skipped);
        EXPECT_FALSE(verdict_of(desk));
    }
}

TEST_F(Predictions, ARightAndAWrongChoiceAreToldFromTheRun) {
    doing(Open{"chess_exhibition"});
    const Question question = *question_of(desk);
    ASSERT_GE(question.choices.size(), 2u);
    int right = 0;
    for (const Choice& choice : question.choices) {
        doing(Open{"chess_exhibition"});
        doing(Predict{choice.text});
        see_the_end();
        const std::optional<AnswerVerdict> verdict = verdict_of(desk);
        ASSERT_TRUE(verdict);
        EXPECT_EQ(verdict->said, choice.text);
        EXPECT_EQ(verdict->right, choice.is == "3600") << choice.text;
        EXPECT_EQ(verdict->misconception.empty(), verdict->right) << choice.text;
        right += verdict->right ? 1 : 0;
    }
    EXPECT_EQ(right, 1);
}

TEST_F(Predictions, WithOtherKnobsANumberIsAskedAndNearEnoughIsRight) {
    for (const auto& [said, right] : {std::pair{"7200", true}, {"7150", true}, {"3600", false}}) {
        doing(Open{"chess_exhibition"});
        doing(TurnKnob{"opponents", "48"});
        ASSERT_TRUE(question_of(desk)->choices.empty());
        doing(Predict{said});
        see_the_end();
        ASSERT_TRUE(verdict_of(desk)) << said;
        EXPECT_EQ(verdict_of(desk)->right, right) << said;
        EXPECT_EQ(mark("master_done"), 7200);
    }
}

TEST_F(Predictions, AnAnswerIsJudgedByNoRunOfOtherSettings) {
    doing(Open{"chess_exhibition"});
    doing(Predict{"after an hour"});
    see_the_end();
    ASSERT_TRUE(verdict_of(desk));
    EXPECT_TRUE(verdict_of(desk)->right);
    EXPECT_EQ(verdict_of(desk)->given, full_time(3600s)) << "and not the words of an answer";
    doing(TurnKnob{"opponents", "48"});
    see_the_end();
    EXPECT_EQ(mark("master_done"), 7200);
    EXPECT_FALSE(verdict_of(desk)) << "she was asked about 24";
    EXPECT_EQ(asked_of_in_words(desk), "opponents 24");
    doing(SetModel{Model::thread_pool});
    see_the_end();
    EXPECT_FALSE(verdict_of(desk));
    doing(SetModel{Model::event_loop});
    doing(ResetKnob{"opponents"});
    see_the_end();
    EXPECT_TRUE(verdict_of(desk)) << "of these settings again";
}

TEST_F(Predictions, SettingsThatNoQuestionNamesMatterAsWell) {
    doing(Open{"two_cashiers"});
    doing(SetCores{1});
    ASSERT_FALSE(question_of(desk)->choices.empty());
    doing(Predict{"210 s"});
    see_the_end();
    ASSERT_TRUE(verdict_of(desk));
    doing(SetPolicy{"round_robin"});
    see_the_end();
    EXPECT_FALSE(verdict_of(desk));
    EXPECT_EQ(asked_of_in_words(desk), "first in, first out");
    doing(AskAgain{});
    doing(Predict{"210 s"});
    see_the_end();
    ASSERT_TRUE(verdict_of(desk));
    EXPECT_FALSE(verdict_of(desk)->right) << "180.5 s is none of the answers";
    EXPECT_NE(verdict_of(desk)->given.find("180.5"), std::string::npos) << verdict_of(desk)->given;
}

TEST_F(Predictions, TheVerdictWaitsUntilTheRunHasBeenSeenToItsEnd) {
    doing(Open{"chess_exhibition"});
    doing(Predict{"after an hour"});
    let_run_end();
    EXPECT_TRUE(keeps_secret(desk));
    EXPECT_FALSE(verdict_of(desk)) << "it still plays";
    advance(desk, 4);
    EXPECT_FALSE(verdict_of(desk));
    advance(desk, 20);
    EXPECT_TRUE(verdict_of(desk));
    EXPECT_EQ(desk.right_tab, RightTab::result);
    doing(JumpTo{Place::start});
    EXPECT_TRUE(verdict_of(desk)) << "once it is known it stays";
}

TEST_F(Predictions, RunPlayAndTheHandPassTheQuestionOverAndSaySo) {
    const auto open = [this] { doing(Open{"chess_exhibition"}); };
    for (const Command& command : {Command(StartRun{}), Command(Play{}), Command(Conduct{})}) {
        open();
        ASSERT_TRUE(is_asked(desk));
        doing(command);
        EXPECT_FALSE(is_asked(desk));
        EXPECT_TRUE(desk.story->run);
        EXPECT_NE(desk.news.find("question"), std::string::npos) << desk.news;
    }
}

TEST_F(Predictions, WhatWasTypedIsGoneInAnotherStoryAndForAnotherQuestion) {
    doing(Open{"producers_and_consumers"});
    doing(TypeAnswer{"17"});
    EXPECT_EQ(desk.story->prediction.typed, "17");
    doing(TurnKnob{"places", "9"});
    EXPECT_EQ(desk.story->prediction.typed, "");
    doing(TypeAnswer{"17"});
    doing(Open{"global_lock"});
    EXPECT_EQ(desk.story->prediction.typed, "");
}

TEST_F(Predictions, AStoryMayAskWhatIsPossibleAndAllOrdersAnswer) {
    for (const auto& [said, right] : {std::pair{"1 or 2, by who does what when", true}, {"always 2", false}}) {
        doing(Open{"lost_update"});
        doing(Predict{said});
        see_the_end();
        ASSERT_TRUE(verdict_of(desk)) << said;
        EXPECT_EQ(verdict_of(desk)->right, right) << said;
        EXPECT_EQ(verdict_of(desk)->given, "1 or 2, taking all orders together");
    }
    doing(Open{"lost_update"});
    doing(TurnKnob{"tasks", "1"});
    EXPECT_FALSE(question_of(desk)->possible);
}

TEST_F(Predictions, EveryStoryOpensWithARunThatTakesTimeAndHasOneRightAnswer) {
    for (const CatalogueEntry& entry : catalogue()) {
        const std::string name(entry.name);
        doing(Open{name});
        const Question* asked = question_of(desk);
        const std::vector<Choice> choices = asked != nullptr ? asked->choices : std::vector<Choice>{};
        int right = 0;
        for (const Choice& choice : choices) {
            doing(Open{name});
            doing(Predict{choice.text});
            see_the_end();
            ASSERT_TRUE(verdict_of(desk)) << name << ": " << choice.text;
            right += verdict_of(desk)->right ? 1 : 0;
        }
        EXPECT_EQ(right, choices.empty() ? 0 : 1) << name;
        doing(Open{name});
        doing(SkipPrediction{});
        see_the_end();
        EXPECT_GT(desk.run()->end(), Time{}) << name;
    }
}

TEST_F(Predictions, TheLostUpdateOpensInAnOrderThatLoses) {
    doing(Open{"lost_update"});
    doing(SkipPrediction{});
    see_the_end();
    EXPECT_TRUE(desk.run()->header().conducted());
    EXPECT_EQ(figure_named(desk.run()->metrics(), "counter")->value, 1);
    doing(StartRun{});
    EXPECT_FALSE(desk.run()->header().conducted()) << "Run is a free run";
}

TEST_F(Predictions, AllModelsAskNothing) {
    doing(Open{"chess_exhibition"});
    doing(RunEveryModel{});
    let_run_end();
    EXPECT_EQ(desk.story->comparison->runs.size(), kModelCount);
}

}  // namespace
}  // namespace simul::workspace

#endif
