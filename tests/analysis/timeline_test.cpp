#include "engine/analysis/timeline.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

constexpr TaskId kA = task_number(1), kB = task_number(2);

/// `0-3 ready, 3-5 running@0, 5- blocked`.
std::string drawn(const Spans& lane) {
    std::string text;
    for (const Span span : lane) {
        text += text.empty() ? "" : ", ";
        text += std::to_string(span.from.time_since_epoch() / 1s) + "-";
        if (span.until != kNever) text += std::to_string(span.until.time_since_epoch() / 1s);
        text += " " + std::string(name_of(span.state));
        if (span.core != kNoCore) text += "@" + std::to_string(index_of(span.core));
        if (span.level != 0) text += " " + std::to_string(span.level);
    }
    return text;
}

//   a     ..##..##xx--       a waits for its core, runs, is preempted, waits for b and sleeps
//   b     ....##             b runs meanwhile
constexpr const char* kTwoTasks = R"(
    mutex m
    0 a arrive main
    2 a run @0
    4 a preempt
    4 b arrive main
    4 b run @0
    6 b finish
    6 a run @0
    8 a lock? m
    10 a ready b
    10 a run @1
    10 a lock m
    10 a sleep? 2
    12 a ready
    12 a run @1
    12 a finish
)";

TEST(Timeline, LaneOfATaskIsItsStatesOneAfterAnother) {
    const auto trace = trace_from(kTwoTasks);
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_task(kA)),
              "0-2 ready, 2-4 running@0, 4-6 ready, 6-8 running@0, 8-10 blocked, 10-12 asleep, 12- done");
    EXPECT_EQ(drawn(timeline.of_task(kB)), "4-6 running@0, 6- done");
    EXPECT_EQ(timeline.end(), at_seconds(12));
}

TEST(Timeline, LaneOfACoreIsWhoRanThere) {
    const auto trace = trace_from(kTwoTasks);
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "2-4 running@0, 4-6 running@0, 6-8 running@0, 8- none");
    EXPECT_EQ(timeline.of_core(CoreId{0})[1].task, kB);
    EXPECT_EQ(drawn(timeline.of_core(CoreId{1})), "10- none") << "stretches without length leave nothing";
    EXPECT_EQ(drawn(timeline.of_core(CoreId{7})), "");
}

TEST(Timeline, SpanKnowsItsEventAndItsResource) {
    const auto trace = trace_from(kTwoTasks);
    const Timeline timeline(*trace);
    const Span blocked = timeline.of_task(kA)[4];
    EXPECT_EQ(blocked.event, 7u);
    EXPECT_EQ(blocked.resource, ResourceId{0});
}

TEST(Timeline, GrowsWithTheTrace) {
    const auto trace = trace_from("0 a arrive main\n 1 a run @0");
    Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_task(kA)), "0-1 ready, 1- running@0");
    TraceEvent end;
    end.kind = EventKind::finish;
    end.task = kA;
    end.time = at_seconds(9);
    trace->append(end);
    timeline.take(*trace);
    EXPECT_EQ(drawn(timeline.of_task(kA)), "0-1 ready, 1-9 running@0, 9- done");
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "1-9 running@0, 9- none");
}

TEST(Timeline, TaskThatIsSeenOnAnotherCoreHasMovedThere) {
    const auto trace = trace_from("0 a run @0\n 3 a run @1\n 5 a finish");
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_task(kA)), "0-3 running@0, 3-5 running@1, 5- done");
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "0-3 running@0, 3- none");
    EXPECT_EQ(drawn(timeline.of_core(CoreId{1})), "3-5 running@1, 5- none");
}

TEST(Timeline, CoreTakenOverBeforeItsTaskWasSeenToLeaveRunsOneTask) {
    const auto trace = trace_from("0 a run @0\n 3 b run @0\n 5 a preempt\n 6 b finish");
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "0-3 running@0, 3-6 running@0, 6- none");
}

TEST(Timeline, LaneOfAMutexIsWhoHeldItAndItsQueueHowManyWaited) {
    const auto trace = trace_from(R"(
        mutex judit
        0 a lock judit
        1 b lock? judit
        2 a unlock judit
        2 b ready a
        2 b run @0
        2 b lock judit
        5 b unlock judit
        6 b lock judit
        6 b unlock judit
        7 a try_lock 0 judit
        8 a try_lock 1 judit
    )");
    const Timeline timeline(*trace);
    const Spans held = timeline.of_resource(ResourceId{0});
    EXPECT_EQ(drawn(held), "0-2 held 1, 2-5 held 1, 5-8 none, 8- held 1");
    EXPECT_EQ(held[0].task, kA);
    EXPECT_EQ(held[1].task, kB);
    EXPECT_EQ(held[1].resource, ResourceId{0});
    EXPECT_EQ(held[2].task, kNoTask);
    EXPECT_EQ(drawn(timeline.waiting_for(ResourceId{0})), "1-2 blocked 1, 2- none");
}

TEST(Timeline, LaneOfASemaphoreIsHowManyPermitsAreInUse) {
    const auto trace = trace_from(R"(
        semaphore tables 2
        0 a acquire tables
        1 b acquire tables
        2 c acquire? tables
        3 a release 0 tables
        3 c ready a
        3 c run @0
        3 c acquire tables
        4 b release 1 tables
        5 c release 2 tables
    )");
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_resource(ResourceId{0})), "0-1 held 1, 1-3 held 2, 3-4 held 2, 4-5 held 1, 5- none");
    EXPECT_EQ(timeline.of_resource(ResourceId{0})[1].task, kNoTask) << "a permit in use is nobody's alone";
}

TEST(Timeline, SemaphoreThatBeginsWithoutPermitsShowsHowManyAreLeft) {
    const auto trace = trace_from(R"(
        semaphore filled 0
        1 a release 1 filled
        2 a release 2 filled
        3 b acquire filled
        4 b acquire filled
        5 b acquire? filled
        6 a release 0 filled
        6 b ready a
        6 b acquire filled
    )");
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_resource(ResourceId{0})), "1-2 held 1, 2-3 held 2, 3-4 held 1, 4- none");
}

TEST(Timeline, WhereEventsWereLostNobodyKnowsWhatTheTaskDid) {
    const auto trace = trace_from(R"(
        0 a arrive main
        1 a run @0
        2 a compute? 1
        3 b arrive main
        3 a lost 1204
        5 a compute 1
        6 a finish
    )");
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_task(kA)), "0-1 ready, 1-2 running@0, 2-5 lost 1204, 5-6 running@0, 6- done");
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "1-2 running@0, 2-5 lost 1204, 5-6 running@0, 6- none");
    EXPECT_EQ(drawn(timeline.of_task(kB)), "3- ready");
}

TEST(Timeline, AfterALossTheTaskMayDoSomethingElse) {
    const auto trace = trace_from("0 a run @0\n 1 a mark\n 4 a lost 3\n 6 a sleep? 5\n 7 a lost 2");
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_task(kA)), "0-1 running@0, 1-6 lost 3, 6- lost 2");
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "0-1 running@0, 1-6 lost 3, 6- none");
}

TEST(Timeline, SwitchingBelongsToTheCoreAndLastsAsLongAsItCosts) {
    TraceHeader header;
    header.switch_cost_ns = 3'000'000'000;
    Trace trace(header);
    const auto add = [&trace](int seconds, TaskId task, EventKind kind) {
        TraceEvent event;
        event.time = at_seconds(seconds);
        event.task = task;
        event.kind = kind;
        event.core = CoreId{0};
        trace.append(event);
    };
    add(3, kA, EventKind::run);
    add(10, kA, EventKind::preempt);
    add(13, kB, EventKind::run);
    add(20, kB, EventKind::preempt);
    add(30, kA, EventKind::run);
    add(31, kA, EventKind::preempt);
    add(32, kA, EventKind::run);
    const Timeline timeline(trace);
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})),
              "0-3 switching, 3-10 running@0, 10-13 switching, 13-20 running@0, 20-27 none, 27-30 switching, "
              "30-31 running@0, 31-32 none, 32- running@0");
    EXPECT_EQ(timeline.of_core(CoreId{0})[2].task, kB) << "whom it is given to";
}

TEST(Timeline, SpanOfAMomentIsFound) {
    const auto trace = trace_from(kTwoTasks);
    const Timeline timeline(*trace);
    EXPECT_EQ(timeline.of_task(kB).at(at_seconds(3.9)), timeline.of_task(kB).size()) << "before it arrived";
    EXPECT_EQ(timeline.of_task(kA).at(at_seconds(4)), 2u);
    EXPECT_EQ(timeline.of_task(kA).at(at_seconds(5.9)), 2u);
    EXPECT_EQ(timeline.of_task(kA).at(at_seconds(99)), 6u);
}

}  // namespace
}  // namespace simul
