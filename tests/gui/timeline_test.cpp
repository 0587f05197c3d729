#include <gtest/gtest.h>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using layout::Box, layout::Point;

/// The chess exhibition on the event loop, looked at in its eighth minute.
class TimelinePanel : public ::testing::Test {
  protected:
    TimelinePanel() {
        gui.open_and_run("chess_exhibition");
        gui.ask(workspace::SetModel{Model::event_loop});
        gui.ask(workspace::StartRun{});
        gui.await_end();
        gui.ask(workspace::DropGhost{});
        gui.ask(workspace::MoveTo{at(454)});
    }

    static Time at(double seconds) { return Time(duration_of_seconds(seconds)); }
    void show(double from, double until) { gui.ask(workspace::ShowTimes{at(from), at(until)}); }
    const workspace::TimelineView& view() const { return gui.story().timeline; }
    static Box lanes() { return Gui::box_of("timeline lanes"); }
    /// Where a time stands in a lane, when the timeline shows `from` to `until`.
    static float x_of(double seconds, double from, double until) {
        return lanes().left + lanes().width() * static_cast<float>((seconds - from) / (until - from));
    }

    Gui gui{{1600, 1000}};
};

TEST_F(TimelinePanel, WheelZoomsAtThePointerAndBackOutToTheWhole) {
    ASSERT_TRUE(view().whole);
    const Point pointer{lanes().left + lanes().width() / 4, lanes().centre().y};
    for (int i = 0; i < 8; ++i) gui.wheel(pointer, 1);
    ASSERT_FALSE(view().whole);
    const double length = seconds_of(view().until - view().from);
    EXPECT_LT(length, 800);
    EXPECT_NEAR(seconds_of(view().from) + length / 4, 3655 * 1.02 / 4, 5) << "what is under the pointer stays";
    for (int i = 0; i < 12; ++i) gui.wheel(pointer, -1);
    EXPECT_TRUE(view().whole);
}

TEST_F(TimelinePanel, DragPansAndDoubleClickFits) {
    show(360, 540);
    const Point from = lanes().centre();
    gui.drag(from, {from.x + lanes().width() / 2, from.y});
    EXPECT_NEAR(seconds_of(view().from), 270, 3);
    EXPECT_NEAR(seconds_of(view().until), 450, 3);
    gui.press_at(lanes().centre(), 2);
    EXPECT_TRUE(view().whole);
}

TEST_F(TimelinePanel, ClickSelectsTheTaskOfARowOrOfASpanAndNothingElsewhere) {
    show(360, 540);
    gui.press("lane task 7");
    EXPECT_EQ(gui.story().selection.task, static_cast<TaskId>(7));
    const Box core = Gui::box_of("lane core 0");
    gui.press_at({x_of(452, 360, 540), core.centre().y});
    EXPECT_EQ(gui.story().selection.task, static_cast<TaskId>(19)) << "who runs there then";
    gui.press("lane resource 0");
    EXPECT_EQ(gui.story().selection, (workspace::Selection{kNoTask, ResourceId{0}}));
    gui.press_at({core.centre().x, core.bottom + 1});
    EXPECT_EQ(gui.story().selection, workspace::Selection{});
}

TEST_F(TimelinePanel, DragOnTheRulerMovesThePlayhead) {
    show(360, 540);
    const Box ruler = Gui::box_of("timeline ruler");
    gui.drag({x_of(454, 360, 540), ruler.centre().y}, {x_of(500, 360, 540), ruler.centre().y});
    EXPECT_NEAR(seconds_of(gui.story().playhead.at), 500, 0.5);
    EXPECT_FALSE(view().whole) << "the axis stays";
}

TEST_F(TimelinePanel, RowsAboveTheSelectedOneStay) {
    const Box before = Gui::box_of("lane task 2"), core = Gui::box_of("lane core 0");
    gui.ask(workspace::Select{{static_cast<TaskId>(3), kNoResource}});
    EXPECT_EQ(Gui::box_of("lane core 0"), core);
    EXPECT_NEAR(Gui::box_of("lane task 2").top, before.top, 4);
    EXPECT_GT(Gui::box_of("lane task 3").height(), 20);
}

TEST_F(TimelinePanel, PointerIsToldWhoWhatWhenAndWhy) {
    show(360, 540);
    const Box row = Gui::box_of("lane task 3");
    gui.point_at(Point{x_of(440, 360, 540), row.centre().y});
    EXPECT_TRUE(Gui::shows("Board 3: ready")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("0:07:10 – 0:08:10, 60 s")) << Gui::texts();
    gui.point_at(Point{x_of(452, 360, 540), Gui::box_of("lane core 0").centre().y});
    EXPECT_TRUE(Gui::shows("board 19 runs")) << Gui::texts();
    gui.point_at(Point{x_of(452, 360, 540), Gui::box_of("lane resource 0").centre().y});
    EXPECT_TRUE(Gui::shows("board 19 has it")) << Gui::texts();
}

TEST_F(TimelinePanel, MarkOnTheRulerTellsItsReason) {
    gui.point_at("mark 2");
    EXPECT_TRUE(Gui::shows("hall empty")) << Gui::texts();
    EXPECT_FALSE(Gui::shows("hall_empty\n")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("1:00:55")) << Gui::texts();
}

TEST_F(TimelinePanel, MinimapMovesTheWindow) {
    show(360, 540);
    const Box map = Gui::box_of("timeline minimap");
    gui.press_at(map.centre());
    EXPECT_NEAR(seconds_of(view().from), 3655 * 1.02 / 2 - 90, 20);
}

TEST_F(TimelinePanel, EarlierRunStandsInItsFrame) {
    gui.ask(workspace::SetModel{Model::sequential});
    gui.ask(workspace::StartRun{});
    gui.await_end();
    EXPECT_TRUE(Gui::has("lane ghost core 0"));
    EXPECT_TRUE(Gui::shows("event loop")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("event loop: 1 h 55 s")) << Gui::texts();
}

TEST(TimelinePanels, WhoeverWaitsIsToldForWhatAndWhoHasIt) {
    Gui gui({1600, 1000});
    gui.open_and_run("chess_exhibition");
    gui.ask(workspace::SetModel{Model::threads});
    gui.ask(workspace::StartRun{});
    gui.await_end();
    gui.ask(workspace::ShowTimes{Time(360s), Time(540s)});
    const Box row = Gui::box_of("lane task 3");
    gui.point_at(Point{row.left + row.width() * 92 / 180, row.centre().y});
    EXPECT_TRUE(Gui::shows("Board 3: waits for judit")) << Gui::texts();
    EXPECT_TRUE(Gui::shows("which board 19")) << Gui::texts();
    EXPECT_TRUE(Gui::has("lane idle 3")) << "of four cores one is enough";
}

TEST(TimelinePanels, NamesStandInTheirSpansWhereverThePlayheadIs) {
    Gui gui({1600, 1000});
    gui.open_and_run("two_cashiers");
    const auto names_in_lane = [] {
        const Box lane = Gui::box_of("lane core 0");
        std::size_t names = 0;
        for (const theme::TextRecord& text : theme::texts_of_frame())
            names += text.text.starts_with("queue") && lane.meets(text.box);
        return names;
    };
    const std::size_t at_end = names_in_lane();
    EXPECT_GE(at_end, 4u) << Gui::texts();
    gui.ask(workspace::JumpTo{workspace::Place::start});
    EXPECT_EQ(names_in_lane(), at_end);
}

TEST(TimelinePanels, HundredsOfTasksScroll) {
    Gui gui({1600, 1000});
    gui.open_and_run("chess_exhibition");
    gui.ask(workspace::TurnKnob{"opponents", "400"});
    gui.ask(workspace::TurnKnob{"pairs", "2"});
    gui.ask(workspace::StartRun{});
    gui.await_end();
    EXPECT_FALSE(Gui::has("lane task 400"));
    const Box labels = Gui::box_of("timeline labels");
    for (int i = 0; i < 200; ++i) gui.wheel(labels.centre(), -1);
    EXPECT_TRUE(Gui::has("lane task 400"));
    gui.ask(workspace::Select{{static_cast<TaskId>(5), kNoResource}});
    EXPECT_TRUE(Gui::has("lane task 5")) << "who is selected elsewhere comes into sight";
}

TEST(TimelinePanels, DeadlockHasItsFlagAndItsSentence) {
    Gui gui({1600, 1000});
    gui.open_and_run("dining_philosophers");
    ASSERT_TRUE(Gui::has("flag 1")) << Gui::texts();
    gui.point_at("flag 1");
    EXPECT_TRUE(Gui::shows("deadlock") || Gui::shows("wait")) << Gui::texts();
}

TEST(TimelinePanels, OnALowDisplayRowsHaveTheRoomOfTheHeading) {
    Gui gui({1280, 720, 1, Look::projector});
    gui.open_and_run("dining_philosophers");
    EXPECT_FALSE(Gui::shows("Timeline"));
    EXPECT_TRUE(Gui::has("lane task 1")) << "forks alone are not the story";
    gui.resize(1920, 1080);
    gui.settle();
    EXPECT_TRUE(Gui::shows("Timeline"));
}

struct LookCase {
    int width, height;
    float scale;
    Look look;
};

TEST(TimelinePanels, NoTextMeetsAnotherWhereverThePlayheadIs) {
    for (const LookCase& look : {LookCase{1280, 720, 1, Look::dark}, LookCase{1920, 1080, 1, Look::projector},
                                 LookCase{1600, 1000, 1.5F, Look::light}, LookCase{800, 600, 1, Look::dark}}) {
        Gui gui({look.width, look.height, look.scale, look.look});
        gui.open_and_run("two_cashiers");
        for (const double part : {0.0, 0.13, 0.5, 0.9, 1.0}) {
            const Time end = gui.story().run->end();
            gui.ask(workspace::MoveTo{Time(duration_of_seconds(seconds_of(end) * part))});
            EXPECT_EQ(text_faults(theme::texts_of_frame()), std::vector<std::string>{}) << look.width << " " << part;
        }
    }
}

}  // namespace
}  // namespace simul::window
