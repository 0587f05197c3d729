// A circle of waits as a ring in the inspector, whatever the scene of the story is.
#include <fstream>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using workspace::RightTab;
using workspace::Select;

void look_at_deadlock(Gui& gui, const std::string& philosophers) {
    gui.open_and_run("dining_philosophers");
    gui.ask(workspace::TurnKnob{"philosophers", philosophers});
    gui.ask(workspace::StartRun{});
    gui.await_end();
    gui.ask(workspace::ShowTab{RightTab::task});
    gui.ask(workspace::JumpTo{workspace::Place::end});
    gui.settle();
}

TEST(GuiRing, ShowsWhoWantsWhatAndLeadsToEach) {
    Gui gui({1600, 1000});
    look_at_deadlock(gui, "5");
    EXPECT_TRUE(Gui::shows("A circle of waits")) << Gui::texts();
    gui.press("ring task 3");
    EXPECT_EQ(gui.story().selection.task, TaskId{3});
    EXPECT_TRUE(Gui::has("ring task 5")) << "the circle to which the selected one's waiting leads\n" << Gui::texts();
    gui.press("ring resource 2");
    EXPECT_EQ(gui.story().selection.resource, ResourceId{2});
}

TEST(GuiRing, IsThereFromTheMomentAtWhichItCloses) {
    Gui gui({1600, 1000});
    look_at_deadlock(gui, "3");
    gui.press("ring closed");
    const workspace::Playhead closed = gui.story().playhead;
    EXPECT_TRUE(Gui::has("ring task 1"));
    gui.ask(workspace::MoveToEvent{closed.events - 1});
    EXPECT_FALSE(Gui::has("ring task 1")) << "one event before, somebody can still continue";
}

TEST(GuiRing, IsAListWhereItHasTooManyTasks) {
    Gui gui({1600, 1000});
    look_at_deadlock(gui, "12");
    EXPECT_TRUE(Gui::has("ring task 12")) << Gui::texts();
    EXPECT_FALSE(Gui::has("ring closed"));
}

TEST(GuiRing, BelongsToStoriesWithAnotherSceneToo) {
    const std::string path = ::testing::TempDir() + "simul_ring_shop.lua";
    std::ofstream(path) << "scene = 'shop' scale = 10\n"
                           "left = mutex() right = mutex()\n"
                           "function cashier(a, b) a:lock() sleep(1) b:lock() end\n"
                           "function main() spawn(cashier, left, right) spawn(cashier, right, left) end\n";
    Gui gui({1280, 720});
    gui.open_and_run(path);
    gui.ask(workspace::ShowTab{RightTab::task});
    gui.settle();
    EXPECT_TRUE(Gui::has("ring task 1")) << gui.workspace().message() << Gui::texts();
    EXPECT_TRUE(Gui::has("ring resource 1"));
    std::remove(path.c_str());
}

/// No text meets another or leaves its pane, in any look and size.
TEST(GuiRingPictures, HaveNoTextsThatMeet) {
    for (const Display& display :
         {Display{1280, 720}, Display{1920, 1080, 1, Look::light}, Display{1920, 1080, 1, Look::projector}}) {
        Gui gui(display);
        for (const std::string philosophers : {"2", "5", "8", "12"}) {
            look_at_deadlock(gui, philosophers);
            EXPECT_TRUE(Gui::has("ring task 1")) << philosophers;
            for (const std::string& fault : text_faults(theme::texts_of_frame()))
                ADD_FAILURE() << philosophers << " " << display.width << " " << fault;
        }
    }
}

}  // namespace
}  // namespace simul::window
