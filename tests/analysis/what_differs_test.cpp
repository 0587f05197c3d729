#include "engine/analysis/what_differs.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

// Two cores; job a is taken from core 0 at 2 s, continues on core 1 and is taken from there at 6 s. What else has core
// 0 from 7 to 8 s takes it from job b for a moment only.
constexpr const char* kTurns = R"(
    cores 2
    clock real
    0 main arrive
    0 main run @0
    0 a arrive main "a"
    0 b arrive main "b"
    0 c arrive main "c"
    0 main finish
    0 a run @0
    2 a preempt
    2 b run @0
    3 a run @1
    6 a preempt
    6 c run @1
    7 b preempt
    8 b run @0
    9 b sleep? 1
    10 b ready
    10 b run @0
    11 b finish
    12 c finish
    12 a run @1
    13 a finish
    13 end finished
)";

TEST(Turns, last_until_another_task_has_the_core) {
    const auto trace = trace_from(kTurns);
    const Turns turns = turns_of(*trace);
    EXPECT_EQ(turns.count, 6U) << "a three times, b twice, as it slept in between, c once";
    EXPECT_EQ(turns.cut_short, 2U) << "a by b at 2 s and by c at 6 s";
    EXPECT_EQ(turns.typical, 3s) << "of 2 s and 3 s the upper";
    EXPECT_EQ(turns.elsewhere, 1U) << "a at 3 s";
}

TEST(Turns, of_a_run_that_has_none_are_none) {
    const auto trace = trace_from("0 main arrive\n0 main run @0\n0 main finish\n0 end finished");
    EXPECT_EQ(turns_of(*trace).count, 0U);
    EXPECT_EQ(turns_of(*trace).cut_short, 0U);
}

constexpr const char* kInTurn = R"(
    cores 1
    clock simulated
    0 main arrive
    0 main run @0
    0 a arrive main "job 1"
    0 b arrive main "job 2"
    0 main finish
    0 a run @0
    2 a finish
    2 b run @0
    3 b finish
    3 end finished
)";
constexpr const char* kOtherWayRound = R"(
    cores 1
    clock real
    0 main arrive
    0 main run @0
    0 a arrive main "job 1"
    0 a given! -5 "nice"
    0 b arrive main "job 2"
    0 main finish
    0 a run @0
    1 a preempt
    1 b run @0
    2 b finish
    2 a run @0
    4 a finish
    4 end finished
)";

struct Told {
    explicit Told(const char* text) : trace(trace_from(text)), metrics(metrics_of(*trace)) {}
    PolicyRun run(std::string policy) const {
        return {std::move(policy), trace.get(), &metrics, scheduling_figures(metrics), 0};
    }
    std::unique_ptr<Trace> trace;
    Metrics metrics;
};

TEST(Compared, says_how_the_kernels_run_differs_from_each_simulated_one) {
    const Told simulated(kInTurn), real(kOtherWayRound);
    const std::vector<std::string> told = differences_from_kernel({real.run("linux_rr"), simulated.run("fifo")});
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].find("linux_rr is a run on this computer, whose kernel schedules it by SCHED_RR."), 0U)
        << told[0];
    EXPECT_NE(told[0].find("refuses 1 task a nice below 0"), std::string::npos) << told[0];
    EXPECT_EQ(told[1],
              "linux_rr and fifo: the tasks end in different orders, job 2, job 1 under linux_rr, job 1, job 2 under "
              "fifo. The furthest apart is job 1, which ends at 4 s under linux_rr, at 2 s under fifo. The tasks take "
              "3 turns under linux_rr, 1 of which is cut short, typically after 1 s; 2 turns under fifo, none of which "
              "is cut short.");
    EXPECT_TRUE(differences_from_kernel({simulated.run("fifo")}).empty());
}

TEST(Compared, knows_which_run_is_the_best_at_what) {
    const Told simulated(kInTurn), real(kOtherWayRound);
    const std::vector<PolicyRun> runs = {real.run("linux"), simulated.run("fifo")};
    for (const ComparedColumn& column : compared_columns()) {
        if (column.json == "turnaround_s") {
            EXPECT_EQ(best_of(column, runs), 2.5);
        }
        if (column.json == "response_s") {
            EXPECT_EQ(best_of(column, runs), 0.5);
        }
        if (column.json == "throughput") {
            EXPECT_EQ(best_of(column, runs), 2.0 / 3) << "more is better";
        }
    }
}

}  // namespace
}  // namespace simul
