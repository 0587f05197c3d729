// All orders in the window: a press tries them, bars tell what comes of them, and a bar opens its example.
#include "app/workspace/exploring.h"

#include <fmt/format.h>

#include "app/workspace/conducting.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::key_of;

void open_reference(Gui& gui) {
    gui.open_and_run("lost_update");
    gui.ask(workspace::TurnKnob{"times", "1"});
    gui.ask(workspace::TurnKnob{"steps", "3"});
    gui.ask(workspace::ShowTab{workspace::RightTab::orders});
}

void expect_no_faults(const std::string& where) {
    for (const std::string& fault : text_faults(theme::texts_of_frame())) ADD_FAILURE() << where << ": " << fault;
}

TEST(GuiExploring, APressTriesAllOrdersAndABarOpensItsExample) {
    Gui gui({.width = 1600, .height = 1000});
    open_reference(gui);
    gui.press("explore");
    gui.await_end();
    EXPECT_TRUE(Gui::shows("18 of 20 orders fail.")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("counter = 1"));
    EXPECT_TRUE(Gui::shows("90 %"));
    gui.press("result 1");
    ASSERT_EQ(workspace::shown_branch(gui.workspace()), 0U);
    EXPECT_TRUE(Gui::has("branch counter = 1")) << Gui::texts();
    gui.press("result 2");
    EXPECT_EQ(workspace::shown_branch(gui.workspace()), 1U);
    gui.key(compat::Key::right);
    EXPECT_EQ(gui.story().run->steps().done(gui.story().playhead.events), 1U);
}

TEST(GuiExploring, TheKeyBeginsAndEndsIt) {
    Gui gui;
    gui.open_and_run("dining_philosophers");
    gui.ask(workspace::TurnKnob{"cure", "try"});
    gui.key(key_of('E'));
    EXPECT_TRUE(Gui::has("stop exploring")) << Gui::texts();
    gui.key(key_of('E'));
    gui.await_end();
    EXPECT_TRUE(Gui::shows("Covered so far: ")) << Gui::texts();
}

#ifdef SIMUL_LUA
TEST(GuiExploring, OneChoosesWhenOthersSeeAStoreAndStepsThroughWhatComesOfIt) {
    Gui gui({.width = 1280, .height = 720});
    gui.open_and_run("store_buffers");
    gui.ask(workspace::ShowTab{workspace::RightTab::orders});
    gui.press("memory");
    gui.press("memory menu/Late");
    expect_no_faults("when others see a store");
    gui.press("explore");
    gui.await_end();
    EXPECT_TRUE(Gui::shows("256 of 436 orders fail.")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("Stores wait in store buffers (TSO).")) << Gui::texts();
    expect_no_faults("late stores");
    gui.press("result 1");
    gui.await_end();
    expect_no_faults("an example of late stores");
    gui.ask(workspace::ShowTab{workspace::RightTab::choices});
    for (int step = 0; step < 2; ++step) gui.key(compat::Key::right);
    EXPECT_TRUE(Gui::shows("The store of 1 into west")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("It waits in a store buffer")) << Gui::texts();
    expect_no_faults("a store that waits");
    gui.ask(workspace::ShowTab{workspace::RightTab::orders});
    gui.press("memory");
    gui.press("memory menu/At once");
    EXPECT_TRUE(Gui::shows("The settings have changed")) << Gui::texts();
}

TEST(GuiExploring, OfSeveralMachinesOneChoosesWhatMayBreakDown) {
    Gui gui({.width = 1280, .height = 720});
    gui.open_and_run("two_generals");
    gui.ask(workspace::ChoosePreset{"one night"});
    gui.ask(workspace::TurnKnob{"messages", "1"});
    gui.ask(workspace::ShowTab{workspace::RightTab::orders});
    gui.press("Messages lost or doubled");
    gui.press("Messages lost or doubled menu/None");
    expect_no_faults("what may break down");
    gui.press("explore");
    gui.await_end();
    EXPECT_TRUE(Gui::shows("27 089 132 of 31 118 150 orders fail.")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("In each order no message")) << Gui::texts();
    gui.press("Messages lost or doubled");
    gui.press("Messages lost or doubled menu/Up to 1");
    EXPECT_TRUE(Gui::shows("The settings have changed")) << Gui::texts();
    gui.press("explore");
    gui.await_end();
    EXPECT_TRUE(Gui::shows("56 250 964 of 60 279 982 orders fail.")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("In each order at most 1")) << Gui::texts();
    expect_no_faults("what broke down");
}
#endif

TEST(GuiExploring, NoTextMeetsAnotherOnAnyDisplay) {
    for (const Look look : {Look::dark, Look::light, Look::projector})
        for (const Display& display :
             {Display{1280, 720, 1, look}, Display{1920, 1080, 1.5F, look}, Display{1600, 1000, 1, look}}) {
            const std::string where =
                fmt::format("{}x{} {}", display.width, display.height, kLookNames[static_cast<int>(look)]);
            Gui gui(display);
            for (const char* story : {"lost_update", "dining_philosophers"}) {
                gui.open_and_run(story);
                gui.ask(workspace::ShowTab{workspace::RightTab::orders});
                expect_no_faults(where + ", before");
                gui.ask(workspace::ChooseSearch{workspace::SearchKind::pct, 10'000});
                expect_no_faults(where + ", a search");
                gui.ask(workspace::ChooseSearch{workspace::SearchKind::reduced, 10'000});
                expect_no_faults(where + ", each class");
                gui.ask(workspace::ChooseSearch{workspace::SearchKind::random, 100});
                gui.ask(workspace::Explore{});
                gui.await_end();
                expect_no_faults(where + ", explored");
                gui.ask(workspace::ShowExample{0});
                expect_no_faults(where + ", an example");
            }
        }
}

}  // namespace
}  // namespace simul::window
