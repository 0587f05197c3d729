#include "app/layout/time_axis.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul::layout {
namespace {

TimeAxis axis_of(Duration from, Duration until, float width = 700) {
    return {Time(from), Time(until), 100, 100 + width};
}

std::string labels(const TimeAxis& axis, Duration whole) {
    std::string text;
    for (const Tick& tick : ticks(axis, whole, 8)) text += (text.empty() ? "" : ", ") + tick.label;
    return text;
}

TEST(TimeAxis, MomentsStandInProportion) {
    const TimeAxis axis = axis_of(10s, 20s);
    EXPECT_FLOAT_EQ(axis.x_of(at_seconds(10)), 100);
    EXPECT_FLOAT_EQ(axis.x_of(at_seconds(15)), 450);
    EXPECT_FLOAT_EQ(axis.x_of(at_seconds(20)), 800);
    EXPECT_FLOAT_EQ(axis.x_of(at_seconds(0)), -600);
    EXPECT_EQ(axis.time_at(450), at_seconds(15));
    EXPECT_EQ(axis.time_at(30), at_seconds(9));
    EXPECT_LE(axis.x_of(Time(24h * 365 * 200)), 1e6F) << "far away is still a place";
}

TEST(TimeAxis, FittedShowsTheWholeRunAndItsEnd) {
    const TimeAxis axis = fitted(at_seconds(100), 0, 1000);
    EXPECT_EQ(axis.from, Time{});
    EXPECT_GT(axis.until, at_seconds(100));
    EXPECT_GT(axis.x_of(at_seconds(100)), 970);
    EXPECT_GT(fitted(Time{}, 0, 1000).length(), 0ns) << "a run of no time";
    EXPECT_GT(fitted(at_seconds(1), 5, 5).width(), 0) << "no room";
}

TEST(TimeAxis, ZoomKeepsWhatIsUnderThePointer) {
    const Time end = at_seconds(1000);
    TimeAxis axis = fitted(end, 100, 800);
    const Time held = axis.time_at(300);
    for (int i = 0; i < 12; ++i) {
        axis = zoomed(axis, 1.5, 300, end);
        EXPECT_NEAR(axis.x_of(held), 300, 0.01);
    }
    EXPECT_LT(axis.length(), 20s);
    for (int i = 0; i < 20; ++i) axis = zoomed(axis, 1 / 1.5, 300, end);
    EXPECT_EQ(axis, fitted(end, 100, 800)) << "no farther out than the whole";
}

TEST(TimeAxis, ZoomEndsAtNanoseconds) {
    const Time end = at_seconds(3600);
    TimeAxis axis = fitted(end, 0, 1920);
    for (int i = 0; i < 200; ++i) axis = zoomed(axis, 2, 960, end);
    EXPECT_EQ(axis.length(), 20ns);
    EXPECT_NEAR(axis.x_of(axis.time_at(960)), 960, 50);
}

TEST(TimeAxis, PanStopsAtTheEdgesOfTheRun) {
    const Time end = at_seconds(100);
    const TimeAxis axis = axis_of(40s, 50s, 1000);
    EXPECT_EQ(panned(axis, 100, end).from, at_seconds(39)) << "what is seen moves with the hand";
    EXPECT_EQ(panned(axis, 1e6F, end).from, Time{});
    EXPECT_EQ(panned(axis, 1e6F, end).length(), axis.length());
    EXPECT_EQ(panned(axis, -1e6F, end).until, fitted(end, 0, 1).until);
}

TEST(TimeAxis, WindowThatTheRunHasNotReachedIsMovedIntoIt) {
    EXPECT_EQ(clamped(axis_of(500s, 600s), at_seconds(50)).from, Time{});
    EXPECT_EQ(clamped(axis_of(500s, 600s), at_seconds(50)).until, fitted(at_seconds(50), 0, 1).until);
}

struct RulerCase {
    Duration from, until, whole;
    float width;
    const char* labels;
};

TEST(Ruler, LabelsAreRoundAndHaveRoom) {
    const RulerCase cases[] = {
        {360s, 540s, 3655s, 700, "06:00, 06:30, 07:00, 07:30, 08:00, 08:30, 09:00"},
        {0s, 328s, 292s, 700, "0 s, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300"},
        {0s, 22s, 22s, 700, "0 s, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22"},
        {0s, 22s, 22s, 300, "0 s, 5, 10, 15, 20"},
        {0s, 3728s, 3655s, 700, "0:00:00, 0:10:00, 0:20:00, 0:30:00, 0:40:00, 0:50:00, 1:00:00"},
        {0s, 43200s, 43200s, 600, "0:00:00, 2:00:00, 4:00:00, 6:00:00, 8:00:00, 10:00:00, 12:00:00"},
        {0h, 24h * 10, 24h * 10, 700, "0 d, 1 d, 2 d, 3 d, 4 d, 5 d, 6 d, 7 d, 8 d, 9 d, 10 d"},
        {0s, 1s, 1s, 700, "0 s, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0"},
        {0s, 45ms, 45ms, 400, "0 ms, 10, 20, 30, 40"},
        {0s, 800ns, 800ns, 400, "0 ns, 200, 400, 600, 800"},
        {454s, 454s + 2ms, 3655s, 700, "07:34.0000, 07:34.0005, 07:34.0010, 07:34.0015, 07:34.0020"},
    };
    for (const RulerCase& ruler : cases)
        EXPECT_EQ(labels(axis_of(ruler.from, ruler.until, ruler.width), ruler.whole), ruler.labels);
}

TEST(Ruler, NoTwoLabelsMeetAtAnyZoom) {
    constexpr float kCharacter = 8;
    for (const Duration whole : {Duration(900ns), Duration(7ms), Duration(292s), Duration(3655s), Duration(24h * 30)}) {
        TimeAxis axis = fitted(Time(whole), 0, 730);
        for (int i = 0; i < 80; ++i) {
            const std::vector<Tick> shown = ticks(axis, whole, kCharacter);
            ASSERT_LT(shown.size(), 60u);
            for (std::size_t k = 1; k < shown.size(); ++k) {
                const auto half = static_cast<float>(shown[k].label.size() + shown[k - 1].label.size()) / 2;
                ASSERT_GT(shown[k].x - shown[k - 1].x, half * kCharacter) << shown[k].label;
                ASSERT_NE(shown[k].label, shown[k - 1].label);
            }
            axis = zoomed(axis, 1.5, 365, Time(whole));
        }
    }
}

TEST(Ruler, PlayheadSaysItsTimeToAPixel) {
    EXPECT_EQ(playhead_label(axis_of(360s, 540s), 3655s, at_seconds(454)), "07:34");
    EXPECT_EQ(playhead_label(axis_of(0s, 328s), 292s, at_seconds(77.64)), "77.6 s");
    EXPECT_EQ(playhead_label(axis_of(0s, 22s), 22s, at_seconds(10)), "10 s");
    EXPECT_EQ(playhead_label(axis_of(0s, 3728s), 3655s, at_seconds(3655)), "1:00:55");
    EXPECT_EQ(playhead_label(axis_of(0s, 1s), 0s, Time{}), "0 s");
    EXPECT_EQ(playhead_label(axis_of(0ns, 800ns), 800ns, Time(250ns)), "250 ns");
}

}  // namespace
}  // namespace simul::layout
