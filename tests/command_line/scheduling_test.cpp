// Policies, job sheets, compare and sweep, end to end.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/command_line/program.h"

namespace simul {
namespace {

using Json = nlohmann::json;
using Numbers = std::vector<double>;

Json sheet(const std::string& jobs, std::vector<std::string> options) {
    options.insert(options.begin(), {"run", "job_sheet", "--clock", "simulated", "--model", "threads", "--cores", "1"});
    options.insert(options.end(), {"--set", "jobs=" + jobs, "--json"});
    const Ended ended = simul_ended(options);
    EXPECT_EQ(ended.code, 0) << ended.err;
    return Json::parse(ended.out);
}

/// Of the rows of the sheet, in its order; main, which comes first, is none of them.
Numbers column(const Json& run, const std::string& name) {
    Numbers numbers;
    for (const Json& task : run.at("tasks"))
        if (task.at("id") != 0) numbers.push_back(task.at(name));
    return numbers;
}

TEST(JobSheet, gives_the_figures_of_its_rows_in_their_order) {
    const Json run = sheet("0:8 1:4 2:9 3:5", {"--policy", "srtf"});
    EXPECT_EQ(column(run, "arrival_s"), (Numbers{0, 1, 2, 3}));
    EXPECT_EQ(column(run, "first_run_s"), (Numbers{0, 1, 17, 5}));
    EXPECT_EQ(column(run, "finish_s"), (Numbers{17, 5, 26, 10}));
    EXPECT_EQ(column(run, "response_s"), (Numbers{0, 0, 15, 2}));
    EXPECT_EQ(column(run, "turnaround_s"), (Numbers{17, 4, 24, 7}));
    EXPECT_EQ(column(run, "wait_s"), (Numbers{9, 0, 15, 2}));
    EXPECT_EQ(run.at("scheduling").at("wait_s"), 6.5);
    EXPECT_EQ(run.at("scheduling").at("turnaround_s"), 13.0);
    EXPECT_EQ(run.at("scheduling").at("tasks"), 4);
}

TEST(Preset, gives_what_is_not_given_otherwise) {
    const auto run = [](std::vector<std::string> options) {
        options.insert(options.begin(), {"run", "chess_exhibition", "--json"});
        const Ended ended = simul_ended(options);
        EXPECT_EQ(ended.code, 0) << ended.err;
        return Json::parse(ended.out);
    };
    const Json two = run({"--preset", "two masters"});
    EXPECT_EQ(two.at("model"), "threads");
    EXPECT_EQ(two.at("cores"), 2);
    EXPECT_EQ(two.at("tasks").size(), 49U);
    EXPECT_EQ(two.at("makespan_s"), 3655);
    const Json other = run({"--set", "masters=1", "--preset", "two masters", "--model", "processes"});
    EXPECT_EQ(other.at("model"), "processes");
    EXPECT_EQ(other.at("tasks").size(), 49U);
    EXPECT_EQ(other.at("makespan_s"), 7255);
}

TEST(Preset, is_kept_in_a_bundle_by_what_it_sets) {
    const std::string file = ::testing::TempDir() + "preset_" + std::to_string(getpid()) + ".simul";
    const Ended kept = simul_ended({"bundle", "chess_exhibition", "--preset", "two masters", "--out", file});
    EXPECT_EQ(kept.code, 0) << kept.err;
    const Ended shown = simul_ended({"show", file, "--json"});
    EXPECT_EQ(Json::parse(shown.out).at("branches").at(0).at("run").at("makespan_s"), 3655);
    std::remove(file.c_str());
}

TEST(Preset, that_there_is_not_is_told_what_there_is) {
    const Ended wrong = simul_ended({"run", "two_accounts", "--preset", "by numbers"});
    EXPECT_EQ(wrong.code, 2);
    EXPECT_NE(wrong.err.find("perhaps by number; its presets are by number, one after another"), std::string::npos)
        << wrong.err;
    const Ended none = simul_ended({"tell", "own_memory", "--preset", "x"});
    EXPECT_EQ(none.code, 2);
    EXPECT_NE(none.err.find("own_memory has no presets"), std::string::npos) << none.err;
    const Ended explored = simul_ended({"explore", "two_accounts", "--preset", "by number", "--json"});
    EXPECT_EQ(explored.code, 0) << explored.err;
    for (const Json& result : Json::parse(explored.out).at("results")) EXPECT_EQ(result.at("fails"), false) << result;
}

TEST(Python, is_printed_and_where_there_is_none_that_is_told) {
    const Ended python = simul_ended({"python", "two_accounts"});
    EXPECT_EQ(python.code, 0) << python.err;
    EXPECT_NE(python.out.find("import threading"), std::string::npos) << python.out;
    const Ended none = simul_ended({"python", "job_sheet"});
    EXPECT_EQ(none.code, 2);
    EXPECT_NE(none.err.find("\"job_sheet\" has no Python program beside it. These stories have one: chess_exhibition"),
              std::string::npos)
        << none.err;
    EXPECT_NE(simul_ended({"python", "two_account"}).err.find("There is no scenario"), std::string::npos);
    EXPECT_EQ(simul_ended({"python"}).code, 2);
}

TEST(JobSheet, takes_the_parameters_of_the_policy_from_set) {
    const Json run = sheet("0:3 0:5", {"--policy", "mlfq", "--quantum", "2", "--set", "levels=2", "--set", "boost=6"});
    EXPECT_EQ(run.at("policy_knobs").at("levels"), "2");
    EXPECT_EQ(column(run, "finish_s"), (Numbers{5, 8}));
    const Ended wrong = simul_ended({"run", "job_sheet", "--policy", "mlfq", "--set", "levels=0"});
    EXPECT_EQ(wrong.code, 2);
    EXPECT_NE(wrong.err.find("levels cannot be \"0\""), std::string::npos) << wrong.err;
    const Ended of_another = simul_ended({"run", "job_sheet", "--policy", "sjf", "--set", "levels=2"});
    EXPECT_EQ(of_another.code, 2);
    EXPECT_NE(of_another.err.find("no knob \"levels\""), std::string::npos) << of_another.err;
}

TEST(JobSheet, gives_jobs_io_priorities_and_periods) {
    const Json io = sheet("0:4:2:3 0:1", {"--policy", "fifo"});
    EXPECT_EQ(column(io, "finish_s"), (Numbers{7, 3}));
    const Json urgent = sheet("0:3:priority=2 0:2:priority=1", {"--policy", "priority"});
    EXPECT_EQ(column(urgent, "finish_s"), (Numbers{5, 2}));
    const Json periodic = sheet("0:2:period=5 0:4:period=7", {"--policy", "rate_monotonic"});
    EXPECT_EQ(column(periodic, "arrival_s").size(), 12U) << "all within the hyperperiod of 35 s";
    EXPECT_GT(periodic.at("scheduling").at("missed_deadlines"), 0);
    const Json met = sheet("0:2:period=5 0:4:period=7", {"--policy", "edf"});
    EXPECT_EQ(met.at("scheduling").at("missed_deadlines"), 0);
    EXPECT_EQ(sheet("0:1:period=2", {"--set", "horizon=9"}).at("tasks").size(), 6U) << "main and five releases";
}

TEST(JobSheet, that_is_wrong_is_told_with_row_field_and_what_is_expected) {
    const std::vector<std::vector<std::string>> wrong = {
        {"0:5 1:x", "row 2", "burst", "\"x\"", "number of seconds"},
        {"-1:5", "row 1", "arrival", "0 or more"},
        {"0:5:2", "row 1", "io_every:io_length"},
        {"0:5:nice=40", "row 1", "nice", "-20 to 19"},
        {"0:5:priority=1.5", "row 1", "priority", "whole number"},
        {"0:5:colour=2", "row 1", "colour", "priority, nice, tickets, period or deadline"},
        {"0:5:1:2:3", "row 1", "field 5"},
        {"0:0", "row 1", "burst", "above 0"},
        {"0", "row 1", "arrival:burst"},
        {"  ", "empty", "0:5"},
        {"0:1:period=0.001:deadline=1 0:1:period=999.999", "20000"},
    };
    for (const std::vector<std::string>& words : wrong) {
        const Ended ended = simul_ended({"run", "job_sheet", "--set", "jobs=" + words[0]});
        EXPECT_EQ(ended.code, 2) << words[0] << ended.out;
        EXPECT_LT(ended.err.size(), 1000U);
        for (std::size_t i = 1; i < words.size(); ++i)
            EXPECT_NE(ended.err.find(words[i]), std::string::npos) << words[0] << ": " << ended.err;
    }
}

TEST(Policies, say_in_the_events_why_they_chose_whom) {
    const Ended ended = simul_ended({"run", "job_sheet", "--policy", "srtf", "--events"});
    EXPECT_NE(ended.out.find("has the shortest remaining time, 5 s, against 7 s and 9 s"), std::string::npos)
        << ended.out;
}

TEST(Compare, marks_the_best_of_each_column_and_stacks_the_charts) {
    const Ended text = simul_ended({"compare", "job_sheet", "--policies", "fifo,srtf"});
    ASSERT_EQ(text.code, 0) << text.err;
    EXPECT_NE(text.out.find("15.25 "), std::string::npos) << text.out;
    EXPECT_NE(text.out.find("13*"), std::string::npos) << text.out;
    EXPECT_NE(text.out.find("core 0"), std::string::npos) << text.out;
    const Ended ended =
        simul_ended({"compare", "job_sheet", "--policies", "fifo,sjf,mlfq", "--set", "levels=2", "--json"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    const Json json = Json::parse(ended.out);
    ASSERT_EQ(json.at("runs").size(), 3U);
    EXPECT_EQ(json.at("runs")[2].at("policy_knobs").at("levels"), "2");
    EXPECT_EQ(json.at("best").at("turnaround_s"), Json::array({"sjf"}));
    EXPECT_EQ(simul_ended({"compare", "job_sheet", "--policies", "fifo,sfj"}).code, 2);
}

TEST(Sweep, says_how_a_figure_depends_on_a_setting) {
    const Ended csv = simul_ended({"sweep", "job_sheet", "--policy", "round_robin", "--over", "quantum=1..3",
                                   "--measure", "mean_response", "--csv", "--set", "jobs=0:5 0:5 0:5"});
    EXPECT_EQ(csv.code, 0) << csv.err;
    EXPECT_EQ(csv.out, "quantum,runs,mean,deviation,least,most\n1,1,1,0,1,1\n2,1,2,0,2,2\n3,1,3,0,3,3\n");
    const Ended seeds = simul_ended({"sweep", "job_sheet", "--policies", "lottery,fifo", "--seeds", "1..8", "--measure",
                                     "turnaround", "--json", "--set", "jobs=0:5 0:5 0:5"});
    const Json points = Json::parse(seeds.out).at("points");
    EXPECT_EQ(points[0].at("runs"), 8);
    EXPECT_GT(points[0].at("deviation"), 0);
    EXPECT_EQ(points[1].at("mean"), 10.0);
    const Ended nothing = simul_ended({"sweep", "job_sheet", "--over", "quantum=1", "--measure", "speed"});
    EXPECT_EQ(nothing.code, 2);
    EXPECT_NE(nothing.err.find("mean_turnaround"), std::string::npos);
    EXPECT_EQ(simul_ended({"sweep", "job_sheet", "--over", "quantum=5..1"}).code, 2);
}

}  // namespace
}  // namespace simul
#endif
