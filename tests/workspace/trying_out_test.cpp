// What one more core or permit would change, in the window. Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

constexpr const char* kBakery = R"(
knobs = { rolls = knob(4, { min = 1, max = 9 }) }
cores = 2
oven = semaphore(1)
function bake() oven:acquire() compute(10) oven:release() end
function main() for roll = 1, knob.rolls do spawn(bake) end end
)";

class TryingOutTest : public testing::Desk {
  protected:
    void look_at_result_of(const std::string& text) {
        open(write_file("story.lua", text));
        doing(ShowTab{RightTab::result});
    }
    std::vector<std::string> proven() {
        while (is_trying_out(desk)) {
            EXPECT_TRUE(moves_by_itself(desk)) << "nobody else would take the answer";
            advance(desk, 0.1);
        }
        return shown();
    }
    std::vector<std::string> shown() {
        return in_words(desk.run()->header(), desk.run()->metrics(), proven_of_shown(desk));
    }
};

const std::vector<std::string> kOfFourRolls{"With one more core it would end after 40 s all the same.",
                                            "With one more permit of oven it would end after 20 s, not 40 s."};

TEST_F(TryingOutTest, WhoLooksAtTheResultOfASimulatedRunSoonSeesWhatOneMoreWouldChange) {
    look_at_result_of(kBakery);
    EXPECT_TRUE(shown().empty()) << "not asked yet";
    EXPECT_EQ(proven(), kOfFourRolls);
    EXPECT_FALSE(moves_by_itself(desk)) << "it is asked once";
}

TEST_F(TryingOutTest, NobodyTriesWhileNobodyLooks) {
    look_at_result_of(kBakery);
    doing(ShowTab{RightTab::source});
    EXPECT_FALSE(is_trying_out(desk));
    EXPECT_TRUE(proven().empty());
}

TEST_F(TryingOutTest, WhatIsProvenOfOtherSettingsIsNotShown) {
    look_at_result_of(kBakery);
    proven();
    doing(SetClock{Clock::real});
    EXPECT_TRUE(shown().empty()) << "the run that is shown has other settings than the next";
    doing(SetClock{Clock::simulated});
    EXPECT_EQ(proven(), kOfFourRolls);
    doing(TurnKnob{"rolls", "2"});
    let_run_end();
    advance(desk, 0.01);
    EXPECT_TRUE(shown().empty()) << "another run is shown, and was not tried yet";
    EXPECT_EQ(proven().back(), "With one more permit of oven it would end after 10 s, not 20 s.");
}

TEST_F(TryingOutTest, OfConductedRunsAndRecordingsNothingIsTried) {
    look_at_result_of(kBakery);
    doing(Conduct{});
    EXPECT_TRUE(proven().empty());
}

}  // namespace
}  // namespace simul::workspace

#endif
