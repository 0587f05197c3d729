#include "engine/analysis/metrics.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

constexpr const char* kTwoTasks = R"(
    mutex m
    cores 3
    clock simulated
    0 main arrive
    0 main run @0
    0 main spawn a
    0 a arrive main "game 1"
    0 main finish
    2 a run @0
    4 a preempt
    7 a run @1
    8 a lock? m
    12 a ready
    12 a run @1
    12 a lock m
    12 a sleep? 5
    17 a ready
    18 a run @1
    20 a finish
    20 end finished
)";

TEST(Metrics, TimesOfATaskAddUpToItsTurnaround) {
    const auto trace = trace_from(kTwoTasks);
    const Metrics metrics = metrics_of(*trace);
    ASSERT_EQ(metrics.tasks.size(), 2u);
    const TaskFigures& a = metrics.tasks[1];
    EXPECT_EQ(a.name, "game 1");
    EXPECT_EQ(a.parent, kMainTask);
    EXPECT_EQ(a.response(), 2s);
    EXPECT_EQ(a.turnaround(), 20s);
    EXPECT_EQ(a.running, 2s + 1s + 2s);
    EXPECT_EQ(a.ready, 2s + 3s + 1s);
    EXPECT_EQ(a.blocked, 4s);
    EXPECT_EQ(a.asleep, 5s);
    EXPECT_EQ(a.switches, 4u);
    EXPECT_EQ(a.running + a.ready + a.blocked + a.asleep, a.turnaround());
}

TEST(Metrics, EveryCoreOfASimulatedRunIsThere) {
    const auto trace = trace_from(kTwoTasks);
    const Metrics metrics = metrics_of(*trace);
    ASSERT_EQ(metrics.cores.size(), 3u);
    EXPECT_EQ(metrics.cores[0].busy, 2s);
    EXPECT_EQ(metrics.cores[1].busy, 3s);
    EXPECT_EQ(metrics.cores[1].first, at_seconds(7));
    EXPECT_EQ(metrics.cores[1].last, at_seconds(20));
    EXPECT_FALSE(metrics.cores[2].first);
    EXPECT_EQ(metrics.cpu_busy, 5s);
}

TEST(Metrics, CoresOfThisComputerAreThoseThatRanSomething) {
    const auto trace = trace_from("clock real\n cores 8\n 0 a run @5\n 3 a finish");
    const Metrics metrics = metrics_of(*trace);
    ASSERT_EQ(metrics.cores.size(), 1u);
    EXPECT_EQ(metrics.cores[0].core, CoreId{5});
}

TEST(Metrics, OwnClocksOfTasksSayHowMuchOfTheProcessorTheyUsed) {
    const auto trace = trace_from("0 a run @0\n 3 a core_busy 0.5\n 3 a core_busy 0.25\n 3 a finish");
    const Metrics metrics = metrics_of(*trace);
    EXPECT_EQ(metrics.cpu_busy, 750ms);
    EXPECT_EQ(metrics.tasks[0].running, 3s);
}

TEST(Metrics, ATaskWhoseClockNobodyReadUsedTheProcessorWhileItRan) {
    const auto trace = trace_from("0 a run @0\n 0 b run @1\n 3 a core_busy 0.5\n 3 a finish\n 4 end finished");
    EXPECT_EQ(metrics_of(*trace).cpu_busy, 4500ms);
}

TEST(Metrics, MakespanIsTheEndOfTheLastTask) {
    const auto trace = trace_from("0 a run @0\n 3 a finish\n 4 end finished");
    const Metrics metrics = metrics_of(*trace);
    EXPECT_EQ(metrics.makespan, at_seconds(3));
    EXPECT_EQ(metrics.end, at_seconds(4));
    EXPECT_EQ(metrics.outcome, Outcome::finished);
}

TEST(Metrics, WhoNeverEndedIsCountedUpToTheLastEvent) {
    const auto trace = trace_from("mutex m\n 0 a run @0\n 3 a lock? m\n 9 end deadlock");
    const Metrics metrics = metrics_of(*trace);
    EXPECT_EQ(metrics.makespan, at_seconds(9));
    EXPECT_EQ(metrics.unfinished_tasks, 1u);
    EXPECT_EQ(metrics.tasks[0].blocked, 6s);
    EXPECT_FALSE(metrics.tasks[0].finish);
    EXPECT_FALSE(metrics.tasks[0].turnaround());
    EXPECT_EQ(metrics.resources[0].waited, 6s);
    EXPECT_EQ(metrics.outcome, Outcome::deadlock);
}

TEST(Metrics, MarkCountsAtItsLastTime) {
    const auto trace = trace_from(R"(
        1 a mark "served"
        2 a mark "closed"
        5 b mark "served"
    )");
    const Metrics metrics = metrics_of(*trace);
    ASSERT_EQ(metrics.marks.size(), 2u);
    EXPECT_EQ(metrics.marks[0].name, "served");
    EXPECT_EQ(metrics.marks[0].at, at_seconds(5));
    EXPECT_EQ(metrics.marks[0].count, 2u);
    EXPECT_EQ(metrics.marks[1].name, "closed");
}

TEST(Metrics, MeasuresHaveMeanAndLargest) {
    const auto trace = trace_from(R"(
        0 a measure -6 "wait"
        0 a measure -2.5 "wait"
        0 b measure -3.5 "wait"
    )");
    const Metrics metrics = metrics_of(*trace);
    ASSERT_EQ(metrics.measures.size(), 1u);
    EXPECT_EQ(metrics.measures[0].n, 3u);
    EXPECT_EQ(metrics.measures[0].mean(), -4);
    EXPECT_EQ(metrics.measures[0].max, -2.5);
}

TEST(Metrics, VariablesHaveTheirLastValueButRawOnesHaveNone) {
    const auto trace = trace_from(R"(
        variable counter 0
        variable x 0 raw
        0 a store counter 2
        0 a store x 1
    )");
    const Metrics metrics = metrics_of(*trace);
    ASSERT_EQ(metrics.variables.size(), 1u);
    EXPECT_EQ(metrics.variables[0].name, "counter");
    EXPECT_EQ(metrics.variables[0].value, Cell::integer(2));
}

TEST(Metrics, OutputAndGapsAreKept) {
    const auto trace = trace_from("0 a print \"one\"\n 0 b print \"two\"\n 1 a lost 1204");
    const Metrics metrics = metrics_of(*trace);
    EXPECT_EQ(metrics.output, (std::vector<std::string_view>{"one", "two"}));
    EXPECT_EQ(metrics.lost_events, 1204u);
}

TEST(Metrics, LongestWaitForAResourceHasAName) {
    const auto trace = trace_from(R"(
        mutex m
        0 a lock? m
        0 b lock? m
        2 a ready
        5 b ready
    )");
    const Metrics metrics = metrics_of(*trace);
    EXPECT_EQ(metrics.resources[0].waits, 2u);
    EXPECT_EQ(metrics.resources[0].waited, 7s);
    EXPECT_EQ(metrics.resources[0].longest, 5s);
    EXPECT_EQ(metrics.resources[0].longest_task, task_number(2));
}

TEST(Metrics, AFigureIsNamedOnlyIfOneThingHasItsName) {
    using Kind = NamedFigure::Kind;
    const auto trace =
        trace_from("variable n 4\n variable m 5\n 0 a arrive\n 3 a mark \"n\"\n 4 a mark \"k\"\n 9 a finish");
    const Metrics metrics = metrics_of(*trace);
    EXPECT_FALSE(figure_named(metrics, "n")) << "a mark, or the variable?";
    EXPECT_EQ(figures_named(metrics, "n").size(), 2u);
    EXPECT_EQ(figure_named(metrics, "m")->kind, Kind::variable);
    EXPECT_EQ(figure_named(metrics, "m")->value, 5);
    EXPECT_EQ(figure_named(metrics, "k")->kind, Kind::mark);
    EXPECT_FALSE(figure_named(metrics, "none"));
}

TEST(Metrics, EmptyTraceHasNoFigures) {
    const auto trace = trace_from("");
    const Metrics metrics = metrics_of(*trace);
    EXPECT_TRUE(metrics.tasks.empty());
    EXPECT_EQ(metrics.makespan, Time{});
    EXPECT_FALSE(metrics.outcome);
}

TEST(Metrics, WhoSelectsHasWaitedForTheChannelThatItReceivesFrom) {
    const auto trace = trace_from(R"(
    channel a 4
    channel b 4
    0 main arrive
    0 main run @0
    0 main receive? a 2
    3 main ready
    3 main run @0
    3 main receive b
    3 main finish returned
    3 end finished
)");
    const Metrics metrics = metrics_of(*trace);
    EXPECT_EQ(metrics.resources[0].waits, 0u);
    EXPECT_EQ(metrics.resources[1].waited, 3s);
    EXPECT_EQ(metrics.resources[1].waits, 1u);
}

}  // namespace
}  // namespace simul
