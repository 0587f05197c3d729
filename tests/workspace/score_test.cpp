#include "app/workspace/score.h"

#include "app/workspace/challenge.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using KeptScore = testing::Desk;

TEST_F(KeptScore, ComesBackAsItWas) {
    const Score score{{{"Stop \"them\" ä", 4, 1}, {"Mend it", 0, 0}}};
    const std::string path = (folder / "deep" / "score.json").string();
    ASSERT_TRUE(write_score(path, score));
    EXPECT_EQ(read_score(path), score);
    EXPECT_FALSE(std::filesystem::exists(path + ".new"));
}

TEST_F(KeptScore, OfADamagedFileIsWhatCanBeRead) {
    for (const char* text :
         {"", "{", "[1]", "null", "\xff", R"({"challenges":7})", R"({"challenges":[7,{"title":1}]})"})
        EXPECT_EQ(read_score(write_file("damaged.json", text)), Score{}) << text;
    EXPECT_EQ(read_score(write_file("odd.json", R"({"challenges":[{"title":"a","clicks":-3,"hints":"x"}]})")),
              (Score{{{"a", 0, 0}}}));
    EXPECT_EQ(read_score((folder / "missing").string()), Score{});
}

TEST_F(KeptScore, KeepsTheFewestClicksAndThenTheFewestHints) {
    Score score;
    EXPECT_TRUE(enter(score, {"a", 5, 2}));
    EXPECT_FALSE(enter(score, {"a", 6, 0}));
    EXPECT_TRUE(enter(score, {"a", 5, 1}));
    EXPECT_TRUE(enter(score, {"a", 4, 3}));
    EXPECT_TRUE(enter(score, {"b", 9, 0}));
    EXPECT_EQ(score, (Score{{{"a", 4, 3}, {"b", 9, 0}}}));
    EXPECT_EQ(feat_in(score, "c"), nullptr);
}

TEST_F(KeptScore, IsWrittenWhenTheWorkspaceKeepsAFeatAndAFailureIsTold) {
    desk.score_file = (folder / "score.json").string();
    EXPECT_TRUE(keep_feat(desk, {"a", 3, 0}));
    EXPECT_EQ(read_score(desk.score_file), desk.score);
    desk.score_file = write_file("file", "") + "/score.json";
    EXPECT_TRUE(keep_feat(desk, {"a", 2, 0}));
    EXPECT_EQ(feat_in(desk.score, "a")->clicks, 2);
    EXPECT_FALSE(desk.message().empty());
}

#ifdef SIMUL_LUA
TEST_F(KeptScore, KnowsWhereInARunAChallengeIsMet) {
    open("two_accounts");
    const Challenge& challenge = desk.story->description.challenges.at(0);
    const std::size_t size = desk.run()->trace().size();
    EXPECT_FALSE(is_met_at(*desk.run(), 0, challenge.goal));
    EXPECT_TRUE(is_met_at(*desk.run(), size, challenge.goal)) << "as it is in every free run";
    const Settings settings = settings_of(challenge, "two_accounts");
    EXPECT_EQ(settings.knobs, challenge.knobs);
    EXPECT_EQ(settings.model, Model::threads);
}
#endif

}  // namespace
}  // namespace simul::workspace
