#include "engine/analysis/timeline.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

constexpr TaskId kA = task_number(1), kB = task_number(2);

/// `0-3 ready, 3-5 running@0, 5- blocked`.
std::string drawn(const std::vector<Span>& lane) {
    std::string text;
    for (const Span& span : lane) {
        text += text.empty() ? "" : ", ";
        text += std::to_string(span.from.time_since_epoch() / 1s) + "-";
        if (span.until != kNever) text += std::to_string(span.until.time_since_epoch() / 1s);
        text += " " + std::string(name_of(span.state));
        if (span.core != kNoCore) text += "@" + std::to_string(index_of(span.core));
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
              "0-2 ready, 2-4 running@0, 4-6 ready, 6-8 running@0, 8-10 blocked, 10-12 asleep");
    EXPECT_EQ(drawn(timeline.of_task(kB)), "4-6 running@0");
    EXPECT_EQ(timeline.end(), at_seconds(12));
}

TEST(Timeline, LaneOfACoreIsWhoRanThere) {
    const auto trace = trace_from(kTwoTasks);
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "2-4 running@0, 4-6 running@0, 6-8 running@0");
    EXPECT_EQ(timeline.of_core(CoreId{0})[1].task, kB);
    EXPECT_EQ(drawn(timeline.of_core(CoreId{1})), "") << "stretches without length leave nothing";
    EXPECT_EQ(drawn(timeline.of_core(CoreId{7})), "");
}

TEST(Timeline, SpanKnowsItsEventAndItsResource) {
    const auto trace = trace_from(kTwoTasks);
    const Timeline timeline(*trace);
    const Span& blocked = timeline.of_task(kA)[4];
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
    EXPECT_EQ(drawn(timeline.of_task(kA)), "0-1 ready, 1-9 running@0");
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "1-9 running@0");
}

TEST(Timeline, TaskThatIsSeenOnAnotherCoreHasMovedThere) {
    const auto trace = trace_from("0 a run @0\n 3 a run @1\n 5 a finish");
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_task(kA)), "0-3 running@0, 3-5 running@1");
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "0-3 running@0");
    EXPECT_EQ(drawn(timeline.of_core(CoreId{1})), "3-5 running@1");
}

TEST(Timeline, CoreTakenOverBeforeItsTaskWasSeenToLeaveRunsOneTask) {
    const auto trace = trace_from("0 a run @0\n 3 b run @0\n 5 a preempt\n 6 b finish");
    const Timeline timeline(*trace);
    EXPECT_EQ(drawn(timeline.of_core(CoreId{0})), "0-3 running@0, 3-6 running@0");
}

}  // namespace
}  // namespace simul
