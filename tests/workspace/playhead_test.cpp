#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using Playheads = testing::Desk;

#ifdef SIMUL_LUA
TEST_F(Playheads, StepsOnAndBackVisitTheSameMoments) {
    open("print_in_order");
    doing(JumpTo{Place::start});
    std::vector<Playhead> forwards = {desk.story->playhead};
    for (Playhead before;;) {
        before = desk.story->playhead;
        doing(Step{1});
        if (desk.story->playhead == before) break;
        forwards.push_back(desk.story->playhead);
    }
    ASSERT_GT(forwards.size(), 10u);
    for (std::size_t i = forwards.size() - 1; i > 0; --i) {
        EXPECT_EQ(desk.story->playhead, forwards[i]) << i;
        doing(Step{-1});
    }
}
#endif

TEST_F(Playheads, AStepOfTheSelectedTaskIsItsOwnEvent) {
    open("chess_exhibition");
    doing(JumpTo{Place::start});
    doing(Select{{TaskId{7}, kNoResource}});
    for (int i = 0; i < 5; ++i) {
        doing(Step{1, true});
        EXPECT_EQ(desk.run()->trace()[desk.story->playhead.events - 1].task, TaskId{7});
    }
    doing(Step{-1, true});
    EXPECT_EQ(desk.run()->trace()[desk.story->playhead.events - 1].task, TaskId{7});
}

TEST_F(Playheads, AMomentIsReachedByTimeAndNeverLeavesTheRun) {
    open("chess_exhibition");
    doing(MoveTo{Time{454s}});
    EXPECT_EQ(seconds_at_playhead(), 454);
    const Moment& moment = desk.moment();
    EXPECT_EQ(moment.size(), desk.story->playhead.events);
    EXPECT_LE(moment.now(), Time{454s});
    EXPECT_GT(desk.run()->trace()[moment.size()].time, Time{454s});
    doing(MoveTo{Time{100'000s}});
    EXPECT_EQ(seconds_at_playhead(), 3655);
    doing(MoveTo{Time{-5s}});
    EXPECT_EQ(seconds_at_playhead(), 0);
}

#ifdef SIMUL_LUA
TEST_F(Playheads, JumpsGoToMarksAndFindingsInOrder) {
    open("chess_exhibition");
    doing(JumpTo{Place::start});
    doing(JumpTo{Place::next_mark});
    EXPECT_EQ(seconds_at_playhead(), 3600);
    doing(JumpTo{Place::next_mark});
    EXPECT_EQ(seconds_at_playhead(), 3655);
    doing(JumpTo{Place::previous_mark});
    EXPECT_EQ(seconds_at_playhead(), 3600);
    open("dining_philosophers");
    ASSERT_FALSE(desk.run()->findings().empty());
    doing(JumpTo{Place::start});
    doing(JumpTo{Place::next_finding});
    EXPECT_EQ(desk.story->playhead.at, desk.run()->findings().front().at);
}
#endif

TEST_F(Playheads, PlayingAtASpeedMovesByThatMuchAndStopsAtTheEnd) {
    open("chess_exhibition");
    doing(MoveTo{Time{100s}});
    doing(SetSpeed{60.0});
    doing(Play{});
    EXPECT_TRUE(advance(desk, 0.5));
    EXPECT_EQ(seconds_at_playhead(), 130);
    doing(SetSpeed{std::nullopt});
    advance(desk, 1);
    EXPECT_NEAR(seconds_at_playhead(), 130 + 365.5, 1e-6);
    advance(desk, 11);
    EXPECT_EQ(seconds_at_playhead(), 3655);
    EXPECT_FALSE(desk.story->playback.playing);
    doing(Play{});
    EXPECT_EQ(seconds_at_playhead(), 0);
}

TEST_F(Playheads, SpeedStaysWithinItsLimitsAlsoWhilePaused) {
    open("chess_exhibition");
    doing(SetSpeed{1e9});
    EXPECT_EQ(desk.story->playback.speed, kFastest);
    doing(SetSpeed{1e-9});
    EXPECT_EQ(desk.story->playback.speed, kSlowest);
}

TEST_F(Playheads, WhatTheTimelineShowsMovesAlongWithThePlayhead) {
    open("chess_exhibition");
    doing(ShowTimes{Time{0s}, Time{120s}});
    doing(MoveTo{Time{60s}});
    EXPECT_EQ(desk.story->timeline.from, Time{0s});
    doing(MoveTo{Time{1000s}});
    EXPECT_EQ(desk.story->timeline.from, Time{960s});
    EXPECT_EQ(desk.story->timeline.until, Time{1080s});
    doing(JumpTo{Place::end});
    EXPECT_EQ(desk.story->timeline.until, Time{3655s});
    doing(JumpTo{Place::start});
    EXPECT_EQ(desk.story->timeline.from, Time{0s});
}

TEST_F(Playheads, SteppingShowsSingleSpansUnlessTheReaderChoseWhatToSee) {
    open("chess_exhibition");
    doing(MoveTo{Time{454s}});
    EXPECT_TRUE(desk.story->timeline.whole);
    doing(Step{1});
    EXPECT_FALSE(desk.story->timeline.whole);
    EXPECT_LT(desk.story->timeline.until - desk.story->timeline.from, 200s);
    doing(ShowWhole{});
    doing(Step{1});
    EXPECT_TRUE(desk.story->timeline.whole);
    open("two_cashiers");
    doing(Step{1});
    EXPECT_TRUE(desk.story->timeline.whole);
}

TEST_F(Playheads, TheTimelineShowsAllOrAStretch) {
    open("chess_exhibition");
    doing(ShowTimes{Time{60s}, Time{120s}});
    EXPECT_FALSE(desk.story->timeline.whole);
    doing(ShowTimes{Time{120s}, Time{120s}});
    EXPECT_EQ(desk.story->timeline.from, Time{60s});
    doing(ShowTimes{Time{-60s}, Time{9999s}});
    EXPECT_TRUE(desk.story->timeline.whole);
}

}  // namespace
}  // namespace simul::workspace
