// Several machines on the timeline: when one is down, and what their clocks show.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

TEST(MachinesOnTheTimeline, AreHatchedAndSaidToBeDownFromTheirCrashOn) {
    Gui gui{{1600, 1000}};
    gui.open_and_run("primary_and_copy");
    EXPECT_TRUE(Gui::shows("down")) << Gui::texts();
    gui.look_over("machine_down");
    gui.ask(workspace::MoveTo{Time(2s)});
    EXPECT_FALSE(Gui::shows("down")) << Gui::texts();
}

TEST(MachinesOnTheTimeline, ShowTheirClocksAtThePlayheadWhereTheseDiffer) {
    Gui gui{{1600, 1000}};
    gui.open_and_run("which_came_first");
    EXPECT_TRUE(Gui::shows("3.200 s") && Gui::shows("2.700 s")) << Gui::texts();
    gui.look_over("clocks_of_machines");
    gui.ask(workspace::MoveTo{Time(1s)});
    EXPECT_TRUE(Gui::shows("1.000 s") && Gui::shows("0.500 s")) << Gui::texts();
    gui.open_and_run("two_machines");
    EXPECT_FALSE(Gui::shows("000 s")) << Gui::texts();
}

}  // namespace
}  // namespace simul::window

#endif
