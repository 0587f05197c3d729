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
    EXPECT_TRUE(Gui::shows("The machines") && Gui::shows("primary")) << Gui::texts();
}

/// Two lines, two machines: main has the first step, then sends a line to each.
class MachinesByHand : public ::testing::Test {
  protected:
    MachinesByHand() {
        gui.open_and_run("map_and_reduce");
        gui.ask(workspace::ChoosePreset{"two lines"});
        gui.settle();
    }
    void step_by_hand() {
        gui.press("step by hand");
        gui.settle();
    }
    void choose_main(int times) {
        for (int i = 0; i < times; ++i) gui.ask(workspace::Choose{kMainTask});
        gui.settle();
    }
    /// Where none of its tasks or things stands.
    static layout::Point corner_of(const char* machine) {
        const layout::Box box = Gui::box_of(machine);
        return {box.right - 3, box.bottom - 3};
    }
    std::string about(layout::Point at) {
        gui.point_at(at);
        gui.settle();
        return Gui::texts();
    }
    std::string about_machine(const char* machine) { return about(corner_of(machine)); }
    std::string about_link() { return about(Gui::box_of("scene link 0 1").centre()); }
    void click_machine(const char* machine) {
        gui.press_at(corner_of(machine));
        gui.settle();
    }
    void click_link() {
        gui.press("scene link 0 1");
        gui.settle();
    }
    static bool says(const std::string& texts, const char* words) { return texts.find(words) != std::string::npos; }
    std::size_t steps() { return gui.story().run->steps().size(); }
    std::vector<Outage> outages() { return gui.story().run->metrics().outages; }

    Gui gui{{1600, 1000}};
};

TEST_F(MachinesByHand, CrashAtAClickAndComeBackAtTheNext) {
    step_by_hand();
    EXPECT_TRUE(says(about_machine("scene machine 1"), "Click: A crashes")) << Gui::texts();
    click_machine("scene machine 1");
    ASSERT_EQ(outages().size(), 1U);
    EXPECT_EQ(outages().front().node, NodeId{1});
    EXPECT_TRUE(Gui::shows("down")) << Gui::texts();
    EXPECT_TRUE(says(about_machine("scene machine 1"), "Click: A comes back")) << Gui::texts();
    gui.look_over("machine_clicked");
    click_machine("scene machine 1");
    EXPECT_NE(outages().front().until, kNever);
    EXPECT_EQ(steps(), 2U) << "two clicks";
}

TEST_F(MachinesByHand, AndTheirLinksAreCutWhileSomethingIsUnderWayAndMended) {
    step_by_hand();
    while (gui.story().run->metrics().messages.sent == 0 && steps() < 10) choose_main(1);
    EXPECT_TRUE(says(about_link(), "Click: the link between master and A is cut")) << Gui::texts();
    gui.look_over("link_to_click");
    click_link();
    ASSERT_EQ(outages().size(), 1U);
    EXPECT_TRUE(outages().front().of_link());
    EXPECT_TRUE(says(about_link(), "is mended")) << Gui::texts();
    gui.look_over("link_clicked");
    click_link();
    EXPECT_NE(outages().front().until, kNever);
    const std::size_t done = steps();
    EXPECT_TRUE(says(about_link(), "Nothing is under way on this link")) << Gui::texts();
    click_link();
    EXPECT_EQ(steps(), done);
}

TEST_F(MachinesByHand, SayWhyAClickDoesNothing) {
    EXPECT_TRUE(says(about_machine("scene machine 2"), "This run is free")) << Gui::texts();
    EXPECT_TRUE(says(about_link(), "master-A@1:2")) << Gui::texts();
    click_link();
    EXPECT_TRUE(says(gui.workspace().news, "press Step by hand"));
    step_by_hand();
    choose_main(1);
    EXPECT_TRUE(says(about_machine("scene machine 0"), "main runs there")) << Gui::texts();
    click_machine("scene machine 0");
    EXPECT_EQ(steps(), 1U);
}

TEST_F(MachinesByHand, InThePastAClickMakesABranch) {
    step_by_hand();
    choose_main(2);
    gui.key(compat::Key::left);
    gui.settle();
    click_machine("scene machine 2");
    EXPECT_EQ(gui.story().conducting.branches.size(), 2U);
    EXPECT_EQ(outages().size(), 1U);
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
