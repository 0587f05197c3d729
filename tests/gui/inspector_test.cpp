// The right pane: who stands where in the source, why a task waits, who has what.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using workspace::MoveTo;
using workspace::Select;

Time seconds(double at) { return Time(duration_of_seconds(at)); }

struct RightPane : ::testing::Test {
    Gui gui{{1600, 1000}};

    void look_at(const std::string& story, double at, const workspace::Selection& selection = {}) {
        gui.open_and_run(story);
        gui.ask(MoveTo{seconds(at)});
        gui.ask(Select{selection});
        gui.settle();
    }
    TaskId selected_task() const { return gui_story().selection.task; }
    const workspace::OpenStory& gui_story() const { return const_cast<Gui&>(gui).story(); }
};

TEST_F(RightPane, SaysWhyTheSelectedTaskWaitsAndWhenItsTurnComes) {
    look_at("chess_exhibition", 454, {TaskId{3}, kNoResource});
    for (const char* words : {"Board 3", "ready for 24 s", "Why is it not moving?", "7 boards want Judit before it.",
                              "Its turn comes at 08:10.", "Ready queue of the loop"})
        EXPECT_TRUE(Gui::shows(words)) << words << "\n" << Gui::texts();
}

TEST_F(RightPane, LeadsFromASentenceToTheTaskThatItSpeaksOf) {
    look_at("chess_exhibition", 454, {TaskId{3}, kNoResource});
    gui.press("why 1");
    gui.settle();
    EXPECT_EQ(selected_task(), TaskId{19});
    EXPECT_TRUE(Gui::shows("Board 19"));
    EXPECT_TRUE(Gui::shows("What does it do?"));
}

TEST_F(RightPane, LeadsFromASentenceAboutAnEventToItsMoment) {
    look_at("chess_exhibition", 454, {TaskId{3}, kNoResource});
    gui.press("why 0");
    gui.settle();
    EXPECT_EQ(gui.story().playhead.at, seconds(430)) << "the opponent replied at 07:10";
}

TEST_F(RightPane, SelectsWithTheChipsOfTheQueue) {
    look_at("chess_exhibition", 454);
    gui.press("queue task 20");
    EXPECT_EQ(selected_task(), TaskId{20});
}

TEST_F(RightPane, MarksInTheSourceWhereTasksStand) {
    look_at("chess_exhibition", 454, {TaskId{3}, kNoResource});
    EXPECT_TRUE(Gui::has("line 48 task 3")) << "the selected one by itself";
    EXPECT_TRUE(Gui::has("line 48 ready"));
    EXPECT_TRUE(Gui::has("line 48 asleep"));
    EXPECT_TRUE(Gui::has("wait mark 48"));
    EXPECT_FALSE(Gui::has("wait mark 47")) << "nobody ever waited there";
}

TEST_F(RightPane, FollowsTheSelectedTaskInTheSource) {
    look_at("chess_exhibition", 454, {TaskId{19}, kNoResource});
    EXPECT_TRUE(Gui::has("line 35 task 19"));
    EXPECT_TRUE(Gui::shows("judit:unlock()")) << Gui::texts();
    gui.ask(Select{{TaskId{3}, kNoResource}});
    gui.settle();
    EXPECT_TRUE(Gui::shows("sleep(knob"));
}

TEST_F(RightPane, ShowsWhoHoldsAResourceAndWhoWaitsForIt) {
    look_at("dining_philosophers", 1.1);
    gui.wheel(Gui::box_of("ring closed").centre(), -8);  // the circle that has closed stands above
    gui.press("resource 1");
    gui.settle();
    EXPECT_EQ(gui.story().selection.resource, ResourceId{1});
    EXPECT_TRUE(Gui::shows("Who waits for it")) << Gui::texts();
    EXPECT_TRUE(Gui::has("resource queue task 1"));
    gui.press("resource queue task 1");
    EXPECT_EQ(selected_task(), TaskId{1});
}

TEST_F(RightPane, ShowsTheCopiesOfAVariableOfEachProcess) {
    look_at("own_memory", 0.12);
    EXPECT_TRUE(Gui::shows("10 in main")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("12 in child 1 and child 2"));
    EXPECT_TRUE(Gui::shows("14"));
}

TEST_F(RightPane, ShowsWhatWasPrintedUntilThePlayhead) {
    look_at("life_of_a_future", 0);
    EXPECT_TRUE(Gui::shows("cancelled: true")) << Gui::texts();
    EXPECT_FALSE(Gui::shows("await raised: true"));
    gui.ask(MoveTo{seconds(3)});
    gui.settle();
    EXPECT_TRUE(Gui::shows("await raised: true"));
}

TEST_F(RightPane, ShowsAWrongFileWithItsErrorAtItsLine) {
    const std::string path = (std::filesystem::path(::testing::TempDir()) / "simul_wrong_pane.lua").string();
    std::ofstream(path) << "function main()\n  sleep(1)\nend\n";
    gui.open_and_run(path);
    gui.settle();
    EXPECT_TRUE(Gui::shows("sleep(")) << Gui::texts();
    std::ofstream(path) << "function main()\n  sleep(1\nend -- newer\n";
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5));
    gui.frame(1);
    gui.settle();
    EXPECT_TRUE(Gui::has("source error"));
    EXPECT_TRUE(Gui::shows("-- newer")) << "the text is the wrong one\n" << Gui::texts();
    std::ofstream(path) << "function main()\n  sleep(2)\nend\n";
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(9));
    gui.frame(1);
    gui.settle();
    EXPECT_FALSE(Gui::has("source error"));
    std::filesystem::remove(path);
}

struct Looked {
    const char* story;
    double at;
    workspace::Selection selection;
};

/// No text meets another or leaves its pane, in any look and size.
TEST(RightPanePictures, HaveNoTextsThatMeet) {
    const Looked kLooked[] = {{"chess_exhibition", 454, {TaskId{3}, kNoResource}},
                              {"dining_philosophers", 1.1, {TaskId{1}, kNoResource}},
                              {"producers_and_consumers", 9.5, {kNoTask, ResourceId{1}}},
                              {"own_memory", 0.12, {}}};
    for (const Display& display : {Display{1280, 720}, Display{1920, 1080, 1, Look::light},
                                   Display{1920, 1080, 1, Look::projector}, Display{1920, 1080, 1.5F}}) {
        Gui gui(display);
        for (const Looked& looked : kLooked)
            for (const workspace::RightTab tab : {workspace::RightTab::source, workspace::RightTab::task}) {
                gui.open_and_run(looked.story);
                gui.ask(MoveTo{seconds(looked.at)});
                gui.ask(Select{looked.selection});
                gui.ask(workspace::ShowTab{tab});
                gui.ask(workspace::ShowFlyout{workspace::Flyout::right});
                gui.settle();
                for (const std::string& fault : text_faults(theme::texts_of_frame()))
                    ADD_FAILURE() << looked.story << " " << display.width << " " << fault;
            }
    }
}

}  // namespace
}  // namespace simul::window
