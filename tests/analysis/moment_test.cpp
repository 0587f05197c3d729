#include "engine/analysis/moment.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

constexpr TaskId kMain = task_number(0), kA = task_number(1), kB = task_number(2), kC = task_number(3);
constexpr ResourceId kFirst{0};
using Tasks = std::vector<TaskId>;

TEST(Moment, KnowsWhoRunsWhere) {
    const auto trace = trace_from(R"(
        0 main arrive
        0 main run @0
        1 a arrive main
        1 a run @1
        2 a preempt
        3 a run @0
    )");
    EXPECT_EQ(moment_after(*trace, 4).on_core(CoreId{0}), kMain);
    EXPECT_EQ(moment_after(*trace, 4).on_core(CoreId{1}), kA);
    const Moment preempted = moment_after(*trace, 5);
    EXPECT_EQ(preempted.on_core(CoreId{1}), kNoTask);
    EXPECT_EQ(preempted.state_of(kA), State::ready);
    EXPECT_EQ(preempted.task(kA).since, at_seconds(2));
    EXPECT_EQ(moment_after(*trace, 6).on_core(CoreId{0}), kA);
    EXPECT_EQ(preempted.on_core(CoreId{9}), kNoTask);
    EXPECT_EQ(preempted.state_of(task_number(9)), State::absent);
}

TEST(Moment, KnowsTheOwnerAndTheQueueOfAMutex) {
    const auto trace = trace_from(R"(
        mutex judit
        0 a run @0
        0 b run @1
        0 c run @2
        0 a lock judit
        1 b lock? judit
        2 c lock? judit
        5 a unlock judit
        5 b ready a
        5 b run @1
        5 b lock judit
    )");
    const Moment queued = moment_after(*trace, 6);
    EXPECT_EQ(queued.resource(kFirst).owner, kA);
    EXPECT_EQ(queued.queue_of(kFirst), (Tasks{kB, kC}));
    EXPECT_EQ(queued.on_core(CoreId{1}), kNoTask) << "who waits gives its core back";
    const Moment handed_over = moment_after(*trace, 8);
    EXPECT_EQ(handed_over.resource(kFirst).owner, kNoTask);
    EXPECT_EQ(handed_over.queue_of(kFirst), Tasks{kC});
    EXPECT_EQ(handed_over.task(kB).state.other, kA) << "who made it ready";
    EXPECT_EQ(moment_after(*trace, 10).resource(kFirst).owner, kB);
}

TEST(Moment, TaskMayLeaveTheMiddleOfAQueue) {
    const auto trace = trace_from(R"(
        mutex m
        0 a lock? m
        0 b lock? m
        0 c lock? m
        1 b ready
        1 b lock! m
    )");
    EXPECT_EQ(moment_after(*trace, 5).queue_of(kFirst), (Tasks{kA, kC}));
    EXPECT_EQ(moment_after(*trace, 5).resource(kFirst).waiters, 2u);
}

TEST(Moment, WokenFromAConditionWaitsForTheMutexNext) {
    const auto trace = trace_from(R"(
        mutex m
        condition go
        0 a run @0
        0 a lock m
        0 a unlock m
        0 a condition_wait? go
        1 b run @1
        1 b lock m
        1 b notify go 1
        1 a lock? m
        2 b unlock m
        2 a ready b
    )");
    EXPECT_EQ(moment_after(*trace, 7).queue_of(ResourceId{1}), Tasks{kA});
    const Moment woken = moment_after(*trace, 8);
    EXPECT_TRUE(woken.queue_of(ResourceId{1}).empty());
    EXPECT_EQ(woken.queue_of(kFirst), Tasks{kA});
    EXPECT_EQ(moment_after(*trace, 10).state_of(kA), State::ready);
}

TEST(Moment, PermitThatIsHandedOverWasNeverLeft) {
    const auto trace = trace_from(R"(
        semaphore masters 1
        0 a acquire masters
        0 b acquire? masters
        1 a release masters 1
        1 b ready a
        1 b acquire masters
        2 c acquire masters
    )");
    EXPECT_EQ(moment_after(*trace, 0).resource(kFirst).count, 1);
    EXPECT_EQ(moment_after(*trace, 1).resource(kFirst).count, 0);
    EXPECT_EQ(moment_after(*trace, 3).resource(kFirst).count, 1);
    EXPECT_EQ(moment_after(*trace, 5).resource(kFirst).count, 1) << "two were released: one for b, one that is left";
    EXPECT_EQ(moment_after(*trace, 6).resource(kFirst).count, 0);
}

TEST(Moment, ChannelsAndEventsAreFolded) {
    const auto trace = trace_from(R"(
        channel orders 4
        event open
        0 a send orders 1
        0 a send orders 2
        0 b receive orders 1
        0 a close orders
        0 a event_set open
        0 a event_clear open
    )");
    EXPECT_EQ(moment_after(*trace, 2).resource(kFirst).count, 2);
    EXPECT_EQ(moment_after(*trace, 3).resource(kFirst).count, 1);
    EXPECT_FALSE(moment_after(*trace, 3).resource(kFirst).flag);
    EXPECT_TRUE(moment_after(*trace, 4).resource(kFirst).flag);
    EXPECT_TRUE(moment_after(*trace, 5).resource(ResourceId{1}).flag);
    EXPECT_FALSE(moment_after(*trace, 6).resource(ResourceId{1}).flag);
}

TEST(Moment, VariableIsOneForAllThreads) {
    const auto trace = trace_from(R"(
        variable counter 7
        0 a store counter 8
        0 b compare_exchange! counter 8
        0 b atomic_add counter 0.5
    )");
    EXPECT_EQ(moment_after(*trace, 0).value_of(kFirst), Cell::integer(7));
    EXPECT_EQ(moment_after(*trace, 1).value_of(kFirst, kB), Cell::integer(8));
    EXPECT_EQ(moment_after(*trace, 3).value_of(kFirst), Cell::real(0.5));
}

TEST(Moment, ProcessTakesItsCopyOfAVariableWhenItIsSpawned) {
    const auto trace = trace_from(R"(
        model processes
        variable counter 0
        variable shared 0 mmap
        0 main store counter 5
        0 main spawn a
        0 a store counter 6
        0 a store shared 1
        0 main store counter 9
        0 a spawn b
    )");
    const Moment end = moment_after(*trace, trace->size());
    EXPECT_EQ(moment_after(*trace, 2).value_of(kFirst, kA), Cell::integer(5));
    EXPECT_EQ(end.value_of(kFirst, kA), Cell::integer(6));
    EXPECT_EQ(end.value_of(kFirst, kB), Cell::integer(6)) << "the copy of a copy";
    EXPECT_EQ(end.value_of(kFirst), Cell::integer(9));
    EXPECT_EQ(end.value_of(ResourceId{1}), Cell::integer(1));
}

TEST(Moment, ProcessThatIsSpawnedHasTheFirstValues) {
    const auto trace = trace_from(R"(
        model processes
        start_method spawn
        variable counter 3
        variable shared 0 mmap
        0 main store counter 5
        0 main store shared 1
        0 main spawn a
        0 a store counter 6
        0 a spawn b
    )");
    EXPECT_EQ(moment_after(*trace, 3).value_of(kFirst, kA), Cell::integer(3));
    const Moment end = moment_after(*trace, trace->size());
    EXPECT_EQ(end.value_of(kFirst, kA), Cell::integer(6));
    EXPECT_EQ(end.value_of(kFirst, kB), Cell::integer(3));
    EXPECT_EQ(end.value_of(kFirst), Cell::integer(5));
    EXPECT_EQ(end.value_of(ResourceId{1}, kB), Cell::integer(1));
}

TEST(Moment, RawVariableHasNoFoldedValue) {
    const auto trace = trace_from(R"(
        variable x 1 raw
        0 a store x 2
    )");
    EXPECT_EQ(moment_after(*trace, 1).value_of(kFirst), Cell::integer(1));
}

TEST(Moment, FutureTellsHowItsTaskEnded) {
    const auto trace = trace_from(R"(
        0 main run @0
        0 a arrive main
        0 main await? a :3
        4 a finish! failed "boom"
    )");
    const Moment waiting = moment_after(*trace, 3);
    EXPECT_EQ(waiting.state_of(kMain), State::blocked);
    EXPECT_EQ(waiting.task(kMain).state.other, kA);
    EXPECT_EQ(waiting.task(kMain).line, 3);
    EXPECT_EQ(waiting.task(kA).parent, kMain);
    const Moment ended = moment_after(*trace, 4);
    EXPECT_EQ(ended.state_of(kA), State::done);
    EXPECT_EQ(ended.task(kA).ending, Ending::failed);
}

TEST(Moment, ComputeAndYieldDoNotTakeATaskOffItsCore) {
    const auto trace = trace_from(R"(
        0 a run @0
        0 a compute? 5
        0 a yield
        0 a sleep? 3
    )");
    EXPECT_EQ(moment_after(*trace, 3).state_of(kA), State::running);
    EXPECT_EQ(moment_after(*trace, 4).state_of(kA), State::asleep);
}

TEST(Moment, KernelRecordOfATaskThatWaitsDoesNotWakeIt) {
    auto trace = trace_from(R"(
        mutex m
        0 a run @0
        0 a lock? m
    )");
    TraceEvent looked;
    looked.kind = EventKind::run;
    looked.task = kA;
    looked.core = CoreId{1};
    looked.unordered = 1;
    trace->append(looked);
    EXPECT_EQ(moment_after(*trace, 3).state_of(kA), State::blocked);
}

TEST(Moment, TaskGoesOnAfterAGapInTheRecording) {
    const auto trace = trace_from(R"(
        mutex m
        0 a run @0
        0 a lock? m
        9 a lock m @2
    )");
    const Moment end = moment_after(*trace, 3);
    EXPECT_EQ(end.state_of(kA), State::running);
    EXPECT_EQ(end.on_core(CoreId{2}), kA);
    EXPECT_TRUE(end.queue_of(kFirst).empty());
}

}  // namespace
}  // namespace simul
