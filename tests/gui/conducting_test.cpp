// Stepping by hand in the window: the tasks that can continue stand in a list, a press or a digit chooses, and choosing
// otherwise in the past makes a branch.
#include "app/workspace/conducting.h"

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::key_of;
using layout::Box;

void open_conducted(Gui& gui, const std::string& story) {
    gui.open_and_run(story);
    gui.ask(workspace::TurnKnob{"times", "1"});
    gui.press("step by hand");
    gui.settle();
}

std::int64_t counter(const Gui& gui) {
    const workspace::OpenRun& run = *gui.story().run;
    return run.moment(gui.story().playhead.events).value_of(ResourceId{0}).bits;
}

TEST(GuiConducting, ADigitChoosesWhoGoesOnAndAnUpdateIsLost) {
    Gui gui({.width = 1600, .height = 1000});
    open_conducted(gui, "lost_update");
    EXPECT_TRUE(Gui::shows("Which task runs next?")) << Gui::texts();
    for (const char digit : {'1', '2', '1', '1', '1', '1'}) {
        gui.key(key_of(digit));
        gui.settle();
    }
    EXPECT_FALSE(gui.story().run->live());
    EXPECT_EQ(counter(gui), 1);
}

TEST(GuiConducting, AnotherChoiceInThePastMakesABranchBelow) {
    Gui gui({.width = 1600, .height = 1000});
    open_conducted(gui, "lost_update");
    gui.press("choose 1");
    gui.press("choose 1");
    gui.key(compat::Key::left);
    gui.settle();
    gui.press("choose 2");
    gui.settle();
    ASSERT_EQ(gui.story().conducting.branches.size(), 2U);
    EXPECT_TRUE(Gui::has("branch A")) << Gui::texts();
    EXPECT_TRUE(Gui::has("branch B"));
    gui.press("branch A");
    EXPECT_EQ(workspace::shown_branch(gui.workspace()), 0U);
}

/// Between two steps there is no moment, and many of them are no minutes.
TEST(GuiConducting, TheRulerCountsWholeSteps) {
    Gui gui({.width = 1600, .height = 1000});
    gui.open_and_run("lost_update");
    gui.ask(workspace::Conduct{});
    gui.settle();
    EXPECT_FALSE(Gui::shows("0.5")) << Gui::texts();
    gui.ask(workspace::TurnKnob{"times", "400"});
    gui.ask(workspace::Conduct{});
    gui.ask(workspace::SetChooser{workspace::Chooser::at_random});
    gui.ask(workspace::GoOn{});
    gui.await_end();
    gui.settle();
    ASSERT_GT(gui.story().run->steps().size(), 700U);
    EXPECT_TRUE(Gui::shows("300")) << Gui::texts();
}

TEST(GuiConducting, AChallengeIsTakenUpMetAndUndoneByStepsBack) {
    Gui gui({.width = 1600, .height = 1000});
    gui.open_and_run("lost_update");
    gui.press("tab/Choose");
    gui.settle();
    gui.press("take up 0");
    gui.settle();
    ASSERT_TRUE(gui.story().attempt) << Gui::texts();
    gui.press("hint");
    gui.settle();
    for (const char digit : {'1', '2', '1', '1', '1', '1'}) {
        gui.key(key_of(digit));
        gui.settle();
    }
    EXPECT_TRUE(Gui::shows("Done with ")) << Gui::texts();
    gui.key(compat::Key::left);
    gui.settle();
    gui.key(compat::Key::left);
    gui.settle();
    EXPECT_FALSE(Gui::shows("Done with ")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("Your best: ")) << Gui::texts();
    ASSERT_EQ(gui.workspace().score.feats.size(), 1U);
    EXPECT_EQ(gui.workspace().score.feats[0].hints, 1);
}

}  // namespace
}  // namespace simul::window
