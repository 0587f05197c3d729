#include "engine/analysis/findings.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

using Tasks = std::vector<TaskId>;
using Places = std::vector<std::size_t>;

std::vector<Finding> found_in(const char* text) { return findings_of(*trace_from(text)); }

/// The one finding of a trace.
Finding only_finding(const char* text) {
    std::vector<Finding> findings = found_in(text);
    EXPECT_EQ(findings.size(), 1u);
    return findings.empty() ? Finding{} : findings.front();
}

TEST(Findings, NothingIsFoundInARunThatWentWell) {
    EXPECT_TRUE(found_in("mutex m\n 0 a run @0\n 0 a lock m\n 1 a unlock m\n 1 a finish\n 1 end finished").empty());
}

TEST(Findings, CircleOfOwnersIsADeadlockAtTheEventThatClosesIt) {
    const Finding finding = only_finding(R"(
        mutex left
        mutex right
        0 a arrive
        0 a lock left
        1 b arrive
        1 b lock right
        2 a lock? right :4
        3 b lock? left :9
        3 end deadlock
    )");
    EXPECT_EQ(finding.kind, FindingKind::deadlock);
    EXPECT_EQ(finding.text,
              "b and a wait for each other, and none can continue: b waits for left (line 9), which a holds; a waits "
              "for right "
              "(line 4), which b holds.");
    EXPECT_EQ(finding.at, at_seconds(3));
    EXPECT_EQ(finding.line, 9);
    EXPECT_EQ(finding.tasks, (Tasks{task_number(2), task_number(1)}));
    EXPECT_EQ(finding.events, (Places{1, 3, 4, 5}));
}

TEST(Findings, DeadlockOfSomeIsFoundThoughOthersGoOn) {
    const Finding finding = only_finding(R"(
        mutex left
        mutex right
        0 a lock left
        0 b lock right
        1 a lock? right
        1 b lock? left
        2 c run @0
        9 c finish
        9 end stopped
    )");
    EXPECT_EQ(finding.kind, FindingKind::deadlock);
    EXPECT_EQ(finding.at, at_seconds(1));
}

TEST(Findings, WhoJoinsTheQueueOfADeadlockIsNotPartOfIt) {
    const Finding finding = only_finding(R"(
        mutex left
        mutex right
        0 a lock left
        0 b lock right
        1 a lock? right
        1 b lock? left
        2 c lock? left
        2 end deadlock
    )");
    EXPECT_EQ(finding.tasks, (Tasks{task_number(2), task_number(1)}));
}

TEST(Findings, TaskCanWaitForItself) {
    const Finding finding = only_finding("mutex m\n 0 main lock m :1\n 0 main lock? m :2\n 0 end deadlock");
    EXPECT_EQ(finding.text, "main waits for itself: main waits for m (line 2), which it holds itself.");
}

TEST(Findings, CircleMayGoThroughFutures) {
    const Finding finding = only_finding(R"(
        mutex m
        0 main lock m
        0 a arrive main
        0 main await? a :3
        0 a lock? m :7
        0 end deadlock
    )");
    EXPECT_EQ(finding.text,
              "a and main wait for each other, and none can continue: a waits for m (line 7), which main holds; main "
              "waits for a "
              "to end (line 3).");
}

TEST(Findings, ChainOfWaitersIsNoDeadlock) {
    EXPECT_TRUE(found_in(R"(
        mutex m
        mutex n
        0 a lock m
        0 b lock n
        1 b lock? m
        1 c lock? n
        2 a unlock m
        2 b ready a
    )")
                    .empty());
}

TEST(Findings, AFullChannelThatWasGivenNoNumberSaysThatItHasOne) {
    const auto found = [](const char* capacity) {
        return only_finding(
                   (std::string("channel q ") + capacity + "\n0 a arrive\n0 a send? q :1\n1 end deadlock").c_str())
            .text;
    };
    EXPECT_NE(
        found("64").find(" q has room for 64 messages, which is what channel() gives; channel(100) has room for 100, "
                         "and a Queue() of Python has no limit."),
        std::string::npos)
        << found("64");
    EXPECT_NE(found("8").find(" q has room for 8 messages."), std::string::npos) << found("8");
}

TEST(Findings, StandstillWithoutACircleNamesWhoWaitsForWhat) {
    const Finding finding = only_finding(R"(
        channel orders 1
        condition full
        semaphore seats 0
        barrier gate 2
        event open
        0 a arrive
        0 b arrive
        0 c arrive
        0 d arrive
        0 e arrive
        0 f arrive
        0 a receive? orders :1
        0 b condition_wait? full :2
        0 c acquire? seats :3
        0 d barrier_wait? gate :4
        0 e event_wait? open :5
        0 f send? orders :6
        5 end deadlock
    )");
    EXPECT_EQ(finding.kind, FindingKind::deadlock);
    EXPECT_EQ(
        finding.text,
        "No task can continue: a waits for a message from orders (line 1); b waits for somebody to notify full (line "
        "2); c "
        "waits for a permit of seats (line 3); d waits for the others at gate (line 4); e waits for open to be set "
        "(line 5); f waits for room in orders (line 6). orders has room for 1 message.");
    EXPECT_EQ(finding.tasks.size(), 6u);
    EXPECT_EQ(finding.line, 1);
    EXPECT_EQ(finding.at, at_seconds(5));
}

TEST(Findings, FailureThatNobodyAskedForIsTold) {
    const Finding finding = only_finding(R"(
        0 a arrive main "game 1"
        2 a load! :12
        2 a finish! failed "no such move"
        3 end failed
    )");
    EXPECT_EQ(finding.kind, FindingKind::failure);
    EXPECT_EQ(finding.text, "game 1 failed at 2 s (line 12) and nobody took its exception: no such move");
    EXPECT_EQ(finding.line, 12);
    EXPECT_EQ(finding.tasks, Tasks{task_number(1)});
    EXPECT_EQ(finding.events, Places{2});
}

TEST(Findings, LineOfTheErrorIsTheLineOfTheFailure) {
    EXPECT_EQ(only_finding("source story.lua\n 0 a load! :12\n 2 a finish! failed :14 \"story.lua:14: boom\"").line,
              14);
    EXPECT_EQ(only_finding("source story.lua\n 0 a load! :12\n 2 a finish! failed \"boom\"").line, 12);
    EXPECT_EQ(only_finding("source story.lua\n 0 a load! :12\n 2 a finish! failed \"story.lua:14: boom\"").line, 12)
        << "a text that has the look of a place";
}

TEST(Findings, FailureIsTakenByWhoeverAwaitsOrAsksEvenLater) {
    for (const char* asks : {"await! a", "future_result! a", "future_exception a"}) {
        const std::string text = std::string("0 a finish! failed \"boom\"\n 5 main ") + asks;
        EXPECT_TRUE(found_in(text.c_str()).empty()) << asks;
    }
    EXPECT_EQ(found_in("0 main await? a\n 0 a finish! failed \"boom\"").size(), 1u)
        << "who only wants has not taken it";
}

TEST(Findings, CancelledTaskDidNotFail) { EXPECT_TRUE(found_in("0 a finish! cancelled").empty()); }

TEST(Findings, ProcessThatWasKilledHasItsSignal) {
    const Finding finding = only_finding("0 a arrive\n 1 a finish! 2307");
    EXPECT_EQ(finding.kind, FindingKind::died);
    EXPECT_EQ(finding.text, "The process of a was ended by signal 9 (SIGKILL) at 1 s.");
}

TEST(Findings, ExpectationThatDidNotHold) {
    const Finding finding = only_finding(R"(
        0 a arrive
        0 a expect 1 "two and two are four"
        7 a expect! 0 :5 "no update is lost"
    )");
    EXPECT_EQ(finding.kind, FindingKind::expectation);
    EXPECT_EQ(finding.text, "a expected (line 5): no update is lost. It did not hold at 7 s.");
}

TEST(Findings, WhereStepsCountTheyAreNamed) {
    const Finding finding = only_finding("policy conducted\n 0 a arrive\n 6 a expect! 0 :5 \"no update is lost\"");
    EXPECT_EQ(finding.text, "a expected (line 5): no update is lost. It did not hold at step 6.");
    EXPECT_EQ(finding.at, Time(6s));
}

TEST(Findings, a_line_that_keeps_the_loop_again_and_again_is_one_finding) {
    EXPECT_EQ(
        only_finding(
            "0 a arrive\n0 b arrive\n 3 a note loop_blocked :4 \"it keeps\"\n5 b note loop_blocked :4 \"it keeps\"")
            .text,
        "a (line 4): it keeps, at 3 s. This line kept it 2 times.");
}

TEST(Findings, WhatTheExecutorSawIsAFinding) {
    EXPECT_EQ(only_finding("0 a arrive\n 3 a note loop_blocked :4").text,
              "a kept the event loop from all other tasks.");
    const Finding limit = only_finding("3 a note too_long \"the run was ended after 10 events\"");
    EXPECT_EQ(limit.kind, FindingKind::too_long);
    EXPECT_EQ(limit.text, "the run was ended after 10 events");
}

constexpr const char* kPoolOfOne = R"(
    model thread_pool
    semaphore pool 1
    0 a arrive main
    0 a acquire pool
    0 a run @0
    0 b arrive a
    0 b acquire? pool
)";

TEST(Findings, PoolIsStarvedWhenItsWorkersWaitForTasksInItsQueue) {
    const Finding finding = only_finding((std::string(kPoolOfOne) + "1 a await? b :6\n 1 end deadlock").c_str());
    EXPECT_EQ(finding.kind, FindingKind::starved_pool);
    EXPECT_EQ(finding.text,
              "The only worker of the pool is occupied by a task that waits for tasks which still wait for a worker: a "
              "waits for "
              "b to end (line 6).");
    EXPECT_EQ(finding.tasks, Tasks{task_number(1)});
}

TEST(Findings, PoolIsNotStarvedWhileOneWorkerCanGoOn) {
    EXPECT_TRUE(found_in((std::string(kPoolOfOne) + "1 main await? b :6\n").c_str()).empty());
    EXPECT_TRUE(found_in(R"(
        model thread_pool
        semaphore pool 2
        0 a acquire pool
        0 c acquire pool
        0 b acquire? pool
        0 a await? b
    )")
                    .empty());
}

TEST(Findings, PoolIsStarvedAlsoThroughOthersWhoWaitForATaskInItsQueue) {
    const Finding finding = only_finding(R"(
        model thread_pool
        semaphore pool 2
        0 a acquire pool
        0 c acquire pool
        0 b acquire? pool
        1 c await? b
        2 a await? c
        2 end deadlock
    )");
    EXPECT_EQ(finding.kind, FindingKind::starved_pool);
    EXPECT_TRUE(finding.text.starts_with("Both workers of the pool")) << finding.text;
}

TEST(Findings, AllWhoGoRoundForEverAreOneFinding) {
    const Finding finding =
        only_finding("0 a arrive\n0 b arrive\n 5 a note livelock :4 \"2\"\n 5 b note livelock :6 \"2\"");
    EXPECT_EQ(finding.kind, FindingKind::livelock);
    EXPECT_EQ(finding.tasks.size(), 2u);
    EXPECT_EQ(finding.text,
              "a (line 4) and b (line 6) go round for ever: after step 5 all is as it was after step 2, and nobody can "
              "change that.");
}

TEST(Findings, PoolThatIsIdleIsNotStarvedButMayBeLater) {
    const Finding finding = only_finding(R"(
        model thread_pool
        semaphore pool 1
        0 main await? a
        1 a acquire pool
        1 b acquire? pool
        2 a await? b
    )");
    EXPECT_EQ(finding.kind, FindingKind::starved_pool);
    EXPECT_EQ(finding.at, at_seconds(2));
}

TEST(Findings, TasksOfOneNameAreToldApartInSentences) {
    const Finding finding = only_finding(R"(
        0 a arrive main "add"
        0 b arrive main "add"
        0 b finish! failed "boom"
    )");
    EXPECT_EQ(finding.text.substr(0, 12), "add (task 2)");
}

TEST(Findings, StandInTheOrderOfTime) {
    const std::vector<Finding> findings = found_in(R"(
        1 a finish! failed "boom"
        2 b expect! 0 "peace"
    )");
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(findings[0].kind, FindingKind::failure);
    EXPECT_EQ(findings[1].kind, FindingKind::expectation);
}

}  // namespace
}  // namespace simul
