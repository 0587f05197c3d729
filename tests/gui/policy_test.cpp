// A lecturer steps through a schedule: the tab "Policy", in every look and size. SIMUL_PICTURES=FOLDER keeps pictures.
#ifdef SIMUL_LUA

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::key_of;

/// A sheet under a policy, with the tab open, before its first decision.
void open_sheet(Gui& gui, const std::string& policy, const std::string& jobs = "0:8 1:4 2:9 3:5") {
    gui.open_and_run("job_sheet");
    gui.ask(workspace::SetPolicy{policy});
    gui.await_end();
    gui.ask(workspace::TurnKnob{"jobs", jobs});
    gui.await_end();
    gui.ask(workspace::JumpTo{workspace::Place::start});
    gui.ask(workspace::ShowTab{workspace::RightTab::policy});
    gui.settle();
}

TEST(PolicyTab, StepsThroughDecisionsWithTheQueueTheChosenOneAndTheReason) {
    Gui gui{{1600, 1000, 1, {}}};
    open_sheet(gui, "srtf");
    for (int i = 0; i < 4; ++i) gui.press("next decision");
    EXPECT_TRUE(gui.shows("Decision 4 of 5")) << gui.texts();
    EXPECT_TRUE(gui.shows("Job 4 gets core 1.")) << gui.texts();
    EXPECT_TRUE(gui.shows("It has the shortest remaining time")) << gui.texts();
    EXPECT_TRUE(gui.has("contender 1") && gui.has("contender 3") && gui.has("contender 4"));
    gui.key(key_of('J'));
    EXPECT_TRUE(gui.shows("Decision 3 of 5")) << gui.texts();
    EXPECT_TRUE(gui.shows("Job 2 keeps core 1.")) << gui.texts();
    gui.key(key_of('K'));
    EXPECT_TRUE(gui.shows("Decision 4 of 5")) << gui.texts();
    gui.look_over("policy_srtf");
}

TEST(PolicyTab, AsksForAGuessAndTellsTheReasonWhenItIsWrong) {
    Gui gui{{1600, 1000, 1, {}}};
    open_sheet(gui, "srtf");
    gui.press("guess first/Guess first");
    for (int i = 0; i < 4; ++i) gui.press("next decision");
    EXPECT_TRUE(gui.shows("Who gets core 1?")) << gui.texts();
    EXPECT_FALSE(gui.shows("Job 4 gets core 1.")) << "that would tell";
    gui.look_over("policy_question");
    gui.press("contender 3");
    EXPECT_TRUE(gui.shows("No, not job 3.")) << gui.texts();
    EXPECT_TRUE(gui.shows("Job 4 gets core 1.")) << gui.texts();
    EXPECT_TRUE(gui.shows("0 of 1")) << gui.texts();
    gui.look_over("policy_wrong");
}

TEST(PolicyTab, IsWithoutFaultsInEveryLookAndSizeUnderEveryPolicy) {
    struct Case {
        const char* policy;
        Display display;
    };
    for (const Case& each :
         {Case{"mlfq", {1280, 720, 1, Look::dark}}, Case{"mlfq", {1920, 1080, 1, Look::projector}},
          Case{"eevdf", {1920, 1080, 1, Look::light}}, Case{"lottery", {1920, 1200, 1.5F, Look::dark}},
          Case{"fifo", {1280, 720, 1, Look::light}}, Case{"multi_queue", {1600, 1000, 1, Look::light}}}) {
        Gui gui(each.display);
        open_sheet(gui, each.policy, "0:8 0:4 0:9 1:5 2:3");
        for (int i = 0; i < 6; ++i) gui.ask(workspace::StepChoice{1});
        gui.settle();
        EXPECT_EQ(text_faults(theme::texts_of_frame()), std::vector<std::string>{}) << each.policy;
        gui.look_over(fmt::format("policy_{}_{}", each.policy, each.display.width));
    }
}

}  // namespace
}  // namespace simul::window

#endif
