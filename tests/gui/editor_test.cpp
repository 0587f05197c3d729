// Changing a story in the window, by mouse and keyboard.
#include "app/workspace/conducting.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::Key, compat::key_of;

const workspace::Draft& draft_of(const Gui& gui) { return *gui.story().draft; }

/// The reader's hand rests for so long that what was typed is checked.
void rest(Gui& gui) {
    gui.frame(0.5);
    gui.await_end();
}

/// At the beginning of the line with these words.
void put_cursor_at(Gui& gui, const std::string& words) {
    for (const theme::TextRecord& text : theme::texts_of_frame())
        if (text.text.find(words) != std::string::npos)
            return gui.press_at({text.box.left + 1, (text.box.top + text.box.bottom) / 2});
    FAIL() << words << " is not in sight:\n" << Gui::texts();
}

void open_editor(Gui& gui, const std::string& story) {
    gui.open_and_run(story);
    gui.press("edit source");
    gui.settle();
    ASSERT_TRUE(gui.story().draft);
}

TEST(GuiEditor, WhatIsTypedStandsInTheTextAndIsRun) {
    Gui gui({.width = 1600, .height = 1000});
    open_editor(gui, "two_accounts");
    const std::string before = draft_of(gui).text;
    put_cursor_at(gui, "move(amount");
    gui.key(Key::home);
    gui.type("local mine = 1 ");
    gui.settle();
    EXPECT_TRUE(Gui::shows("mine")) << Gui::texts();
    rest(gui);
    EXPECT_EQ(gui.story().description.source.size(), before.size() + 15);
    EXPECT_NE(gui.story().run->header().source.find("local mine = 1 function move"), std::string::npos);
    EXPECT_TRUE(Gui::shows("changed by you"));
    gui.press("take back source");
    gui.settle();
    EXPECT_EQ(draft_of(gui).text, before);
}

TEST(GuiEditor, ANewLineBeginsWhereItsBlockStands) {
    Gui gui({.width = 1600, .height = 1000});
    open_editor(gui, "two_accounts");
    put_cursor_at(gui, "move(amount");
    gui.key(Key::home);
    gui.key(Key::end);
    gui.key(Key::enter);
    gui.type("local here = 1");
    gui.key(Key::tab);
    gui.settle();
    EXPECT_NE(draft_of(gui).text.find("to)\n  local here = 1  \n"), std::string::npos) << draft_of(gui).text;
}

TEST(GuiEditor, ALineThatIsBrokenKeepsItsPlace) {
    Gui gui({.width = 1600, .height = 1000});
    open_editor(gui, "two_accounts");
    put_cursor_at(gui, "balance[from].value =");
    gui.key(Key::home);
    gui.key(Key::enter);
    gui.settle();
    EXPECT_NE(draft_of(gui).text.find("to)\n\n  balance[from]"), std::string::npos) << draft_of(gui).text;
}

TEST(GuiEditor, EscapeLeavesTheTextAsItIsAndLettersAreKeysAgain) {
    Gui gui({.width = 1600, .height = 1000});
    open_editor(gui, "two_accounts");
    put_cursor_at(gui, "move(amount");
    gui.key(Key::home);
    gui.type("local r = 1 ");
    gui.key(Key::escape);
    gui.settle();
    EXPECT_NE(draft_of(gui).text.find("local r = 1 function"), std::string::npos) << "nothing is undone";
    rest(gui);
    const std::string text = draft_of(gui).text;
    gui.ask(workspace::JumpTo{workspace::Place::end});
    gui.key(key_of('R'));
    gui.await_end();
    EXPECT_EQ(gui.story().playhead.at, Time{}) << "R runs the story again";
    EXPECT_EQ(draft_of(gui).text, text) << "and writes no r";
}

TEST(GuiEditor, AnErrorStandsAboveTheTextAndTheStoryIsNotRun) {
    Gui gui({.width = 1280, .height = 720});
    open_editor(gui, "two_accounts");
    put_cursor_at(gui, "move(amount");
    gui.key(Key::home);
    gui.type("end ");
    gui.settle();
    rest(gui);
    EXPECT_TRUE(Gui::has("source error")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("cannot be run"));
    EXPECT_TRUE(text_faults(theme::texts_of_frame()).empty());
}

/// Issue: what a student does from a lost update to the proof that there is none any more.
TEST(GuiEditor, AMendedCounterIsProvedRightInTheWindow) {
    Gui gui({.width = 1600, .height = 1000});
    gui.open_and_run("lost_update");
    gui.press("tab/Choose");
    gui.settle();
    gui.press("take up 1");
    gui.settle();
    ASSERT_TRUE(gui.story().draft && draft_of(gui).editing) << Gui::texts();
    put_cursor_at(gui, "seen = counter");
    gui.key(Key::home);
    gui.type("guard:lock() ");
    put_cursor_at(gui, "counter.value = seen");
    gui.key(Key::end);
    gui.type(" guard:unlock()");
    gui.press("judge the text");
    gui.await_end();
    EXPECT_TRUE(Gui::shows("2 of 2 orders are right.")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("Mend the counter: mended")) << Gui::texts();
    const std::optional<std::size_t> shown = workspace::shown_branch(gui.workspace());
    ASSERT_TRUE(shown);
    EXPECT_EQ(gui.story().conducting.branches[*shown].name, "mended") << "the scene shows the mended run";
    EXPECT_TRUE(gui.workspace().run()->findings().empty());
    EXPECT_FALSE(gui.workspace().stale());
    EXPECT_TRUE(text_faults(theme::texts_of_frame()).empty());
}

TEST(GuiEditor, WhatIsNotMendedIsShownByAnExample) {
    Gui gui({.width = 1280, .height = 720});
    gui.open_and_run("lost_update");
    gui.ask(workspace::TakeUp{1});
    gui.press("tab/Source");
    gui.settle();
    gui.press("judge the text");
    gui.await_end();
    EXPECT_TRUE(Gui::shows("Mend the counter: not yet")) << Gui::texts();
    gui.press("counterexample");
    gui.settle();
    EXPECT_EQ(gui.story().run->steps().size(), 6U);
}

TEST(GuiEditor, LongLinesAreLookedAtWhereTheCursorIs) {
    Gui gui({.width = 1280, .height = 720});
    open_editor(gui, "two_accounts");
    put_cursor_at(gui, "move(amount");
    gui.key(Key::home);
    gui.key(Key::end);
    gui.type("-- " + std::string(90, 'x') + " far");
    gui.settle();
    EXPECT_TRUE(Gui::shows(" far")) << Gui::texts();
    EXPECT_TRUE(text_faults(theme::texts_of_frame()).empty());
}

}  // namespace
}  // namespace simul::window
