// The moment in words: the same as `simul tell` prints, to be selected and copied.
#include <imgui.h>

#include "engine/analysis/telling.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

void read_in_words(Gui& gui, const std::string& story) {
    gui.open_and_run(story);
    gui.ask(workspace::ShowTab{workspace::RightTab::words});
    gui.settle();
}

std::string told_of(const Gui& gui) {
    const workspace::OpenRun& run = *gui.story().run;
    const ToldRun told{run.trace(), run.timeline(), run.names(), run.metrics()};
    const workspace::Playhead playhead = gui.story().playhead;
    return text_of(telling_of(told, run.moment(playhead.events), playhead.at), told);
}

std::string copied() { return ImGui::GetClipboardText(); }

class GuiTold : public ::testing::Test {
  protected:
    Gui gui_{{1600, 1000}};
};

TEST_F(GuiTold, IsCopiedWhole) {
    read_in_words(gui_, "two_cashiers");
    gui_.ask(workspace::MoveTo{Time{100s}});
    gui_.settle();
    gui_.press("copy told");
    EXPECT_EQ(copied(), told_of(gui_));
    EXPECT_NE(copied().find("ashier serves queue 1"), std::string::npos) << copied();
    EXPECT_EQ(copied().find("have ended"), std::string::npos) << "the end is still to come";
}

TEST_F(GuiTold, EndsWithWhatSummarySaysOnceThePlayheadIsThere) {
    read_in_words(gui_, "dining_philosophers");
    gui_.ask(workspace::JumpTo{workspace::Place::end});
    gui_.settle();
    gui_.press("copy told");
    EXPECT_EQ(copied().rfind(told_of(gui_), 0), 0u);
    EXPECT_NE(copied().find("The run stands still, after 1.1 s"), std::string::npos) << copied();
    EXPECT_NE(copied().find("deadlock: "), std::string::npos) << copied();
}

TEST_F(GuiTold, SaysInBothTabsWhatOneMoreCoreWouldChange) {
    gui_.open_and_run("two_cashiers");
    gui_.ask(workspace::SetCores{1});
    gui_.await_end();
    gui_.ask(workspace::JumpTo{workspace::Place::end});
    gui_.ask(workspace::ShowTab{workspace::RightTab::result});
    while (is_trying_out(gui_.workspace())) gui_.frame();
    gui_.settle();
    EXPECT_TRUE(Gui::shows("With one more core it would end after")) << Gui::texts();
    gui_.ask(workspace::ShowTab{workspace::RightTab::words});
    gui_.press("copy told");
    EXPECT_NE(copied().find("With one more core it would end after"), std::string::npos) << copied();
    gui_.ask(workspace::ShowTab{workspace::RightTab::result});
    gui_.ask(workspace::SetClock{Clock::real});
    EXPECT_FALSE(Gui::shows("With one more core")) << "of other settings than the next run's";
}

TEST_F(GuiTold, GivesNoAnswerAwayThatIsStillSecret) {
    gui_.ask(workspace::Open{"two_cashiers"});
    gui_.ask(workspace::Predict{"90"});
    gui_.await_end();
    gui_.ask(workspace::ShowTab{workspace::RightTab::words});
    gui_.ask(workspace::JumpTo{workspace::Place::start});
    gui_.settle();
    ASSERT_TRUE(gui_.has("copy told")) << Gui::texts();
    gui_.press("copy told");
    EXPECT_EQ(copied(), told_of(gui_));
}

TEST_F(GuiTold, LetsPartsBeSelected) {
    read_in_words(gui_, "two_cashiers");
    gui_.ask(workspace::MoveTo{Time{100s}});
    gui_.settle();
    const layout::Box box = Gui::box_of("told text");
    gui_.drag({box.left + 1, box.top + 10}, {box.right - 1, box.top + 10});
    gui_.key(compat::key_of('C'), {compat::Key::control});
    const std::string told = told_of(gui_);
    EXPECT_GT(copied().size(), 20u) << "about a line";
    EXPECT_EQ(told.rfind(copied(), 0), 0u) << copied();
    gui_.press_at({box.left + 30, box.top + 10}, 2);
    gui_.key(compat::key_of('C'), {compat::Key::control});
    EXPECT_EQ(copied(), told.substr(0, told.find('\n'))) << "a double click takes the line, however it is wrapped";
    gui_.key(compat::key_of('A'), {compat::Key::control});
    gui_.key(compat::key_of('C'), {compat::Key::control});
    EXPECT_EQ(copied(), told);
}

TEST_F(GuiTold, LosesTheSelectionWithTheMoment) {
    read_in_words(gui_, "two_cashiers");
    gui_.press("told text");
    gui_.key(compat::key_of('A'), {compat::Key::control});
    ImGui::SetClipboardText("before");
    gui_.ask(workspace::MoveTo{Time{100s}});
    gui_.settle();
    gui_.key(compat::key_of('C'), {compat::Key::control});
    EXPECT_EQ(copied(), "before") << "nothing is selected";
}

}  // namespace
}  // namespace simul::window
