// Several machines on the timeline: when one is down, and what their clocks show.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include <array>

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

TEST(MachinesOnTheTimeline, ShowEachTheirNameAndTheirClockOnALowProjector) {
    Gui gui{{1280, 720, 1, Look::projector}};
    gui.open_and_run("which_came_first");
    for (const char* words : {"board", "Ann", "Bob", "3.200 s", "2.700 s"}) EXPECT_TRUE(Gui::shows(words)) << words;
    gui.look_over("clocks_on_a_low_projector");
}

TEST(MachinesInTheTopBar, HaveTheirOwnCoresSoThatNobodyChoosesThem) {
    Gui gui{{1280, 720}};
    gui.open_and_run("two_machines");
    EXPECT_TRUE(Gui::has("clock"));
    EXPECT_FALSE(Gui::has("cores")) << "the laptop has 1, the server 8";
    gui.open_and_run("two_cashiers");
    EXPECT_TRUE(Gui::has("cores"));
}

TEST(MachinesInTheScene, ShareNothingAndEachThingStandsOnOne) {
    Gui gui{{1600, 1000}};
    gui.open_and_run("primary_and_copy");
    EXPECT_FALSE(Gui::shows("Shared")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("On the machines") && Gui::shows("primary")) << Gui::texts();
}

/// "1 waits for an answer" does not say who: in a story of many who each are one of a kind, the crowd has its noun.
TEST(MachinesInTheLegend, AreNamedWithWhatTheyDo) {
    for (const char* name : {"primary_and_copy", "which_came_first", "two_machines", "quorum"}) {
        Gui gui;
        gui.open_and_run(name);
        for (const TaskWords& words : gui.workspace().run()->header().words.tasks)
            for (const StateWords* told : std::array{&words.running, &words.blocked, &words.asleep})
                EXPECT_FALSE(!told->single.empty() && told->sentence == "{} " + told->single) << name << told->single;
    }
}

}  // namespace
}  // namespace simul::window

#endif
