#include "engine/analysis/moments.h"

#include <gtest/gtest.h>

#include "engine/base/random.h"
#include "tests/support/trace_text.h"

namespace simul {
namespace {

/// So many tasks take a mutex in turn, again and again.
std::unique_ptr<Trace> queueing(std::uint32_t tasks, std::size_t events) {
    TraceHeader header;
    ResourceInfo mutex;
    mutex.kind = ResourceKind::mutex;
    header.resources.push_back(mutex);
    auto trace = std::make_unique<Trace>(header);
    constexpr EventKind kTurn[] = {EventKind::run, EventKind::lock, EventKind::unlock, EventKind::preempt};
    for (std::size_t i = 0; i < events; ++i) {
        TraceEvent event;
        event.time = Time(Duration(i));
        event.task = static_cast<TaskId>(i / 4 % tasks);
        event.kind = kTurn[i % 4];
        event.core = CoreId{0};
        if (i % 4 == 1 || i % 4 == 2) event.resource = ResourceId{0};
        trace->append(event);
    }
    return trace;
}

void expect_same(const Moment& moment, const Moment& slow) {
    ASSERT_EQ(moment.size(), slow.size());
    ASSERT_EQ(moment.now(), slow.now());
    ASSERT_EQ(moment.task_count(), slow.task_count());
    for (std::size_t i = 0; i < slow.task_count(); ++i) {
        ASSERT_EQ(moment.task(static_cast<TaskId>(i)).state, slow.task(static_cast<TaskId>(i)).state);
        ASSERT_EQ(moment.task(static_cast<TaskId>(i)).since_event, slow.task(static_cast<TaskId>(i)).since_event);
    }
    ASSERT_EQ(moment.resource(ResourceId{0}).owner, slow.resource(ResourceId{0}).owner);
    ASSERT_EQ(moment.on_core(CoreId{0}), slow.on_core(CoreId{0}));
}

TEST(Moments, AnyMomentIsTheOneThatTheWholeFoldGives) {
    const auto trace = queueing(5, 3000);
    Moments moments(64, 1 << 20);
    Random random(3, 3);
    for (int i = 0; i < 300; ++i) {
        const auto events = static_cast<std::size_t>(random.between(0, 3000));
        expect_same(moments.after(*trace, events), moment_after(*trace, events));
    }
    expect_same(moments.after(*trace, 0), moment_after(*trace, 0));
    expect_same(moments.after(*trace, 3000), moment_after(*trace, 3000));
}

TEST(Moments, GrowWithTheTrace) {
    const auto trace = queueing(3, 100);
    Moments moments(64, 1 << 20);
    expect_same(moments.after(*trace, 100), moment_after(*trace, 100));
    for (std::size_t i = 0; i < 100; ++i) {
        TraceEvent event = (*trace)[i];
        event.time += 1000ns;
        trace->append(event);
    }
    moments.take(*trace);
    for (const std::size_t events : {200u, 100u, 199u, 128u, 127u, 64u, 65u})
        expect_same(moments.after(*trace, events), moment_after(*trace, events));
}

TEST(Moments, KeyFramesStayWithinTheBudgetHoweverManyTasks) {
    const auto trace = queueing(500, 50'000);
    Moments moments(64, 1 << 20);
    moments.take(*trace);
    EXPECT_LE(moments.bytes(), std::size_t{1} << 20);
    EXPECT_GT(moments.key_frames(), 5u);
    for (const std::size_t events : {49'999u, 25'000u, 12'345u, 1u})
        expect_same(moments.after(*trace, events), moment_after(*trace, events));
}

TEST(Moments, BudgetTooSmallForOneFrameStillGivesTheTruth) {
    const auto trace = queueing(500, 5000);
    Moments moments(64, 1);
    expect_same(moments.after(*trace, 4321), moment_after(*trace, 4321));
    EXPECT_EQ(moments.key_frames(), 0u);
}

TEST(Moments, OneStaysValidWhileAnotherIsLookedAt) {
    const auto trace = queueing(4, 1000);
    Moments moments(64, 1 << 20);
    const Moment& playhead = moments.after(*trace, 700);
    expect_same(moments.after(*trace, 20), moment_after(*trace, 20));
    expect_same(playhead, moment_after(*trace, 700));
    expect_same(moments.after(*trace, 701), moment_after(*trace, 701));
    expect_same(moments.after(*trace, 21), moment_after(*trace, 21));
    expect_same(moments.after(*trace, 702), moment_after(*trace, 702));
}

TEST(Moments, OneAskedForBeforeTheTraceHasAHeaderDoesNotSpoilTheOthers) {
    const auto trace = queueing(3, 100);
    Trace growing;
    Moments moments(64, 1 << 20);
    EXPECT_EQ(moments.after(growing, 0).size(), 0U);
    growing.set_header(trace->header());
    for (std::size_t i = 0; i < trace->size(); ++i) growing.append((*trace)[i]);
    for (const std::size_t events : {0U, 7U, 50U, 1U, 100U, 0U, 3U})
        expect_same(moments.after(growing, events), moment_after(*trace, events));
}

TEST(Moments, EmptyTraceHasOneMoment) {
    const auto trace = queueing(1, 0);
    Moments moments;
    EXPECT_EQ(moments.after(*trace, 0).size(), 0u);
}

}  // namespace
}  // namespace simul
