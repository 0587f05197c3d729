// A reader's way through the chess exhibition, with mouse and keyboard alone: what is open is read, and what is said.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include "engine/analysis/time_words.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::Key;
using compat::key_of;

/// When a mark was last set in the shown run, in seconds; -1 if never.
double mark(const Gui& gui, std::string_view name) {
    for (const MarkFigures& mark : gui.story().run->metrics().marks)
        if (mark.name == name) return seconds_of(mark.at);
    return -1;
}

double playhead(const Gui& gui) { return seconds_of(gui.story().playhead.at); }

class ChessDay : public testing::Test {
  protected:
    void open_from_gallery() {
        gui.press("story chess_exhibition");
        ASSERT_TRUE(gui.workspace().story);
        ASSERT_EQ(gui.workspace().view, workspace::View::story);
    }
    void choose(const std::string& selector, const std::string& item) {
        gui.press(selector);
        gui.press(selector + "/" + item);
    }

    Gui gui{{1600, 1000, 1, {}}};
};

TEST_F(ChessDay, BeginsWithAQuestionAndTellsHowTheAnswerWas) {
    open_from_gallery();
    EXPECT_EQ(gui.workspace().run(), nullptr) << "no run before the question is answered or passed over";
    EXPECT_TRUE(gui.shows("When does she make her last move?"));
    gui.press("answer 3");
    gui.await_end();
    EXPECT_EQ(gui.story().prediction.answer, "after twelve hours");
    EXPECT_EQ(mark(gui, "master_done"), 3600);
    EXPECT_EQ(mark(gui, "hall_empty"), 3655);
    gui.key(Key::end);
    gui.press("tab/Result");
    EXPECT_TRUE(gui.shows("after twelve hours")) << gui.texts();
}

TEST_F(ChessDay, AnAnswerMayBeTypedAsItsNumber) {
    open_from_gallery();
    gui.type("2");
    gui.await_end();
    EXPECT_EQ(gui.story().prediction.answer, "after an hour");
    EXPECT_NE(gui.workspace().run(), nullptr);
}

TEST_F(ChessDay, OnePressShowsTwelveHoursAgainstOneSortedOnOneAxis) {
    open_from_gallery();
    gui.press("run all models");
    gui.await_end();
    ASSERT_EQ(gui.story().comparison->runs.size(), kModelCount);
    EXPECT_TRUE(gui.shows("12 h")) << gui.texts();
    EXPECT_TRUE(gui.shows("1 h 55 s")) << gui.texts();
    EXPECT_LT(gui.box_of("model event_loop").top, gui.box_of("model sequential").top);
    EXPECT_LT(gui.box_of("model event_loop").top, gui.box_of("model thread_pool").top);
    gui.press("model sequential");
    ASSERT_NE(gui.workspace().run(), nullptr);
    EXPECT_EQ(gui.workspace().run()->header().model, Model::sequential);
    EXPECT_EQ(mark(gui, "hall_empty"), 43'200);
}

TEST_F(ChessDay, AnotherModelKeepsTheRunBeforeAsAGhost) {
    open_from_gallery();
    gui.press("skip prediction");
    gui.await_end();
    gui.key(key_of('M'), {Key::shift});
    gui.await_end();
    EXPECT_FALSE(gui.workspace().stale()) << "in simulated time the run follows";
    ASSERT_NE(gui.story().ghost, nullptr);
    EXPECT_EQ(gui.story().ghost->header().model, Model::event_loop);
    EXPECT_NE(gui.workspace().run()->header().model, Model::event_loop);
}

TEST_F(ChessDay, EveryMoveIsReachedBackwardsAndForwards) {
    open_from_gallery();
    gui.press("skip prediction");
    gui.await_end();
    gui.press("to end");
    EXPECT_EQ(playhead(gui), 3655);
    const layout::Box slider = gui.box_of("playhead");
    gui.drag({slider.right - 8, slider.centre().y}, {slider.left + slider.width() / 2, slider.centre().y});
    EXPECT_NEAR(playhead(gui), 3655.0 / 2, 60);
    const workspace::Playhead there = gui.story().playhead;
    gui.press("step back");
    EXPECT_LT(gui.story().playhead.events, there.events + 1);
    EXPECT_LE(gui.story().playhead.at, there.at);
    const std::size_t back = gui.story().playhead.events;
    gui.key(Key::right);
    EXPECT_GT(gui.story().playhead.events, back);
    gui.key(Key::left);
    EXPECT_EQ(gui.story().playhead.events, back);
    gui.key(Key::home);
    EXPECT_EQ(gui.story().playhead.events, 0U);
    gui.key(key_of('N'));
    EXPECT_EQ(playhead(gui), 3600) << "the first mark";
}

TEST_F(ChessDay, PlayingMovesThePlayheadAndPausingStopsIt) {
    open_from_gallery();
    gui.press("skip prediction");
    gui.await_end();
    gui.press("to start");
    gui.press("play");
    const double before = playhead(gui);
    for (int i = 0; i < 60; ++i) gui.frame();
    EXPECT_NEAR(playhead(gui) - before, 365.5, 1) << "a second of a run that is fitted into ten";
    gui.key(Key::space);
    const double paused = playhead(gui);
    for (int i = 0; i < 30; ++i) gui.frame();
    EXPECT_EQ(playhead(gui), paused);
}

TEST_F(ChessDay, RunsWithFortyEightOpponentsAfterAPrediction) {
    open_from_gallery();
    gui.press("answer 2");
    gui.await_end();
    gui.press_at(gui.box_of("knob opponents").centre(), 2);
    gui.type("48");
    gui.key(Key::enter);
    gui.await_end();
    EXPECT_EQ(knob_named(gui.story().description.knobs, "opponents").number, 48);
    EXPECT_FALSE(gui.workspace().stale());
    EXPECT_EQ(mark(gui, "hall_empty"), 30 * 48 * 5 + 55) << "48 opponents keep her busy all the time";
    gui.press("reset opponents");
    EXPECT_EQ(knob_named(gui.story().description.knobs, "opponents").number, 24);
}

class RealChessDay : public ChessDay {};

TEST_F(RealChessDay, ARealRunStreamsInAndIsFollowed) {
    open_from_gallery();
    gui.press("skip prediction");
    gui.await_end();
    gui.key(key_of('C'));
    ASSERT_EQ(gui.story().settings.clock, Clock::real);
    gui.key(key_of('R'));
    ASSERT_TRUE(gui.story().run->live());
    EXPECT_TRUE(Gui::has("stop"));
    double last = 0;
    int moved = 0;
    while (gui.story().run->live() && moved < 20) {
        gui.frame();
        moved += playhead(gui) > last ? 1 : 0;
        last = playhead(gui);
    }
    EXPECT_EQ(moved, 20) << "the playhead stays at the live edge";
    gui.await_end();
    EXPECT_GE(mark(gui, "master_done"), 3600 * 0.98) << "how much later depends on what else this computer does";
}

}  // namespace
}  // namespace simul::window

#endif
