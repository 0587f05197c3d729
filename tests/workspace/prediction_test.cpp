// Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "app/workspace/prediction.h"

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
        let_run_end();
        const std::optional<Verdict> verdict = verdict_of(desk);
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
        let_run_end();
        ASSERT_TRUE(verdict_of(desk)) << said;
        EXPECT_EQ(verdict_of(desk)->right, right) << said;
        EXPECT_EQ(mark("master_done"), 7200);
    }
}

TEST_F(Predictions, AllModelsAskNothing) {
    doing(Open{"chess_exhibition"});
    doing(RunEveryModel{});
    let_run_end();
    EXPECT_EQ(desk.story->every_model.size(), kModelCount);
}

}  // namespace
}  // namespace simul::workspace

#endif
