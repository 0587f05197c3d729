#include "app/layout/lane_causes.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul::layout {
namespace {

constexpr TaskId kMain = task_number(0), kA = task_number(1), kB = task_number(2);
constexpr std::size_t kMost = 10;

std::vector<Cause> causes(const Trace& trace, TaskId task, double from, double until, std::size_t most = kMost) {
    return causes_between(trace, Timeline(trace), task, at_seconds(from), at_seconds(until), most);
}

//   a    xx##----..##xx##     waits for b, runs, sleeps, is ready for a while, waits for main
constexpr const char* kWaits = R"(
    mutex m
    0 a lock? m
    0 b run @0
    2 b unlock m
    2 a ready b
    2 b sleep? 9
    2 a run @0
    2 a lock m
    4 a sleep? 4
    8 a ready
    10 a run @0
    12 a lock? m
    14 main unlock m
    14 a ready main
    14 a run @0
)";

TEST(LaneCauses, AreThoseWhoEndedAWaitAlsoWhenTheTaskWasNotReadyForAnyTime) {
    const auto trace = trace_from(kWaits);
    EXPECT_EQ(causes(*trace, kA, 0, 20), (std::vector<Cause>{{kB, at_seconds(2)}, {kMain, at_seconds(14)}}));
    EXPECT_TRUE(causes(*trace, kB, 0, 20).empty());
}

TEST(LaneCauses, AreOnlyThoseThatCanBeSeen) {
    const auto trace = trace_from(kWaits);
    EXPECT_EQ(causes(*trace, kA, 3, 20), (std::vector<Cause>{{kMain, at_seconds(14)}}));
    EXPECT_EQ(causes(*trace, kA, 0, 13), (std::vector<Cause>{{kB, at_seconds(2)}}));
    EXPECT_TRUE(causes(*trace, kA, 0, 20, 1).empty()) << "too many to tell anything";
    EXPECT_TRUE(causes(*trace, task_number(9), 0, 20).empty());
}

}  // namespace
}  // namespace simul::layout
