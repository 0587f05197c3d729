#include "app/command_line/report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/command_line/comparison.h"
#include "app/command_line/text_report.h"
#include "tests/support/trace_text.h"

namespace simul::command_line {
namespace {

//   main  finishes at once
//   a     ########        computes
//   b     xxxx####        waits for m, then computes
constexpr const char* kTwoTasks = R"(
    mutex m
    variable counter 0
    scenario two
    cores 2
    policy fifo
    clock simulated
    0 main arrive
    0 main run @0
    0 main spawn a
    0 a arrive main
    0 b arrive main
    0 main finish
    0 a run @0
    0 a lock m
    0 b run @1
    0 b lock? m :4
    60 a unlock m
    60 a mark "halfway"
    60 b ready a
    60 b run @1
    60 b lock m
    60 b store counter 2
    60 b measure 1.5 "wait"
    120 b print "done"
    120 b finish
    120 a finish
    120 end finished
)";

TEST(JsonReport, HasTheFieldsOfTheContract) {
    const auto trace = trace_from(kTwoTasks);
    RunEnding ending;
    ending.real_s = 0.25;
    EXPECT_EQ(
        written(json_of(report_on(*trace, ending))),
        R"({"scenario":"two","model":"sequential","clock":"simulated","cores":2,"policy":"fifo","seed":1,"scale":1.0,)"
        R"("outcome":"finished","makespan_s":120.0,"real_s":0.25,"stolen_s":0.0,"lost_events":0,"core_source":"",)"
        R"("cpu_busy_s":180.0,"events":21,)"
        R"("per_core":[{"core":0,"busy_s":120.0,"first_s":0.0,"last_s":120.0},)"
        R"({"core":1,"busy_s":60.0,"first_s":0.0,"last_s":120.0}],)"
        R"("tasks":[{"id":0,"name":"main","parent":null,"arrival_s":0.0,"first_run_s":0.0,"finish_s":0.0,"response_s":0.0,)"
        R"("turnaround_s":0.0,"wait_s":0.0,"cpu_s":0.0,"ready_s":0.0,"blocked_s":0.0,"io_s":0.0,"switches":1,)"
        R"("slowdown":null,"deadline_s":null,"missed_deadline":null},)"
        R"({"id":1,"name":"a","parent":0,"arrival_s":0.0,"first_run_s":0.0,"finish_s":120.0,"response_s":0.0,)"
        R"("turnaround_s":120.0,"wait_s":0.0,"cpu_s":120.0,"ready_s":0.0,"blocked_s":0.0,"io_s":0.0,"switches":1,)"
        R"("slowdown":1.0,"deadline_s":null,"missed_deadline":null},)"
        R"({"id":2,"name":"b","parent":0,"arrival_s":0.0,"first_run_s":0.0,"finish_s":120.0,"response_s":0.0,)"
        R"("turnaround_s":120.0,"wait_s":0.0,"cpu_s":60.0,"ready_s":0.0,"blocked_s":60.0,"io_s":0.0,"switches":2,)"
        R"("slowdown":2.0,"deadline_s":null,"missed_deadline":null}],)"
        R"("marks":[{"name":"halfway","at_s":60.0,"count":1}],"measures":{"wait":{"n":1,"mean":1.5,"max":1.5}},)"
        R"("variables":{"counter":2},"output":["done"],"findings":[],)"
        R"("scheduling":{"tasks":2,"response_s":0.0,"turnaround_s":120.0,"wait_s":0.0,"slowdown":1.5,"switches":3,)"
        R"("missed_deadlines":0,"fairness":0.9,"throughput":0.016666666666666666,)"
        R"("percentiles":{"response_s":{"p50":0.0,"p90":0.0,"p99":0.0},)"
        R"("turnaround_s":{"p50":120.0,"p90":120.0,"p99":120.0},"wait_s":{"p50":0.0,"p90":0.0,"p99":0.0}}}})"
        "\n");
}

TEST(JsonReport, FindingHasKindTextTimeTasksAndLine) {
    const auto trace = trace_from("0 main arrive\n 2 main expect! 0 :7 \"peace\"\n 2 main finish\n 2 end finished");
    const nlohmann::ordered_json json = json_of(report_on(*trace, {}));
    EXPECT_EQ(json["findings"].dump(),
              R"([{"kind":"expectation","text":"main expected (line 7): peace. It did not hold at 2 s.","at_s":2.0,)"
              R"("tasks":[0],"line":7}])");
}

TEST(JsonReport, SaysNothingOfWhatIsUnknown) {
    const auto trace =
        trace_from("clock real\n mutex m\n 0 main arrive\n 0 main run @3\n 1 main lock? m\n 5 end deadlock");
    const nlohmann::ordered_json json = json_of(report_on(*trace, {}));
    EXPECT_EQ(json["outcome"], "deadlock");
    EXPECT_TRUE(json["stolen_s"].is_null());
    EXPECT_TRUE(json["policy"].is_null());
    EXPECT_TRUE(json["tasks"][0]["finish_s"].is_null());
    EXPECT_TRUE(json["tasks"][0]["turnaround_s"].is_null());
    EXPECT_EQ(json["tasks"][0]["blocked_s"], 4.0);
}

TEST(JsonReport, BytesThatAreNotUtf8DoNotStopIt) {
    const auto trace = trace_from("0 main print \"\xff\"");
    EXPECT_NE(written(json_of(report_on(*trace, {}))).find("\"output\":[\"\xef\xbf\xbd\"]"), std::string::npos);
}

TEST(TextReport, ShowsLanesAndFigures) {
    const auto trace = trace_from(kTwoTasks);
    EXPECT_EQ(text_report(report_on(*trace, {}), {57, false}),
              R"(two
sequential on 2 cores, simulated time, fifo

core 1          1111111111111111111111111111111111111111
core 2                              22222222222222222222

main
a               ########################################
b               xxxxxxxxxxxxxxxxxxxx####################
                0 s                 1 min
                                    ^ halfway 60 s
who: 1 a, 2 b
# running  . ready  x blocked  - asleep

outcome     finished
makespan    120 s = 2 min
made of     3 tasks, 21 events
marks       halfway         60 s = 1 min
measures    wait            mean 1.5, largest 1.5, 1 value
cores       core 1   busy 100.0 %  120 s
            core 2   busy  50.0 %  60 s
waiting     for m: 60 s in all, 1 wait, longest 60 s (b)
variables   counter = 2
output      done
findings    none
)");
}

TEST(TextReport, CoresThatNobodyUsedTakeOneLine) {
    const auto trace = trace_from(
        "clock simulated\n cores 4\n policy fifo\n 0 a arrive\n 0 a run @2\n 60 a sleep? 60\n 120 a ready\n 120 a run "
        "@2\n"
        "120 a sleep 60\n 120 a finish\n 120 end finished");
    const std::string report = text_report(report_on(*trace, {}), {57, false});
    EXPECT_EQ(report.find("core 1"), std::string::npos) << report;
    EXPECT_NE(report.find("cores       core 3   busy  50.0 %  60 s\n            3 cores idle all the time\n"),
              std::string::npos)
        << report;
}

//   a  ######--------x    and b alike: they want each other's mutex at the very end
TEST(TextReport, AWaitThatNeverEndedIsSeenAlsoWhenTheRunEndsWithIt) {
    const auto trace = trace_from(R"(
        mutex left
        mutex right
        clock simulated
        cores 2
        policy fifo
        0 a arrive
        0 b arrive
        0 a run @0
        0 a lock left
        0 b run @1
        0 b lock right
        0 a sleep? 5
        0 b sleep? 5
        5 a ready
        5 a run @0
        5 a lock? right :3
        5 b ready
        5 b run @1
        5 b lock? left :3
        5 end deadlock
    )");
    const std::string report = text_report(report_on(*trace, {}), {57, false});
    EXPECT_NE(report.find("a               ---------------------------------------x\n"), std::string::npos) << report;
    EXPECT_EQ(report.find("0 s in all"), std::string::npos) << "a wait without length is no figure\n" << report;
}

TEST(TextReport, TellsWhatOtherRunsProveOfThisOne) {
    const auto trace = trace_from("clock simulated\n 0 a arrive\n 0 a run @0\n 9 a finish\n 9 end finished");
    const WhatIf proven{{Trial::Kind::core}, 9s, 5s}, of_another_run{{Trial::Kind::worker}, 8s, 5s};
    const std::string report = text_report(report_on(*trace, {}), {80, false}, {proven, of_another_run});
    EXPECT_NE(report.find("what if     With one more core it would end after 5 s, not 9 s.\n"), std::string::npos)
        << report;
    EXPECT_EQ(report.find("worker"), std::string::npos) << report;
}

TEST(TextReport, CoresOfAComputerHaveTheNumbersOfItsKernel) {
    const auto trace = trace_from("clock real\n 0 a arrive\n 0 a run @0\n 9 a finish\n 9 end finished");
    const std::string report = text_report(report_on(*trace, {}), {80, false});
    EXPECT_NE(report.find("core 0"), std::string::npos) << report;
    EXPECT_EQ(report.find("core 1"), std::string::npos) << report;
}

TEST(TextReport, ManyShortStretchesBecomeShades) {
    std::string text = "clock simulated\n cores 1\n policy fifo\n 0 a arrive\n";
    for (int second = 0; second < 80; ++second)
        text += std::to_string(second) + " a run @0\n" + std::to_string(second) + ".5 a sleep? 0.5\n" +
                std::to_string(second + 1) + " a ready\n";
    text += "80 a finish";
    const auto trace = trace_from(text);
    const std::string report = text_report(report_on(*trace, {}), {57, false});
    EXPECT_NE(report.find("core 1          ========================================\n"), std::string::npos) << report;
}

TEST(TextReport, StrangersTextCannotCommandTheTerminal) {
    const auto trace =
        trace_from("0 main arrive \"m\x1b[2J\"\n 0 main print \"\x1b]0;title\x07\"\n 1 main finish! failed \"\x1b\"");
    const std::string report = text_report(report_on(*trace, {}), {80, true});
    EXPECT_EQ(report.find('\x1b'), std::string::npos) << report;
    EXPECT_EQ(report.find('\x07'), std::string::npos) << report;
}

TEST(TextReport, LongFindingIsBrokenBetweenWords) {
    const auto trace =
        trace_from("0 a arrive\n 0 a expect! 0 \"the sum of all that was ever lent is the sum of what is owed\"");
    EXPECT_NE(text_report(report_on(*trace, {}), {60, false}).find(R"(
findings    expectation: a expected: the sum of all that was
            ever lent is the sum of what is owed. It did not
            hold at 0 s.
)"),
              std::string::npos)
        << text_report(report_on(*trace, {}), {60, false});
}

TEST(TextReport, RunOfNoTimeHasNoTimeline) {
    const auto trace = trace_from("0 main arrive\n 0 main run @0\n 0 main finish\n 0 end finished");
    EXPECT_EQ(text_timeline(*trace, metrics_of(*trace), {}), "");
}

TEST(TextReport, TimelineStandsAnyWidthAndAnyTime) {
    for (const int width : {40, 80, 240})
        for (const char* end : {"0.000000001", "1", "9000000000"}) {
            const auto trace = trace_from(std::string("0 main arrive\n 0 main run @0\n ") + end +
                                          " main mark \"end\"\n " + end + " main finish");
            const std::string text = text_timeline(*trace, metrics_of(*trace), {width, false});
            EXPECT_NE(text.find("#"), std::string::npos) << width << " " << end;
        }
}

TEST(Comparison, ShortestStandsFirstOnOneAxis) {
    const std::vector<ComparedRun> runs = {{Model::sequential, Outcome::finished, 100s},
                                           {Model::threads, Outcome::deadlock, 50s},
                                           {Model::event_loop, Outcome::finished, 0s}};
    EXPECT_EQ(comparison(runs, {54, false}),
              R"(event_loop      0 s
threads       ##########  50 s, deadlock
sequential    ####################  100 s = 1 min 40 s
              0 s         1 min
)");
}

TEST(SuitedModels, AreAllButThoseThatTheStoryExcludes) {
    ScenarioDescription scenario;
    EXPECT_EQ(suited_models(scenario).size(), kModelCount);
    scenario.unsuited = {{Model::processes, "it has no fork"}};
    EXPECT_EQ(suited_models(scenario).size(), kModelCount - 1);
    scenario.models = {Model::processes, Model::threads};
    EXPECT_EQ(suited_models(scenario), std::vector<Model>{Model::threads});
}

}  // namespace
}  // namespace simul::command_line
