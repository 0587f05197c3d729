// Challenges that are met by turning settings. Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "app/workspace/challenge.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

class TurningAtTheDesk : public testing::Desk {
  protected:
    void take_up(const std::string& story) {
        open(story);
        doing(TakeUp{0});
        let_run_end();
    }
    bool was_met() const { return feat_in(desk.score, challenge_of(desk)->title) != nullptr; }
};

TEST_F(TurningAtTheDesk, BeginsWithTheSettingsOfTheChallengeInPlaceOfTheReaders) {
    open("convoy_effect");
    doing(SetCores{4});
    doing(SetPolicy{"mlfq"});
    doing(TurnKnob{"cars", "9"});
    doing(TakeUp{0});
    let_run_end();
    EXPECT_EQ(desk.policy(), "round_robin");
    EXPECT_EQ(desk.cores(), 1U);
    EXPECT_EQ(desk.run()->header().quantum_ns, 10'000'000'000);
    EXPECT_TRUE(turned_beyond(desk).empty());
    EXPECT_FALSE(is_met_now(desk));
    EXPECT_FALSE(was_met());
}

TEST_F(TurningAtTheDesk, IsMetByTheRunOfSuchSettingsWhereverThePlayheadIsAndKept) {
    take_up("convoy_effect");
    doing(ShowHint{});
    doing(SetQuantum{1s});
    let_run_end();
    doing(MoveToEvent{3});
    EXPECT_TRUE(is_met_now(desk));
    ASSERT_TRUE(was_met());
    EXPECT_EQ(feat_in(desk.score, challenge_of(desk)->title)->hints, 1);
    doing(SetQuantum{2s});
    let_run_end();
    EXPECT_FALSE(is_met_now(desk));
    EXPECT_TRUE(was_met()) << "once is enough";
}

TEST_F(TurningAtTheDesk, IsNotMetByTurningWhatMustStay) {
    take_up("convoy_effect");
    doing(SetCores{2});
    doing(SetQuantum{1s});
    let_run_end();
    EXPECT_EQ(turned_beyond(desk), (std::vector<std::string>{"2 cores"}));
    EXPECT_FALSE(is_met_now(desk));
    doing(SetQuantum{10s});
    doing(SetCores{1});
    doing(TurnKnob{"cars", "1"});
    let_run_end();
    EXPECT_EQ(turned_beyond(desk), (std::vector<std::string>{"cars 1"}));
    doing(ResetKnob{"cars"});
    doing(SetPolicy{"srtf"});
    let_run_end();
    EXPECT_FALSE(turned_beyond(desk).empty());
    EXPECT_FALSE(is_met_now(desk)) << "with another policy it would be too easy";
    doing(Conduct{});
    EXPECT_EQ(turned_beyond(desk), (std::vector<std::string>{"step by step"}));
    EXPECT_FALSE(was_met());
    doing(TakeUp{0});
    doing(SetQuantum{1s});
    let_run_end();
    EXPECT_TRUE(was_met());
}

TEST_F(TurningAtTheDesk, IsMetByAnotherSheet) {
    take_up("job_sheet");
    EXPECT_EQ(desk.policy(), "srtf");
    doing(TurnKnob{"jobs", "0:10 0:4 4:4 8:4 12:4 16:4"});
    let_run_end();
    EXPECT_TRUE(turned_beyond(desk).empty());
    EXPECT_TRUE(was_met());
}

}  // namespace
}  // namespace simul::workspace

#endif
