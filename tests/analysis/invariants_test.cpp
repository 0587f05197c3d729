#include "engine/analysis/invariants.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

/// All violations in one text.
std::string wrong_in(const char* text) {
    std::string all;
    for (const std::string& violation : violations_of(*trace_from(text))) all += violation + "\n";
    return all;
}

#define EXPECT_VIOLATION(text, part) EXPECT_NE(wrong_in(text).find(part), std::string::npos) << wrong_in(text)

TEST(Invariants, GoodTraceHasNoViolation) {
    EXPECT_EQ(wrong_in(R"(
        mutex m
        cores 2
        0 main arrive
        0 main run @0
        0 main spawn a
        0 a arrive main
        0 main lock m
        0 a run @1
        0 a lock? m
        3 main unlock m
        3 a ready main
        3 a run @1
        3 a lock m
        3 a compute? 2
        3 main finish
        5 a compute 2
        5 a unlock m
        5 a finish
        5 end finished
    )"),
              "");
}

TEST(Invariants, TimesDoNotDecrease) { EXPECT_VIOLATION("1 a arrive\n 0 a run @0\n 1 end stopped", "earlier"); }

TEST(Invariants, CoreRunsOneTask) {
    EXPECT_VIOLATION("0 a arrive\n 0 b arrive\n 0 a run @0\n 0 b run @0\n 1 end stopped", "core 0 runs #1 a already");
}

TEST(Invariants, MutexHasOneOwner) {
    EXPECT_VIOLATION("mutex m\n 0 a arrive\n 0 b arrive\n 0 a lock m\n 0 b lock m\n 0 end stopped",
                     "second owner beside #1 a");
    EXPECT_VIOLATION("mutex m\n 0 a arrive\n 0 b arrive\n 0 a lock m\n 0 b try_lock m 1\n 0 end stopped",
                     "second owner");
    EXPECT_VIOLATION("mutex m\n 0 a arrive\n 0 a unlock m\n 0 end stopped", "owned by nobody");
}

TEST(Invariants, TaskArrivesOnceAndEndsOnce) {
    EXPECT_VIOLATION("0 a arrive\n 0 a arrive\n 0 end stopped", "had arrived already");
    EXPECT_VIOLATION("0 a run @0\n 0 end stopped", "runs before it has arrived");
    EXPECT_VIOLATION("0 a arrive\n 0 a finish\n 0 a run @0\n 0 end stopped", "had ended already");
}

TEST(Invariants, FinishedRunLeavesNobodyBehind) {
    EXPECT_VIOLATION("0 a arrive\n 0 end finished", "the run finished, and #1 a did not end");
    EXPECT_EQ(wrong_in("0 a arrive\n 0 end stopped"), "");
}

TEST(Invariants, WhatIsAwaitedHasEnded) {
    EXPECT_VIOLATION("0 main arrive\n 0 a arrive main\n 1 main await a\n 1 a finish\n 1 end stopped",
                     "#1 a has not ended");
}

TEST(Invariants, WhatIsWantedIsGot) {
    EXPECT_VIOLATION("0 a arrive\n 0 a run @0\n 0 a compute? 1\n 0 a finish\n 0 end finished",
                     "never got what it wanted: compute");
    EXPECT_EQ(wrong_in("0 main arrive\n 0 main run @0\n 0 main sleep? 1\n 0 main finish! cancelled\n 0 end finished"),
              "");
}

TEST(Invariants, TraceClosesWithTheEnd) {
    EXPECT_VIOLATION("0 a arrive", "a trace closes with the end of the run");
    EXPECT_VIOLATION("", "empty");
}

}  // namespace
}  // namespace simul
