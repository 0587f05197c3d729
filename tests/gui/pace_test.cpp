// Time is told by hand.
#include "app/window/pace.h"

#include <gtest/gtest.h>

namespace simul::window {
namespace {

/// Runs the clock as the window's loop does, and counts the frames.
class PaceTest : public testing::Test {
  protected:
    int frames_until(double end) {
        int frames = 0;
        for (int turns = 0; now_ < end; ++turns) {
            EXPECT_LT(turns, 10'000) << "the loop never sleeps";
            if (pace_.wants_frame(now_)) {
                pace_.drew_frame(now_);
                ++frames;
            }
            const double patience = pace_.patience(now_);
            now_ += patience > 0 ? patience : 0.001;
            ++wakes_;
        }
        return frames;
    }

    Pace pace_;
    double now_ = 10;
    int wakes_ = 0;
};

TEST_F(PaceTest, AWindowThatNobodyTouchesDrawsNothing) {
    EXPECT_GT(frames_until(11), 0);
    wakes_ = 0;
    EXPECT_EQ(frames_until(71), 0);
    EXPECT_LE(wakes_, 300) << "a minute of waking up for nothing";
}

TEST_F(PaceTest, WhatTheReaderDoesIsShownAtOnceAndForAMomentAfter) {
    frames_until(12);
    pace_.input_came(now_);
    EXPECT_TRUE(pace_.wants_frame(now_));
    const int frames = frames_until(now_ + 2);
    EXPECT_GE(frames, 10) << "what appears when the pointer rests has its frames";
    EXPECT_LE(frames, 30);
    EXPECT_EQ(frames_until(now_ + 2), 0);
}

TEST_F(PaceTest, AChangeIsShownAndThenItIsQuiet) {
    frames_until(12);
    pace_.something_changed();
    EXPECT_TRUE(pace_.wants_frame(now_));
    EXPECT_EQ(frames_until(now_ + 1), 2);
}

TEST_F(PaceTest, WhileSomethingMovesItLooksForChangesSixtyTimesASecond) {
    frames_until(12);
    pace_.let_move(true);
    wakes_ = 0;
    EXPECT_EQ(frames_until(now_ + 1), 0) << "nothing changed yet";
    EXPECT_NEAR(wakes_, 60, 5);
}

TEST_F(PaceTest, ChangesThatNeverEndDrawAtMostSixtyFramesASecond) {
    pace_.let_move(true);
    int frames = 0;
    for (now_ = 20; now_ < 21; now_ += 0.001) {
        pace_.something_changed();
        if (!pace_.wants_frame(now_)) continue;
        pace_.drew_frame(now_);
        ++frames;
    }
    EXPECT_GE(frames, 55);
    EXPECT_LE(frames, 64);
}

TEST_F(PaceTest, AKeyIsAnsweredAtOnceAlsoWhileCoresAreSparedForARun) {
    pace_.let_move(true);
    pace_.spare_cores(true);
    int frames = 0;
    for (now_ = 20; now_ < 21; now_ += 0.001) {
        pace_.something_changed();
        if (!pace_.wants_frame(now_)) continue;
        pace_.drew_frame(now_);
        ++frames;
    }
    EXPECT_GE(frames, 18);
    EXPECT_LE(frames, 22) << "the run has the cores";
    pace_.input_came(now_);
    double answered = now_;
    while (!pace_.wants_frame(answered)) answered += 0.001;
    EXPECT_LE(answered - now_, 0.02);
}

}  // namespace
}  // namespace simul::window
