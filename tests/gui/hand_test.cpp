// What the hand does to knobs, the gallery and whatever lies above: by mouse and by keyboard alone.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::Key;
using compat::key_of;

class Hand : public testing::Test {
  protected:
    std::string value(std::string_view knob) { return knob_named(gui.story().description.knobs, knob).value_as_text(); }
    void press_with_control(const std::string& control) {
        gui.canvas().input().key(Key::control, true);
        gui.press(control);
        gui.canvas().input().key(Key::control, false);
        gui.settle();
    }
    Gui gui{{1600, 1000, 1, {}}};
};

TEST_F(Hand, AKnobTakesAValueThatIsTyped) {
    gui.open_and_run("chess_exhibition");
    gui.press("value of opponents");
    gui.type("48");
    gui.key(Key::enter);
    EXPECT_EQ(value("opponents"), "48");
    gui.press_at(gui.box_of("knob pairs").centre(), 2);
    gui.type("7");
    gui.key(Key::enter);
    EXPECT_EQ(value("pairs"), "7") << "by a double click";
    press_with_control("knob masters");
    EXPECT_EQ(value("masters"), "1") << "a Ctrl click turns nothing yet";
    gui.type("3");
    gui.key(Key::enter);
    EXPECT_EQ(value("masters"), "3");
}

TEST_F(Hand, WhatIsTypedIsLeftByEscapeAndTakenByAPressElsewhere) {
    gui.open_and_run("chess_exhibition");
    gui.press("value of opponents");
    gui.type("48");
    gui.key(Key::escape);
    EXPECT_EQ(value("opponents"), "24");
    EXPECT_FALSE(Gui::has("typed opponents"));
    gui.press("value of opponents");
    gui.type("12");
    gui.press("scene field");
    EXPECT_EQ(value("opponents"), "12");
    EXPECT_FALSE(gui.story().held_knob);
}

TEST_F(Hand, AKnobIsTurnedByTheWheelAndByTheArrowsOnceItWasPressed) {
    gui.open_and_run("chess_exhibition");
    gui.press("value of opponents");
    gui.key(Key::escape);
    ASSERT_TRUE(gui.story().held_knob);
    gui.key(Key::right);
    EXPECT_EQ(value("opponents"), "25");
    gui.key(Key::down, {Key::shift});
    EXPECT_EQ(value("opponents"), "15");
    gui.wheel(gui.box_of("knob opponents").centre(), 1);
    EXPECT_EQ(value("opponents"), "16");
    gui.wheel(gui.box_of("knob opponents").centre(), -1);
    EXPECT_EQ(value("opponents"), "15");
    gui.key(Key::escape);
    EXPECT_FALSE(gui.story().held_knob);
    gui.key(Key::home);
    gui.key(Key::right);
    EXPECT_EQ(value("opponents"), "15") << "the arrows step again";
    EXPECT_EQ(gui.story().playhead.events, 1u);
}

TEST_F(Hand, AProjectorHasItsKnobsBehindAStrip) {
    gui.ask(workspace::SetLook{Look::projector});
    gui.resize(1920, 1080);
    gui.open_and_run("chess_exhibition");
    EXPECT_FALSE(Gui::has("knob opponents"));
    gui.press("show story");
    EXPECT_TRUE(Gui::has("knob opponents"));
    gui.key(Key::escape);
    EXPECT_FALSE(Gui::has("knob opponents"));
}

TEST_F(Hand, EscapeClosesWhatLiesAboveOneAfterAnother) {
    gui.open_and_run("two_cashiers");
    gui.ask(workspace::RunEveryModel{});
    gui.await_end();
    gui.ask(workspace::ShowHelp{true});
    gui.press("close help");
    gui.ask(workspace::ShowHelp{true});
    gui.key(Key::escape);
    EXPECT_FALSE(gui.workspace().help);
    ASSERT_TRUE(gui.workspace().comparing());
    gui.press("model");
    ASSERT_TRUE(Gui::has("model menu/Threads"));
    gui.key(Key::escape);
    EXPECT_FALSE(Gui::has("model menu/Threads")) << "the menu alone";
    ASSERT_TRUE(gui.workspace().comparing());
    gui.key(Key::escape);
    EXPECT_FALSE(gui.workspace().comparing());
}

TEST_F(Hand, TheGalleryIsUsedByTheKeyboardAlone) {
    gui.key(Key::down);
    EXPECT_EQ(gui.workspace().gallery.selected, "One person, many boards/chess_exhibition");
    gui.key(Key::right);
    EXPECT_EQ(gui.workspace().gallery.selected, "One person, many boards/two_cashiers");
    gui.key(Key::tab);
    EXPECT_EQ(gui.workspace().gallery.selected, "One person, many boards/what_happens_when_a_program_starts");
    gui.key(Key::left);
    gui.key(Key::down);
    gui.key(Key::down);
    EXPECT_NE(gui.workspace().gallery.selected.find("/"), std::string::npos);
    EXPECT_EQ(gui.workspace().gallery.selected.find("One person"), std::string::npos) << "in the chapter below";
    gui.key(Key::up);
    EXPECT_EQ(gui.workspace().gallery.selected.find("One person"), 0u);
    gui.type("/");
    gui.type("semaphore");
    EXPECT_EQ(gui.workspace().gallery.search, "semaphore");
    gui.key(Key::escape);
    EXPECT_EQ(gui.workspace().gallery.search, "");
    gui.type("/");
    gui.type("starvation livelock");
    gui.key(Key::enter);
    ASSERT_TRUE(gui.workspace().story);
    EXPECT_EQ(gui.story().description.name, "dining_philosophers");
}

TEST_F(Hand, ANumberThatIsTypedAsAnAnswerIsNotThereInAnotherStory) {
    gui.ask(workspace::Open{"producers_and_consumers"});
    gui.press("answer number");
    gui.type("17");
    EXPECT_EQ(gui.story().prediction.typed, "17");
    gui.ask(workspace::ShowGallery{});
    gui.ask(workspace::Open{"talking_processes"});
    EXPECT_FALSE(Gui::shows("17")) << Gui::texts();
    gui.press("answer number");
    gui.type("3");
    gui.key(Key::enter);
    EXPECT_EQ(gui.story().prediction.answer, "3");
}

TEST_F(Hand, TheRightTabsScrollEachOnItsOwnAndAnotherStoryBeginsAtTheTop) {
    gui.resize(1280, 480);
    gui.open_and_run("two_cashiers");
    gui.press("tab/Result");
    const layout::Box tabs = gui.box_of("tab/Result");
    const layout::Point inside{tabs.centre().x, tabs.bottom + 120};
    const std::string first_row = Gui::texts();
    gui.wheel(inside, -3);
    EXPECT_NE(Gui::texts(), first_row);
    gui.press("tab/Now");
    EXPECT_TRUE(Gui::shows("Press a task or a resource")) << "not scrolled";
    gui.press("tab/Result");
    EXPECT_NE(Gui::texts(), first_row) << "as it was left";
    gui.open_and_run("two_cashiers");
    gui.press("tab/Result");
    EXPECT_EQ(Gui::texts(), first_row);
}

TEST_F(Hand, FourMeasuresHaveFourLabelsAndNoNameIsRaw) {
    gui.open_and_run("two_cashiers");
    gui.ask(workspace::SetCores{1});
    gui.press("tab/Result");
    gui.resize(1280, 1400);
    gui.settle();
    for (const char* label : {"wait queue 1, mean", "wait queue 1, worst", "wait queue 2, mean", "wait queue 2, worst"})
        EXPECT_TRUE(Gui::shows(label)) << label << "\n" << Gui::texts();
    EXPECT_EQ(Gui::texts().find("wait_queue"), std::string::npos) << Gui::texts();
    EXPECT_TRUE(Gui::shows("2 cores")) << "the run before is named by what differs";
}

TEST_F(Hand, WhatWasSaidOfAStoryStaysInTheStory) {
    gui.ask(workspace::Open{"two_cashiers"});
    gui.key(key_of('R'));
    ASSERT_TRUE(Gui::shows("The question is passed over")) << Gui::texts();
    gui.key(key_of('G'));
    EXPECT_FALSE(Gui::shows("The question is passed over")) << "the gallery has no tab Result";
}

TEST_F(Hand, ASentenceOfSuccessHasNoWarningSignAndNamesTheFolder) {
    gui.open_and_run("two_cashiers");
    const std::string folder = testing::TempDir();
    gui.ask(workspace::KeepRuns{folder + "/hand_test.simul"});
    EXPECT_EQ(gui.workspace().message(), "");
    EXPECT_TRUE(Gui::shows("Kept in /")) << Gui::texts();
    gui.key(Key::escape);
    EXPECT_FALSE(Gui::shows("Kept in"));
}

}  // namespace
}  // namespace simul::window

#endif
