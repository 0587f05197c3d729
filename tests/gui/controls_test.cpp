// Each control and each key does what it says: pressed by hand, then the workspace is read.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::Key;
using compat::key_of;
using workspace::LeftSection;
using workspace::RightTab;

class Controls : public testing::Test {
  protected:
    void open(const std::string& story) { gui.open_and_run(story); }
    /// Opens the menu of a selector and takes a line of it.
    void choose(const std::string& selector, const std::string& line) {
        gui.press(selector);
        gui.press(selector + " menu/" + line);
    }
    const Settings& settings() const { return gui.story().settings; }
    bool section(LeftSection which) { return gui.workspace().section_open[static_cast<std::size_t>(which)]; }

    Gui gui{{1600, 1000, 1, {}}};
};

TEST_F(Controls, SelectorsSetTheNextRun) {
    open("two_cashiers");
    choose("model", "Event loop");
    EXPECT_EQ(settings().model, Model::event_loop);
    choose("model", "Threads");
    choose("cores", "1");
    EXPECT_EQ(settings().cores, 1);
    choose("policy", "Round robin");
    EXPECT_EQ(settings().policy, "round_robin");
    choose("quantum", "0.5 s");
    EXPECT_EQ(settings().quantum, 500ms);
    EXPECT_FALSE(gui.workspace().stale()) << "a simulated run follows";
    choose("clock", "Real");
    EXPECT_TRUE(gui.workspace().stale());
    EXPECT_TRUE(Gui::has("stale mark of scene") && Gui::has("stale mark of timeline"));
    EXPECT_EQ(settings().clock, Clock::real);
    EXPECT_FALSE(settings().policy) << "the kernel's, on this computer";
}

TEST_F(Controls, AModelThatDoesNotSuitIsShownWithItsReasonAndCannotBeChosen) {
    open("own_memory");
    const Model before = gui.workspace().model();
    const std::string why = workspace::why_unsuited(gui.story().description, Model::sequential);
    ASSERT_FALSE(why.empty());
    gui.press("model");
    gui.point_at("model menu/Sequential");
    EXPECT_TRUE(gui.shows(why.substr(0, 20))) << gui.texts();
    gui.press("model menu/Sequential");
    EXPECT_EQ(gui.workspace().model(), before);
}

TEST_F(Controls, EscapeClosesAMenuAndChoosesNothing) {
    open("two_cashiers");
    const Model before = gui.workspace().model();
    gui.press("model");
    ASSERT_TRUE(gui.has("model menu/Sequential"));
    gui.key(Key::escape);
    gui.press_at({800, 300});
    EXPECT_FALSE(gui.has("model menu/Sequential"));
    EXPECT_EQ(gui.workspace().model(), before);
}

TEST_F(Controls, ChoicesOfTheStoryAreSideBySide) {
    open("chess_exhibition");
    gui.press("knob judit/core");
    EXPECT_EQ(knob_named(gui.story().description.knobs, "judit").value_as_text(), "core");
    gui.press("knob judit/lock");
    EXPECT_EQ(knob_named(gui.story().description.knobs, "judit").value_as_text(), "lock");
    EXPECT_TRUE(settings().knobs.empty()) << "as the story has it";
}

TEST_F(Controls, HeadingsUnfoldTheTextOfTheStory) {
    open("chess_exhibition");
    EXPECT_FALSE(section(LeftSection::notice));
    gui.press("Things to notice");
    EXPECT_TRUE(section(LeftSection::notice));
    gui.press("Things to notice");
    EXPECT_FALSE(section(LeftSection::notice));
}

TEST_F(Controls, AStorySaysWhatToKnowBeforeItAndWhatComesNext) {
    open("two_accounts");
    EXPECT_TRUE(Gui::has("path dining_philosophers"));
    gui.press("path lost_update");
    EXPECT_EQ(gui.story().description.name, "lost_update");
    EXPECT_FALSE(Gui::has("path dining_philosophers"));
    EXPECT_TRUE(Gui::has("path check_then_act"));
}

TEST_F(Controls, ATileOpensWhatItBuildsOnToo) {
    gui.ask(workspace::SearchFor{"starvation"});
    gui.press("path What goes wrong/starvation/contention");
    ASSERT_TRUE(gui.workspace().story);
    EXPECT_EQ(gui.story().description.name, "contention");
}

TEST_F(Controls, TabsShowWhatHappensAndTheResult) {
    open("dining_philosophers");
    gui.press("tab/Result");
    EXPECT_EQ(gui.workspace().right_tab, RightTab::result);
    gui.press("tab/Now");
    EXPECT_EQ(gui.workspace().right_tab, RightTab::task);
    gui.key(Key::tab);
    EXPECT_EQ(gui.workspace().right_tab, RightTab::result);
}

TEST_F(Controls, AFindingIsGoneToWithItsTask) {
    open("dining_philosophers");
    gui.press("to start");
    gui.press("tab/Result");
    gui.press("finding 1");
    EXPECT_EQ(gui.story().playhead.at, gui.workspace().run()->findings().front().at);
    EXPECT_EQ(gui.story().selection.task, gui.workspace().run()->findings().front().tasks.front());
    gui.press("to start");
    gui.key(key_of('F'));
    EXPECT_EQ(gui.story().playhead.at, gui.workspace().run()->findings().front().at);
}

TEST_F(Controls, SpeedIsChosenDoubledAndHalvedAlsoWhilePaused) {
    open("two_cashiers");
    choose("speed", "60 ×");
    EXPECT_EQ(gui.story().playback.speed, 60);
    gui.key(Key::right_bracket);
    EXPECT_EQ(gui.story().playback.speed, 120);
    gui.key(Key::left_bracket);
    gui.key(Key::left_bracket);
    EXPECT_EQ(gui.story().playback.speed, 30);
    EXPECT_FALSE(gui.story().playback.playing);
}

TEST_F(Controls, TasksAreSelectedOneAfterAnotherAndLetGo) {
    open("two_cashiers");
    gui.key(Key::down);
    EXPECT_EQ(gui.story().selection.task, TaskId{0});
    gui.key(Key::down);
    EXPECT_EQ(gui.story().selection.task, TaskId{1});
    gui.key(Key::up);
    gui.key(Key::up);
    EXPECT_EQ(gui.story().selection.task, TaskId{2}) << "round to the last";
    gui.key(Key::escape);
    EXPECT_EQ(gui.story().selection.task, kNoTask);
}

TEST_F(Controls, SplittersMovePanesAndThatIsKept) {
    open("two_cashiers");
    const float before = gui.workspace().preferences.panes.left;
    const layout::Point splitter = gui.box_of("left splitter").centre();
    gui.drag(splitter, {splitter.x + 50, splitter.y});
    EXPECT_NEAR(gui.workspace().preferences.panes.left, before + 50, 2);
    const layout::Point centre = gui.box_of("centre splitter").centre();
    gui.drag(centre, {centre.x, centre.y - 80});
    EXPECT_LT(gui.workspace().preferences.panes.scene_part, 0.5F);
}

TEST_F(Controls, PanesFoldByKeysAndComeBackByTheirStrip) {
    open("two_cashiers");
    gui.key(key_of('I'));
    EXPECT_FALSE(gui.workspace().preferences.panes.left_open);
    EXPECT_FALSE(gui.has("left splitter"));
    gui.press("show story");
    EXPECT_TRUE(gui.workspace().preferences.panes.left_open);
    EXPECT_TRUE(gui.has("left splitter"));
    gui.key(key_of('V'));
    EXPECT_FALSE(gui.has("scene field"));
    gui.key(key_of('V'));
    EXPECT_TRUE(gui.has("scene field"));
    gui.key(key_of('D'));
    EXPECT_FALSE(gui.has("right splitter"));
    gui.press("show details");
    EXPECT_TRUE(gui.has("right splitter"));
    gui.press_at(gui.box_of("right splitter").centre(), 2);
    EXPECT_FALSE(gui.has("right splitter"));
}

TEST_F(Controls, LooksAndZoomChangeAtOnce) {
    open("two_cashiers");
    gui.key(key_of('T'));
    EXPECT_EQ(theme::setting().look, Look::light);
    const float before = theme::setting().scale;
    gui.key(Key::equal, {Key::control});
    EXPECT_GT(theme::setting().scale, before);
    gui.key(Key::minus, {Key::control});
    gui.key(Key::minus, {Key::control});
    EXPECT_LT(theme::setting().scale, before);
    gui.key(key_of('0'), {Key::control});
    EXPECT_EQ(theme::setting().scale, before);
    EXPECT_TRUE(gui.story().timeline.whole) << "with Ctrl, the timeline is not meant";
}

TEST_F(Controls, HelpListsTheKeysAndSetsTheLook) {
    gui.type("?");
    ASSERT_TRUE(gui.workspace().help);
    EXPECT_TRUE(gui.shows("play, pause"));
    gui.press("look/Projector");
    EXPECT_EQ(gui.workspace().preferences.look, Look::projector);
    gui.press("motion/Play runs at once");
    EXPECT_FALSE(gui.workspace().preferences.reduced_motion);
    gui.press("save picture");
    EXPECT_TRUE(gui.workspace().picture_to_save);
    gui.key(Key::escape);
    EXPECT_FALSE(gui.workspace().help);
}

TEST_F(Controls, TheGalleryIsSearchedAndTellsItsChapters) {
    gui.press("search");
    gui.type("philosophers");
    EXPECT_EQ(gui.workspace().gallery.search, "philosophers");
    EXPECT_TRUE(gui.has("story dining_philosophers"));
    EXPECT_FALSE(gui.has("story two_cashiers"));
    gui.key(key_of('A'), {Key::control});
    gui.key(Key::del);
    EXPECT_EQ(gui.workspace().gallery.search, "");
    gui.press("chapter What goes wrong");
    EXPECT_TRUE(gui.has("story lost_update"));
    EXPECT_FALSE(gui.has("story chess_exhibition"));
}

TEST_F(Controls, LettersTypedIntoTheSearchAreNotCommands) {
    gui.press("search");
    gui.type("t?");
    gui.key(key_of('T'));
    EXPECT_EQ(gui.workspace().gallery.search, "t?");
    EXPECT_FALSE(gui.workspace().help);
    EXPECT_EQ(gui.workspace().preferences.look, Look::dark);
}

TEST_F(Controls, TheLastOpenedStoryComesFirst) {
    open("own_memory");
    gui.press("gallery");
    EXPECT_EQ(gui.workspace().view, workspace::View::gallery);
    EXPECT_FALSE(gui.workspace().story);
    EXPECT_EQ(gui.workspace().preferences.last_opened.front(), "own_memory");
    EXPECT_TRUE(gui.shows("Last opened")) << gui.texts();
}

TEST_F(Controls, AFileIsChosenFromItsFolder) {
    const std::string folder = testing::TempDir() + "simul_controls";
    std::filesystem::create_directories(folder);
    std::filesystem::copy_file(SIMUL_SOURCE_DIR "/scenarios/lost_update.lua", folder + "/mine.lua",
                               std::filesystem::copy_options::overwrite_existing);
    gui.press("open a file");
    EXPECT_TRUE(gui.workspace().gallery.choosing_file);
    gui.ask(workspace::ChooseFile{folder});
    gui.press("file mine.lua");
    ASSERT_TRUE(gui.workspace().story);
    EXPECT_EQ(gui.story().settings.scenario, folder + "/mine.lua");
    std::filesystem::remove_all(folder);
}

TEST_F(Controls, ATinyWindowFoldsItsSidesAndOpensThemAgainOverTheRest) {
    open("chess_exhibition");
    gui.resize(800, 600);
    gui.settle();
    ASSERT_TRUE(gui.has("show story"));
    EXPECT_FALSE(gui.has("knob opponents"));
    gui.press("show story");
    EXPECT_TRUE(gui.has("knob opponents"));
    gui.key(Key::escape);
    EXPECT_FALSE(gui.has("knob opponents"));
}

TEST_F(Controls, CtrlQAsksToClose) {
    gui.key(key_of('Q'), {Key::control});
    EXPECT_TRUE(gui.workspace().wants_to_close);
}

class RealControls : public Controls {};

TEST_F(RealControls, StopEndsARealRunAndKeepsWhatWasRecorded) {
    open("chess_exhibition");
    choose("clock", "Real");
    gui.press("run");
    while (gui.story().run->trace().size() < 100) gui.frame();
    gui.press("stop");
    gui.await_end();
    EXPECT_EQ(gui.workspace().run()->metrics().outcome.value_or(gui.workspace().run()->ending().outcome),
              Outcome::stopped);
    EXPECT_GE(gui.workspace().run()->trace().size(), 100U);
    EXPECT_TRUE(gui.has("run"));
}

}  // namespace
}  // namespace simul::window

#endif
