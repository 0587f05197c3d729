#include "app/layout/lane_rectangles.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "engine/base/random.h"

namespace simul::layout {
namespace {

constexpr Time at_ns(std::int64_t ns) { return Time(Duration(ns)); }

struct Step {
    std::int64_t at;
    SpanState state;
};

Lane lane_of(const std::vector<Step>& steps) {
    Lane lane;
    std::uint32_t event = 0;
    for (const Step& step : steps) lane.begin({at_ns(step.at), event++, 0, step.state});
    return lane;
}

std::vector<LaneRectangle> laid_out(const Lane& lane, const TimeAxis& axis, std::int64_t end) {
    std::vector<LaneRectangle> rectangles;
    lay_out_lane(lane, axis, at_ns(end), rectangles);
    return rectangles;
}

/// `10-30 running, 30-31 ready* 3/8`: a star where there are several spans.
std::string drawn(const std::vector<LaneRectangle>& rectangles) {
    std::string text;
    for (const LaneRectangle& rectangle : rectangles) {
        text += fmt::format("{}{}-{} {}", text.empty() ? "" : ", ", rectangle.left, rectangle.right,
                            name_of(rectangle.state));
        if (rectangle.several) text += "*";
        if (rectangle.share != LaneRectangle::kWholeShare) text += fmt::format(" {}/8", rectangle.share);
    }
    return text;
}

constexpr TimeAxis kAxis{at_ns(0), at_ns(1000), 0, 100};  // ten nanoseconds a pixel

TEST(LaneRectangles, WideSpansStandExactly) {
    const Lane lane = lane_of({{105, SpanState::ready},
                               {300, SpanState::running},
                               {412, SpanState::none},
                               {500, SpanState::blocked},
                               {900, SpanState::done}});
    EXPECT_EQ(drawn(laid_out(lane, kAxis, 900)), "10.5-30 ready, 30-41.2 running, 50-90 blocked, 90-90 done");
}

TEST(LaneRectangles, LastSpanLastsAsFarAsTheTraceAndTheAxisEndsIt) {
    const Lane lane = lane_of({{-0, SpanState::ready}, {500, SpanState::running}});
    EXPECT_EQ(drawn(laid_out(lane, kAxis, 700)), "0-50 ready, 50-70 running");
    EXPECT_EQ(drawn(laid_out(lane, kAxis, 99999)), "0-50 ready, 50-100 running");
    EXPECT_EQ(drawn(laid_out(lane, {at_ns(400), at_ns(600), 10, 30}, 99999)), "10-20 ready, 20-30 running");
    EXPECT_EQ(drawn(laid_out(lane, {at_ns(2000), at_ns(3000), 0, 100}, 1500)), "");
}

TEST(LaneRectangles, PixelOfSeveralSpansShowsTheLongest) {
    const Lane lane = lane_of({{0, SpanState::asleep},
                               {200, SpanState::running},
                               {203, SpanState::ready},
                               {210, SpanState::asleep},
                               {800, SpanState::done}});
    EXPECT_EQ(drawn(laid_out(lane, kAxis, 800)), "0-20 asleep, 20-21 ready* 6/8, 21-80 asleep, 80-80 done");
}

TEST(LaneRectangles, WhatIsShortAmongNothingIsStillSeenAndSaysHowLittleItIs) {
    const Lane lane = lane_of({{0, SpanState::none}, {500, SpanState::running}, {501, SpanState::none}});
    EXPECT_EQ(drawn(laid_out(lane, kAxis, 1000)), "50-50.1 running");
    std::vector<Step> steps;
    for (int i = 0; i < 100; ++i) {
        steps.push_back({i * 10, SpanState::running});
        steps.push_back({i * 10 + 2, SpanState::none});
    }
    EXPECT_EQ(drawn(laid_out(lane_of(steps), kAxis, 992)), "0-99 running* 2/8, 99-99.2 running");
}

TEST(LaneRectangles, ManyAlikePixelsAreOneRectangle) {
    std::vector<Step> steps;
    for (int i = 0; i < 1000; ++i) steps.push_back({i, i % 4 == 0 ? SpanState::ready : SpanState::running});
    const std::vector<LaneRectangle> rectangles = laid_out(lane_of(steps), {at_ns(0), at_ns(1000), 0, 25}, 1000);
    ASSERT_EQ(rectangles.size(), 1u) << drawn(rectangles);
    EXPECT_EQ(rectangles[0].state, SpanState::running);
    EXPECT_TRUE(rectangles[0].several);
}

TEST(LaneRectangles, LossesAreSeenAmongShortSpans) {
    const std::vector<Step> steps = {{0, SpanState::running}, {500, SpanState::ready},   {501, SpanState::lost},
                                     {508, SpanState::ready}, {510, SpanState::running}, {900, SpanState::done}};
    EXPECT_EQ(drawn(laid_out(lane_of(steps), kAxis, 900)), "0-50 running, 50-51 lost* 6/8, 51-90 running, 90-90 done");
    Lane core(true);
    for (std::uint32_t i = 0; i < 40; ++i) {
        core.begin({at_ns(i * 10), i, 0, SpanState::lost});
        core.begin({at_ns(i * 10 + 4), i, 0, SpanState::none});
    }
    EXPECT_EQ(drawn(laid_out(core, kAxis, 400)), "0-40 lost* 4/8") << "the rest of a core is that nobody was there";
}

TEST(LaneRectangles, EmptyLaneHasNone) {
    EXPECT_TRUE(laid_out(Lane{}, kAxis, 100).empty());
    EXPECT_TRUE(laid_out(lane_of({{0, SpanState::running}}), kAxis, 0).empty());
}

/// Bursts of short spans between long ones, over many orders of magnitude.
Lane bursting_lane(std::size_t spans, std::uint64_t seed) {
    constexpr SpanState kStates[] = {SpanState::none, SpanState::ready, SpanState::running, SpanState::blocked};
    Lane lane;
    Random random(seed, 0);
    Time now{};
    std::size_t state = 0;
    for (std::size_t i = 0; i < spans; ++i) {
        state = (state + 1 + random.next() % 3) % 4;
        lane.begin({now, static_cast<std::uint32_t>(i), 0, kStates[state]});
        const std::int64_t most = random.next() % 100 == 0 ? 100'000 : random.next() % 10 == 0 ? 1000 : 20;
        now += Duration(random.between(1, most));
    }
    return lane;
}

/// How many pixels each state fills, by its shares.
std::map<SpanState, double> pixels_of(const std::vector<LaneRectangle>& rectangles) {
    std::map<SpanState, double> sums;
    for (const LaneRectangle& r : rectangles) sums[r.state] += (r.right - r.left) * r.share / 8.0;
    return sums;
}

TEST(LaneRectangles, AtEveryZoomAtMostOneAPixelInOrderAndWithinTheAxis) {
    for (const std::uint64_t seed : {1, 2, 3}) {
        const Lane lane = bursting_lane(20'000, seed);
        const Time end = lane.back().from + 10ns;
        for (double zoom = 1; zoom < 1e6; zoom *= 3.7) {
            TimeAxis axis = zoomed(fitted(end, 13.5F, 813.5F), zoom, 400, end);
            const std::vector<LaneRectangle> rectangles = laid_out(lane, axis, end.time_since_epoch().count());
            ASSERT_LE(rectangles.size(), 802u) << zoom;
            float before = axis.left;
            for (const LaneRectangle& rectangle : rectangles) {
                ASSERT_GE(rectangle.left, before - 0.01F) << zoom;
                ASSERT_GT(rectangle.right, rectangle.left) << zoom;
                ASSERT_NE(rectangle.state, SpanState::none);
                before = rectangle.right;
            }
            ASSERT_LE(before, axis.right + 0.01F);
        }
    }
}

TEST(LaneRectangles, FoldedOrNotEachMomentShowsAStateThatIsThere) {
    const Lane lane = bursting_lane(20'000, 5);
    const Time end = lane.back().from + 10ns;
    for (double zoom = 1; zoom < 1e5; zoom *= 5) {
        const TimeAxis axis = zoomed(fitted(end, 0, 800), zoom, 400, end);
        for (const LaneRectangle& rectangle : laid_out(lane, axis, end.time_since_epoch().count())) {
            const Time from = axis.time_at(rectangle.left - 1), until = axis.time_at(rectangle.right + 1);
            bool there = false;
            for (std::size_t i = lane.point(std::max(from, Time{})).index; i < lane.size() && lane[i].from <= until;
                 ++i)
                there = there || lane[i].state == rectangle.state;
            ASSERT_TRUE(there) << zoom << " at " << rectangle.left;
        }
    }
}

TEST(LaneRectangles, EvenMixtureIsShownByItsLongestStateEverywhere) {
    Lane lane;
    std::uint32_t event = 0;
    for (std::int64_t i = 0; i < 200'000; ++i) {
        lane.begin({at_ns(i * 10), event++, 0, SpanState::running});
        lane.begin({at_ns(i * 10 + 6), event++, 0, SpanState::ready});
    }
    const Time end = at_ns(2'000'000);
    const std::vector<LaneRectangle> rectangles = laid_out(lane, {Time{}, end, 0, 1000}, 2'000'000);
    const std::map<SpanState, double> pixels = pixels_of(rectangles);
    EXPECT_EQ(pixels.size(), 1u) << drawn(rectangles);
    EXPECT_NEAR(pixels.at(SpanState::running), 1000 * 5 / 8.0, 80);
}

}  // namespace
}  // namespace simul::layout
