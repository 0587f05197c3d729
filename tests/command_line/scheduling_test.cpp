// Policies, job sheets, compare and sweep, end to end.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

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

constexpr const char* kSheetOfSeedSeven = "0:1 3:6 5:6 7:3";

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

/// Worked out by hand from the published definitions.
struct WorkedOut {
    const char* jobs;
    std::vector<std::string> options;
    Numbers finish;
};

void PrintTo(const WorkedOut& sheet, std::ostream* out) { *out << sheet.options[1] << " " << sheet.jobs; }

class PublishedDefinition : public testing::TestWithParam<WorkedOut> {};

TEST_P(PublishedDefinition, gives_these_times) {
    const WorkedOut& given = GetParam();
    std::vector<std::string> options = {"run", "job_sheet", "--set", std::string("jobs=") + given.jobs, "--json"};
    options.insert(options.end(), given.options.begin(), given.options.end());
    const Ended ended = simul_ended(options);
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(column(Json::parse(ended.out), "finish_s"), given.finish);
}

INSTANTIATE_TEST_SUITE_P(
    Sheets, PublishedDefinition,
    testing::Values(
        // Who arrives in the middle of a slice begins at the virtual time of that moment (update_curr, V(t),
        // global_pass).
        WorkedOut{"0:6 2:3", {"--policy", "cfs", "--cores", "1"}, {6, 9}},
        WorkedOut{"0:8 0:8 2:4 5:4", {"--policy", "eevdf", "--quantum", "2", "--cores", "1"}, {22, 24, 14, 20}},
        // A request is had in whole nanoseconds, and equal passes are equal.
        WorkedOut{"2:2:nice=-4 3:4", {"--policy", "eevdf", "--quantum", "1", "--cores", "1"}, {4, 8}},
        WorkedOut{
            "0:7:tickets=300 0:8:tickets=100", {"--policy", "stride", "--quantum", "1", "--cores", "1"}, {10, 15}},
        // One queue is round robin, on several cores, too.
        WorkedOut{"0:10 0:10 1:1 0:9",
                  {"--policy", "mlfq", "--set", "levels=1", "--quantum", "1", "--cores", "2"},
                  {15, 15, 3, 14}},
        WorkedOut{"0:10 0:10 1:1 0:9", {"--policy", "round_robin", "--quantum", "1", "--cores", "2"}, {15, 15, 3, 14}},
        // Of a gang that is larger than the cores, those that had one stand behind those that had none.
        WorkedOut{"0:6:gang=1 0:6:gang=1 0:6:gang=1 0:6:gang=1",
                  {"--policy", "gang", "--quantum", "1", "--cores", "2"},
                  {11, 11, 12, 12}}));

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
    const Ended none = simul_ended({"tell", "talking_processes", "--preset", "x"});
    EXPECT_EQ(none.code, 2);
    EXPECT_NE(none.err.find("talking_processes has no presets"), std::string::npos) << none.err;
    const Ended explored = simul_ended({"explore", "two_accounts", "--preset", "by number", "--json"});
    EXPECT_EQ(explored.code, 0) << explored.err;
    const Json report = Json::parse(explored.out);
    for (const Json& result : report.at("results")) EXPECT_EQ(result.at("fails"), false) << result;
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
    const Json quick = sheet("0:0.0001:period=0.0003 0:0.00005:period=0.001", {"--policy", "edf"});
    EXPECT_EQ(quick.at("tasks").size(), 14U) << "main, ten and three releases: the periods meet after 3 ms, not 1";
    EXPECT_EQ(sheet("0:1:period=2", {"--set", "horizon=9"}).at("tasks").size(), 6U) << "main and five releases";
}

TEST(JobSheet, that_is_wrong_is_told_with_row_field_and_what_is_expected) {
    const std::vector<std::vector<std::string>> wrong = {
        {"0:5 1:x", "row 2", "burst", "\"x\"", "number of seconds"},
        {"-1:5", "row 1", "arrival", "0 or more"},
        {"0:5:2", "row 1", "io_every:io_length"},
        {"0:5 0:3:gang=1:gang=2", "row 2", "gang is given twice"},
        {"0:5:nice=40", "row 1", "nice", "-20 to 19"},
        {"0:5:priority=1.5", "row 1", "priority", "whole number"},
        {"0:5:colour=2", "row 1", "colour", "priority, nice, tickets, period, deadline or gang"},
        {"0:5:1:2:3", "row 1", "field 5"},
        {"0:0", "row 1", "burst", "above 0"},
        {"0", "row 1", "arrival:burst"},
        {"  ", "empty", "0:5"},
        {"0:1:period=0.001:deadline=1 0:1:period=999.999", "20000", "within the horizon of 999.999 s"},
        {"0:1:period=1e-10", "row 1", "period", "from 1e-9"},
        {"0:1:period=999.999999999 0:1:period=999.999999998", "the periods meet too late"},
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

TEST(Decisions, are_told_with_all_who_were_ready_and_the_reason) {
    const Ended ended = simul_ended({"decisions", "job_sheet", "--policy", "srtf", "--json"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    const Json told = Json::parse(ended.out);
    EXPECT_EQ(told.at("looks_at"), "remaining time");
    const Json& decisions = told.at("decisions");
    ASSERT_EQ(decisions.size(), 5U);
    EXPECT_EQ(decisions[0].at("turn"), "gets");
    EXPECT_EQ(decisions[0].at("task"), "job 2");
    EXPECT_EQ(decisions[0].at("at_s"), 1.0);
    EXPECT_EQ(decisions[0].at("reason"), "has the shortest remaining time, 4 s, against 7 s");
    EXPECT_EQ(decisions[1].at("turn"), "keeps");
    EXPECT_EQ(decisions[1].at("ready").size(), 2U);
    EXPECT_EQ(decisions[3].at("ready").size(), 3U);
    EXPECT_EQ(decisions[3].at("ready")[0].at("rank"), 7.0);
}

TEST(Decisions, of_a_recording_are_those_of_its_run) {
    const TemporaryFile recording("run");
    const std::string file = recording.path();
    const std::vector<std::string> options = {"job_sheet", "--policy", "mlfq", "--set", "boost=5"};
    std::vector<std::string> run = {"run"}, decisions = {"decisions"};
    for (std::vector<std::string>* words : {&run, &decisions})
        words->insert(words->end(), options.begin(), options.end());
    run.insert(run.end(), {"--quiet", "--record", file});
    ASSERT_EQ(simul_ended(run).code, 0);
    const Ended live = simul_ended(decisions), recorded = simul_ended({"decisions", file});
    EXPECT_EQ(live.out, recorded.out);
    EXPECT_NE(live.out.find("stands in the most urgent queue"), std::string::npos) << live.out;
}

TEST(Decisions, of_runs_without_a_policy_are_refused_with_the_reason) {
    const Ended real = simul_ended({"decisions", "job_sheet", "--clock", "real"});
    EXPECT_EQ(real.code, 2);
    EXPECT_NE(real.err.find("the operating system chooses"), std::string::npos) << real.err;
    const Ended locked = simul_ended({"decisions", "two_cashiers", "--model", "threads_gil", "--cores", "1"});
    EXPECT_EQ(locked.code, 2) << locked.out;
    EXPECT_NE(locked.err.find("whoever holds the global lock continues"), std::string::npos) << locked.err;
}

// ---- Policies in Lua.

std::string example_of_policy(const std::string& name) {
    return std::string(SIMUL_SOURCE_DIR) + "/scenarios/policies/" + name + ".lua";
}

/// A policy that gives this back from pick.
constexpr const char* kPickOnly = "policy = {}\nfunction policy.pick(ready)\n  %s\nend\n";
std::string picking(const std::string& body) {
    std::string text = kPickOnly;
    return text.replace(text.find("%s"), 2, body);
}

TEST(PolicyFile, gives_the_tables_of_the_policy_that_it_is) {
    const std::string jobs = "0:8 1:4 2:9 3:5";
    const Json ours = sheet(jobs, {"--policy", "srtf"});
    const Json theirs = sheet(jobs, {"--policy", example_of_policy("shortest_remaining")});
    EXPECT_EQ(column(theirs, "finish_s"), column(ours, "finish_s"));
    EXPECT_EQ(theirs.at("scheduling"), ours.at("scheduling"));
    EXPECT_EQ(theirs.at("policy"), example_of_policy("shortest_remaining"));
}

TEST(PolicyFile, has_knobs_and_a_quantum) {
    const std::string file = example_of_policy("feedback_queues");
    const std::vector<std::string> settings = {"--quantum", "2", "--set", "levels=2"};
    const auto under = [&](const std::string& policy) {
        std::vector<std::string> options = {"--policy", policy};
        options.insert(options.end(), settings.begin(), settings.end());
        return sheet("0:8 1:4 2:9 3:5", options);
    };
    EXPECT_EQ(column(under(file), "finish_s"), column(under("mlfq"), "finish_s"));
    EXPECT_EQ(under(file).at("policy_knobs").at("levels"), "2");
    const Ended wrong = simul_ended({"run", "job_sheet", "--policy", file, "--set", "levels=0"});
    EXPECT_EQ(wrong.code, 2);
    EXPECT_NE(wrong.err.find("levels"), std::string::npos) << wrong.err;
}

TEST(PolicyFile, says_itself_why_it_chose) {
    const Ended ended =
        simul_ended({"decisions", "job_sheet", "--policy", example_of_policy("shortest_remaining"), "--json"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    const Json told = Json::parse(ended.out);
    EXPECT_EQ(told.at("looks_at"), "remaining");
    const Json& first = told.at("decisions").at(0);
    EXPECT_EQ(first.at("reason"), "has the shortest remaining time, 4 s");
    EXPECT_EQ(first.at("ready").at(0).at("rank"), 7.0);
    const TemporaryFile silent("silent.lua", picking("return ready[1]"));
    const Ended plain = simul_ended({"decisions", "job_sheet", "--policy", silent.path()});
    EXPECT_NE(plain.out.find("it is whom pick gave back; its ready since is 1 s, against 2 s and 3 s"),
              std::string::npos)
        << plain.out;
}

TEST(PolicyFile, is_compared_and_swept_with_the_others) {
    const std::string file = example_of_policy("fifo");
    const Ended compared = simul_ended({"compare", "job_sheet", "--policies", "fifo," + file, "--json"});
    ASSERT_EQ(compared.code, 0) << compared.err;
    const Json runs = Json::parse(compared.out).at("runs");
    EXPECT_EQ(runs.at(0).at("scheduling"), runs.at(1).at("scheduling"));
    const Ended swept = simul_ended({"sweep", "job_sheet", "--policy", example_of_policy("feedback_queues"), "--over",
                                     "levels=1..3", "--measure", "mean_response", "--json"});
    ASSERT_EQ(swept.code, 0) << swept.err;
    EXPECT_EQ(Json::parse(swept.out).at("points").size(), 3U);
}

TEST(PolicyFile, that_goes_wrong_ends_the_run_with_one_sentence_at_its_line) {
    const std::pair<std::string, std::string> wrong[] = {
        {picking("return"), ":2: pick gave back nobody"},
        {picking("while true do end"), ":3: 10 million instructions ran in one call of the policy"},
        {picking("return string.rep('a', 40):find(string.rep('a*', 20) .. 'b')"),
         ":3: a second of core time went by in one call of the policy"},
        {picking("return return"), ":3: "},
        {"x = 1", ":1: there is no policy in this file"},
    };
    for (const auto& [text, told] : wrong) {
        const TemporaryFile file("wrong.lua", text);
        const Ended ended = simul_ended({"run", "job_sheet", "--policy", file.path(), "--json"});
        EXPECT_EQ(ended.code, 2) << text << ended.out;
        EXPECT_NE(ended.err.find(told), std::string::npos) << text << ": " << ended.err;
        EXPECT_LT(ended.err.size(), 1000U);
    }
    const Ended missing = simul_ended({"run", "job_sheet", "--policy", "nowhere.lua"});
    EXPECT_EQ(missing.code, 2);
    EXPECT_NE(missing.err.find("--policy nowhere.lua cannot be read"), std::string::npos) << missing.err;
}

TEST(PolicyFile, is_kept_in_a_recording_and_no_story) {
    const TemporaryFile file("mine.lua", picking("return ready[#ready], 'stands last'"));
    const TemporaryFile recording("run");
    ASSERT_EQ(simul_ended({"run", "job_sheet", "--policy", file.path(), "--quiet", "--record", recording.path()}).code,
              0);
    EXPECT_NE(simul_ended({"decisions", recording.path()}).out.find("it stands last"), std::string::npos);
    const Ended run = simul_ended({"run", file.path()});
    EXPECT_EQ(run.code, 2);
    EXPECT_NE(run.err.find("this is a policy: it has no function main()"), std::string::npos) << run.err;
}

TEST(PolicyFile, of_a_story_is_the_default_of_that_story) {
    const TemporaryFile story("own.lua", picking("return ready[#ready], 'stands last'") +
                                             "function job(n) compute(n) end\n"
                                             "function main() for n = 1, 3 do spawn(job, n) end end\ncores = 1\n");
    const Ended own = simul_ended({"decisions", story.path(), "--json"});
    ASSERT_EQ(own.code, 0) << own.err;
    EXPECT_EQ(Json::parse(own.out).at("policy"), "own");
    EXPECT_EQ(Json::parse(own.out).at("decisions").at(0).at("task"), "job 3");
    EXPECT_EQ(simul_ended({"decisions", story.path(), "--policy", "own", "--json"}).out, own.out);
    const Ended fifo = simul_ended({"decisions", story.path(), "--policy", "fifo", "--json"});
    EXPECT_EQ(Json::parse(fifo.out).at("decisions").at(0).at("task"), "job 1");
    const Ended none = simul_ended({"run", "job_sheet", "--policy", "own"});
    EXPECT_EQ(none.code, 2);
    EXPECT_NE(none.err.find("job_sheet has no policy of its own"), std::string::npos) << none.err;
}

// ---- Sheets from a spreadsheet, and figures for one.

/// A file that is called as spreadsheets call theirs, gone with the object.
class SheetFile {
  public:
    explicit SheetFile(const std::string& content) : path_(::testing::TempDir() + "simul_sheet.csv") {
        std::ofstream(path_, std::ios::binary) << content;
    }
    ~SheetFile() { std::remove(path_.c_str()); }
    SheetFile(const SheetFile&) = delete;
    SheetFile& operator=(const SheetFile&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

Numbers finishes_of(const std::string& content, const std::string& policy = "fifo") {
    const SheetFile file(content);
    const Ended ended = simul_ended({"run", file.path(), "--policy", policy, "--json"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    return ended.code == 0 ? column(Json::parse(ended.out), "finish_s") : Numbers{};
}

TEST(SheetOfASpreadsheet, runs_by_its_name_however_its_fields_are_separated) {
    const Numbers expected = {8, 12, 21, 26};
    EXPECT_EQ(finishes_of("arrival,burst\n0,8\n1,4\n2,9\n3,5\n"), expected);
    EXPECT_EQ(finishes_of("\xef\xbb\xbfName;Burst;Arrival\r\nA;8;0\r\nB;4;1\r\n\r\nC;9;2\r\nD;5;3"), expected);
    EXPECT_EQ(finishes_of("0\t8\n1\t4\n2\t9\n3\t5\n"), expected);
    EXPECT_EQ(finishes_of("\r\n\n  \n0\t8\n1\t4\n2\t9\n3\t5\n"), expected) << "blank lines come first";
    EXPECT_EQ(finishes_of("\"arrival\";\"burst\"\n\"0,5\";2\n"), (Numbers{2.5}));
    EXPECT_EQ(finishes_of("arrival,burst,IO every,io_length\n0,4,2,3\n0,1,,\n"), (Numbers{7, 3}));
    EXPECT_EQ(finishes_of("arrival,burst,priority\n0,3,2\n0,2,1\n", "priority"), (Numbers{5, 2}));
}

TEST(SheetFile, names_its_own_rows_and_knows_no_unit_but_seconds) {
    const std::map<std::string, std::string> wrong = {{"Arrival (ms),Burst (ms)\n0,5\n", "a time in seconds"},
                                                      {"arrival [min],burst\n0,5\n", "a time in seconds"},
                                                      {"arrival,burst\n0,3\n-1,3\n", "row 3"}};
    for (const auto& [sheet, says] : wrong) {
        const SheetFile file(sheet);
        const Ended ended = simul_ended({"run", file.path()});
        EXPECT_EQ(ended.code, 2) << sheet;
        EXPECT_NE(ended.err.find(says), std::string::npos) << ended.err;
    }
    const SheetFile seconds("Arrival time (s),CPU burst (seconds)\n0,5\n");
    EXPECT_EQ(simul_ended({"run", seconds.path()}).code, 0);
}

TEST(SheetOfASpreadsheet, that_is_wrong_is_told_with_row_field_and_what_is_expected) {
    const std::vector<std::vector<std::string>> wrong = {
        {"arrival,burst\n0,8\n1,soon\n", "row 3", "burst", "soon", "a number"},
        {"arrival,burst\n0,8\n1\n", "row 3", "burst", "a number of seconds"},
        {"arrival,length\n0,8\n", "row 1", "length", "one of arrival, burst"},
        {"arrival,priority\n0,8\n", "row 1", "a column burst"},
        {"0,8,1,1,1\n", "row 1", "field 5", "no more than 4"},
        {"arrival,burst,io_every,io_length\n0,8,2,\n", "row 2", "io_length"},
        {"arrival,burst\n0,-3\n", "row 2", "burst", "above 0"},
        {"arrival,burst\n0,1e30\n", "row 2", "burst", "no more than 1000000000 seconds"},
        {"arrival,burst,CPU burst\n0,8,9\n", "row 1", "a column is \"CPU burst\"", "each of them once"},
        {"\n\n", "no jobs"},
        {std::string("a\0b", 3), "UTF-8"},
    };
    for (const std::vector<std::string>& words : wrong) {
        const SheetFile file(words[0]);
        const Ended ended = simul_ended({"run", file.path()});
        EXPECT_EQ(ended.code, 2) << words[0];
        for (std::size_t i = 1; i < words.size(); ++i)
            EXPECT_NE(ended.err.find(words[i]), std::string::npos) << words[0] << ": " << ended.err;
    }
    const Ended missing = simul_ended({"run", "no_such_sheet.csv"});
    EXPECT_EQ(missing.code, 2);
    EXPECT_NE(missing.err.find("no_such_sheet.csv"), std::string::npos) << missing.err;
}

TEST(Csv, has_a_row_for_each_task_or_policy) {
    const Ended run = simul_ended({"run", "job_sheet", "--policy", "srtf", "--csv"});
    EXPECT_NE(run.out.find("id,name,parent,arrival_s,first_run_s,finish_s,response_s,turnaround_s,wait_s"),
              std::string::npos);
    EXPECT_NE(run.out.find("\n4,job 4,0,3.0,5.0,10.0,2.0,7.0,2.0,"), std::string::npos) << run.out;
    const Ended compared = simul_ended({"compare", "job_sheet", "--policies", "fifo,srtf", "--csv"});
    EXPECT_EQ(compared.out.find("policy,response_s,turnaround_s,wait_s,slowdown,"), 0U) << compared.out;
    EXPECT_NE(compared.out.find("\nsrtf,4.25,13.0,6.5,"), std::string::npos) << compared.out;
}

TEST(Figures, have_percentiles_by_nearest_rank) {
    const Json run = sheet("0:1 0:1 0:1 0:1 0:1 0:1 0:1 0:1 0:1 0:1", {"--policy", "fifo"});
    const Json& percentiles = run.at("scheduling").at("percentiles");
    EXPECT_EQ(percentiles.at("turnaround_s").at("p50"), 5.0);
    EXPECT_EQ(percentiles.at("turnaround_s").at("p90"), 9.0);
    EXPECT_EQ(percentiles.at("wait_s").at("p99"), 9.0);
}

// ---- Exercises.

Json exercise_json(const std::string& policy, const std::string& seed) {
    const Ended ended = simul_ended({"exercise", policy, "--seed", seed, "--json"});
    EXPECT_EQ(ended.code, 0) << policy << ": " << ended.err;
    return Json::parse(ended.out);
}

/// Of a second of a solution: a number or null, of several cores a list.
std::vector<int> jobs_in(const Json& second) {
    if (second.is_null()) return {};
    return second.is_array() ? second.get<std::vector<int>>() : std::vector<int>{second.get<int>()};
}

std::string chart_of(const Json& exercise) {
    std::string words;
    for (const Json& second : exercise.at("solution").at("chart")) {
        std::string word;
        for (const int job : jobs_in(second)) word += (word.empty() ? "" : "+") + std::to_string(job);
        words += (word.empty() ? "-" : word) + " ";
    }
    return words;
}

TEST(Exercise, is_the_same_for_everybody_who_has_its_seed) {
    EXPECT_EQ(exercise_json("srtf", "7"), exercise_json("srtf", "7"));
    EXPECT_NE(exercise_json("srtf", "7"), exercise_json("srtf", "8"));
    // On every computer: the chance is Simul's own, so this sheet never changes.
    EXPECT_EQ(exercise_json("srtf", "7").at("jobs"), kSheetOfSeedSeven);
}

TEST(Exercise, is_solved_by_the_run_of_its_sheet) {
    for (const std::string policy : {"fifo", "sjf", "srtf", "hrrn", "round_robin", "priority", "mlfq", "lottery",
                                     "stride", "eevdf", "edf", "deadline_monotonic", "gang"}) {
        const Json exercise = exercise_json(policy, "3");
        std::map<int, double> seconds;
        for (const Json& second : exercise.at("solution").at("chart"))
            for (const int job : jobs_in(second)) ++seconds[job];
        ASSERT_EQ(seconds.size(), exercise.at("sheet").size()) << policy;
        for (const auto& [job, length] : seconds)
            EXPECT_EQ(length, exercise.at("sheet").at(static_cast<std::size_t>(job) - 1).at("burst_s")) << policy;
        const Ended right = simul_ended({"exercise", policy, "--seed", "3", "--check", chart_of(exercise)});
        EXPECT_EQ(right.code, 0) << policy << ": " << right.out;
        EXPECT_EQ(right.out, "Right.\n");
    }
}

TEST(Exercise, names_the_first_second_that_is_wrong_and_the_decision_that_it_breaks) {
    const Json exercise = exercise_json("sjf", "2");
    const Json& chart = exercise.at("solution").at("chart");
    std::size_t second = 0;  // the first at which the job changes by a decision
    for (const Json& decision : exercise.at("solution").at("decisions"))
        if (second == 0 && decision.at("at_s") > 0) second = decision.at("at_s").get<std::size_t>();
    ASSERT_GT(second, 0U);
    std::string words;
    for (std::size_t i = 0; i < chart.size(); ++i)
        words += std::to_string(i == second ? chart[i].get<int>() % 4 + 1 : chart[i].get<int>()) + " ";
    const Ended wrong = simul_ended({"exercise", "sjf", "--seed", "2", "--check", words});
    EXPECT_EQ(wrong.code, 1);
    EXPECT_EQ(wrong.out.find("From " + std::to_string(second) + " s to"), 0U) << wrong.out;
    EXPECT_NE(wrong.out.find("has the shortest burst"), std::string::npos) << wrong.out;
    EXPECT_EQ(simul_ended({"exercise", "sjf", "--check", "1 2 x"}).code, 2);
    EXPECT_EQ(simul_ended({"exercise", "sjf", "--check", "1"}).code, 1);
    EXPECT_EQ(simul_ended({"exercise", "cfs"}).code, 2);
    EXPECT_EQ(simul_ended({"exercise"}).code, 2);
}

/// By Ousterhout's rule, worked out again: in each second the gang whose turn it is has as many of its jobs on cores as
/// it can.
TEST(Exercise, of_gangs_has_two_cores_and_splits_no_gang) {
    for (const std::string seed : {"1", "2", "3", "4", "5", "6", "7", "8"}) {
        const Json exercise = exercise_json("gang", seed);
        EXPECT_EQ(exercise.at("cores"), 2);
        std::map<int, std::int64_t> left;
        const Json& sheet = exercise.at("sheet");
        for (std::size_t i = 0; i < sheet.size(); ++i) left[static_cast<int>(i) + 1] = sheet[i].at("burst_s");
        std::int64_t second = 0;
        for (const Json& at : exercise.at("solution").at("chart")) {
            std::map<std::int64_t, std::size_t> present, running;  // by gang
            for (const auto& [job, burst] : left) {
                const Json& row = sheet.at(static_cast<std::size_t>(job) - 1);
                if (row.at("arrival_s") <= second && burst > 0) ++present[row.at("gang")];
            }
            for (const int job : jobs_in(at)) ++running[sheet.at(static_cast<std::size_t>(job) - 1).at("gang")];
            const bool whole = std::any_of(running.begin(), running.end(), [&](const auto& gang) {
                return gang.second == std::min<std::size_t>(2, present[gang.first]);
            });
            EXPECT_TRUE(whole || present.empty()) << "seed " << seed << ", second " << second;
            for (const int job : jobs_in(at)) --left[job];
            ++second;
        }
        for (const auto& [job, burst] : left) EXPECT_EQ(burst, 0) << "seed " << seed << ", job " << job;
    }
    EXPECT_EQ(simul_ended({"exercise", "gang", "--check", "1+1"}).code, 2);
    EXPECT_EQ(simul_ended({"exercise", "gang", "--check", "1+2+3"}).code, 2);
    EXPECT_EQ(simul_ended({"exercise", "gang", "--check", "1+"}).code, 2);
    EXPECT_EQ(simul_ended({"exercise", "sjf", "--check", "1+2"}).code, 2) << "there is one core";
}

TEST(Exercise, is_a_page_to_print_without_the_solution_unless_it_is_asked_for) {
    const TemporaryFile empty("page"), filled("filled");
    ASSERT_EQ(simul_ended({"exercise", "mlfq", "--svg", empty.path()}).code, 0);
    ASSERT_EQ(simul_ended({"exercise", "mlfq", "--solution", "--svg", filled.path()}).code, 0);
    const auto content = [](const TemporaryFile& file) {
        std::stringstream text;
        text << std::ifstream(file.path()).rdbuf();
        return text.str();
    };
    EXPECT_EQ(content(empty).find("<svg"), 0U);
    EXPECT_EQ(content(empty).find("#9a9a9a"), std::string::npos);
    EXPECT_NE(content(filled).find("#9a9a9a"), std::string::npos);
}

TEST(Compare, marks_the_best_of_each_column_and_stacks_the_charts) {
    const Ended text = simul_ended({"compare", "job_sheet", "--policies", "fifo,srtf"});
    ASSERT_EQ(text.code, 0) << text.err;
    EXPECT_NE(text.out.find("15.25 "), std::string::npos) << text.out;
    EXPECT_NE(text.out.find("13*"), std::string::npos) << text.out;
    EXPECT_NE(text.out.find("core 1"), std::string::npos) << text.out;
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
