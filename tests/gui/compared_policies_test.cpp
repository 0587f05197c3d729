// Policies on the same sheet, side by side, as a lecturer looks at them. SIMUL_PICTURES=FOLDER keeps pictures.
#ifdef SIMUL_LUA

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

void compare(Gui& gui, const std::string& jobs = "0:8 1:4 2:9 3:5") {
    gui.open_and_run("job_sheet");
    gui.ask(workspace::TurnKnob{"jobs", jobs});
    gui.ask(workspace::ShowTab{workspace::RightTab::sheet});
    gui.press("compare policies");
    gui.await_end();
}

TEST(ComparedPolicies, StandOnOneAxisWithTheBestOfEachColumnMarked) {
    Gui gui{{1600, 1000, 1, {}}};
    compare(gui);
    for (const char* figure : {"15.25", "14.25", "13", "19.25"}) EXPECT_TRUE(gui.shows(figure)) << gui.texts();
    EXPECT_TRUE(gui.shows("*"));
    const layout::Box first = gui.box_of("chart of fifo"), third = gui.box_of("chart of srtf");
    EXPECT_EQ(first.left, third.left);
    EXPECT_LT(first.bottom, third.bottom);
    gui.press("compare hrrn");
    gui.await_end();
    EXPECT_TRUE(gui.has("chart of hrrn"));
    gui.press("compare fifo");
    gui.await_end();
    EXPECT_FALSE(gui.has("chart of fifo"));
}

TEST(ComparedPolicies, OpenTheirRunsByTheChartAndByTheTable) {
    Gui gui{{1600, 1000, 1, {}}};
    compare(gui);
    gui.press("chart of srtf");
    EXPECT_FALSE(gui.workspace().comparing());
    EXPECT_EQ(gui.workspace().policy(), "srtf");
    gui.press("compare policies");
    gui.await_end();
    gui.press("figures of round_robin");
    EXPECT_EQ(gui.workspace().policy(), "round_robin");
    gui.ask(workspace::ShowTab{workspace::RightTab::policy});
    gui.settle();
    EXPECT_TRUE(gui.has("compare policies")) << "also where the choices of a policy are stepped through";
}

TEST(ComparedPolicies, AreWithoutFaultsInEveryLookAndSize) {
    for (const Display& display : {Display{1280, 720, 1, Look::dark}, Display{1920, 1080, 1, Look::light},
                                   Display{1920, 1080, 1, Look::projector}, Display{1920, 1200, 1.5F, Look::dark}}) {
        Gui gui(display);
        compare(gui, "0:8:deadline=10 1:4 2:9 3:5:deadline=20");
        gui.press("compare mlfq");
        gui.await_end();
        gui.look_over(fmt::format("compared_{}_{}_{}", display.width, display.scale, static_cast<int>(display.look)));
    }
}

TEST(RealComparedPolicies, SayHowTheKernelsRunDiffers) {
    Gui gui{{1600, 1000, 1, {}}};
    compare(gui, "0:0.3 0:0.2:nice=5 0.1:0.2");
    gui.press("compare linux");
    gui.await_end();
    EXPECT_TRUE(gui.shows("linux is a run on this computer")) << gui.texts();
    gui.look_over("compared_linux");
}

}  // namespace
}  // namespace simul::window
#endif
