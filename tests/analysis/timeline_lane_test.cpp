#include "engine/analysis/timeline_lane.h"

#include <gtest/gtest.h>

#include "engine/base/random.h"

namespace simul {
namespace {

constexpr SpanState kStates[] = {SpanState::none, SpanState::ready, SpanState::running, SpanState::blocked,
                                 SpanState::asleep};

Time at_ns(std::int64_t ns) { return Time(Duration(ns)); }

/// Lengths differ by a factor of a million, as in a run that bursts and rests.
Lane bursting_lane(std::size_t stretches) {
    Lane lane;
    Random random(7, 7);
    Time now{};
    std::size_t state = 0;
    for (std::size_t i = 0; i < stretches; ++i) {
        state = (state + 1 + random.next() % (std::size(kStates) - 1)) % std::size(kStates);
        lane.begin({now, static_cast<std::uint32_t>(i), 0, kStates[state]});
        now += Duration(1 + (random.next() % 64 == 0 ? random.next() % 1'000'000 : random.next() % 10));
    }
    return lane;
}

/// The slow way.
StateTimes counted(const Lane& lane, Time until) {
    StateTimes sums{};
    for (std::size_t i = 0; i < lane.size() && lane[i].from < until; ++i) {
        const std::size_t place = lane.place_of(lane[i].state);
        if (place != Lane::kNoPlace) sums[place] += std::min(lane.until_of(i), until) - lane[i].from;
    }
    return sums;
}

TEST(Lane, KnowsAtEachMomentHowLongEachStateHasLasted) {
    const Lane lane = bursting_lane(5000);
    Random random(1, 2);
    const std::int64_t end = lane.back().from.time_since_epoch().count() + 50;
    for (int i = 0; i < 500; ++i) {
        const Time at = at_ns(random.between(0, end));
        const LanePoint point = lane.point(at);
        ASSERT_LE(lane[point.index].from, at);
        ASSERT_GT(lane.until_of(point.index), at);
        ASSERT_EQ(point.before, counted(lane, at)) << at.time_since_epoch().count();
    }
}

TEST(Lane, CoarseAnswerBeginsAStretchAndIsNearEnough) {
    const Lane lane = bursting_lane(5000);
    Random random(1, 3);
    const std::int64_t end = lane.back().from.time_since_epoch().count();
    int coarse = 0;
    for (int i = 0; i < 2000; ++i) {
        const Time at = lane[static_cast<std::size_t>(random.between(0, 4999))].from;
        const std::size_t level = random.next() % 4;
        const LanePoint point = lane.point(at, {0, 2000ns, level});
        ASSERT_LE(point.at, at);
        ASSERT_LE(at - point.at, 2000ns);
        ASSERT_EQ(point.before, counted(lane, point.at));
        if (point.exact) continue;
        ++coarse;
        ASSERT_EQ(lane[point.index].from, point.at);
    }
    EXPECT_GT(coarse, 500) << "or the test tries nothing";
    EXPECT_EQ(lane.point(at_ns(end), {0, 2000ns}).index, 4999u);
}

TEST(Lane, SearchMayBeginNearTheAnswer) {
    const Lane lane = bursting_lane(3000);
    for (std::size_t near = 0; near < 3000; near += 37) {
        const Time at = lane[near + (2999 - near) / 3].from;
        EXPECT_EQ(lane.point(at, {near}).index, lane.point(at).index);
    }
}

TEST(Lane, StretchesWithoutLengthLeaveNothingWhereverTheyFall) {
    Lane lane;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        lane.begin({at_ns(i * 10), i, 0, SpanState::none});
        lane.begin({at_ns(i * 10 + 5), i, 0, SpanState::held});
        lane.begin({at_ns(i * 10 + 5), i, 0, SpanState::none});
        if (i % 2 == 0) lane.begin({at_ns(i * 10 + 7), i, 0, SpanState::held});
    }
    ASSERT_EQ(lane.size(), 3001u) << "free and held, in turn";
    for (std::size_t i = 1; i < lane.size(); ++i) ASSERT_NE(lane[i].state, lane[i - 1].state);
    EXPECT_EQ(lane.point(at_ns(29'999)).before, counted(lane, at_ns(29'999)));
}

TEST(Lane, LongLaneTakesLessThanTwentyBytesAStretch) {
    constexpr std::size_t kStretches = 1'000'000;
    EXPECT_LT(bursting_lane(kStretches).bytes(), kStretches * 20);
    EXPECT_LT(bursting_lane(3).bytes(), 300u) << "of a hundred thousand tasks each has one";
}

}  // namespace
}  // namespace simul
