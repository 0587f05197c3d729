// The contract of the command line, end to end: docs/DESIGN.md, 6.
#include "tests/command_line/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

namespace simul {

namespace {

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

std::string fresh_path(const std::string& name) {
    static int count = 0;
    return testing::TempDir() + "/simul_" + std::to_string(getpid()) + "_" + std::to_string(++count) + "_" + name;
}

/// Waits for something that will happen soon; a minute is for ever.
template <class Condition>
bool comes_true(Condition condition) {
    for (int i = 0; i < 6000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

}  // namespace

Program::Program(const std::vector<std::string>& words, const std::string& stdout_path)
    : out_path_(fresh_path("out")), err_path_(fresh_path("err")) {
    std::vector<char*> arguments;
    std::string program = SIMUL_BINARY;
    arguments.push_back(program.data());
    std::vector<std::string> copies = words;
    for (std::string& word : copies) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string out = stdout_path.empty() ? out_path_ : stdout_path;
    pid_ = fork();
    if (pid_ != 0) return;
    setpgid(0, 0);
    dup2(open(out.c_str(), O_WRONLY | O_CREAT, 0600), 1);
    dup2(open(err_path_.c_str(), O_WRONLY | O_CREAT, 0600), 2);
    execv(arguments[0], arguments.data());
    _exit(127);
}

Program::~Program() {
    if (pid_ > 0) {
        kill(-pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    std::filesystem::remove(out_path_);
    std::filesystem::remove(err_path_);
}

void Program::send(int signal) const { kill(pid_, signal); }

std::string Program::out() const { return content_of(out_path_); }

Ended Program::wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    const int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return {code, content_of(out_path_), content_of(err_path_)};
}

Ended simul_ended(const std::vector<std::string>& words) { return Program(words).wait(); }

TemporaryFile::TemporaryFile(const std::string& name, const std::string& content) : path_(fresh_path(name)) {
    std::ofstream(path_, std::ios::binary) << content;
}
TemporaryFile::~TemporaryFile() { std::filesystem::remove(path_); }

namespace {

using Json = nlohmann::json;

/// The object that a command prints, and that it ended well.
Json json_of(std::vector<std::string> words) {
    words.emplace_back("--json");
    const Ended ended = simul_ended(words);
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    Json json = Json::parse(ended.out, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << ended.out;
    return json;
}

struct ChessCase {
    std::vector<std::string> words;
    double master_done, hall_empty;
};

TEST(Program, ChessExhibitionLastsExactlyAsTheTableSays) {
    const ChessCase cases[] = {
        {{"--model", "sequential"}, 43145, 43200},
        {{"--model", "event_loop"}, 3600, 3655},
        {{"--model", "threads"}, 3600, 3655},
        {{"--model", "threads_gil", "--cores", "2"}, 3600, 3655},
        {{"--model", "processes", "--cores", "1"}, 3600, 3655},
        {{"--model", "threads", "--cores", "2", "--set", "masters=2"}, 1800, 1855},
        {{"--model", "threads", "--cores", "1", "--set", "judit=core"}, 3600, 3655},
        {{"--model", "threads", "--cores", "1", "--set", "judit=core", "--policy", "round_robin"}, 3632, 3687},
        {{"--model", "threads", "--cores", "1", "--set", "judit=core", "--policy", "round_robin", "--quantum", "3"},
         3609,
         3664},
    };
    for (const ChessCase& chess : cases) {
        std::vector<std::string> words{"run", "chess_exhibition"};
        words.insert(words.end(), chess.words.begin(), chess.words.end());
        const Json json = json_of(words);
        const std::string what = testing::PrintToString(chess.words);
        EXPECT_EQ(json["marks"][0]["name"], "master_done") << what;
        EXPECT_EQ(json["marks"][0]["at_s"], chess.master_done) << what;
        EXPECT_EQ(json["marks"][1]["name"], "hall_empty") << what;
        EXPECT_EQ(json["makespan_s"], chess.hall_empty) << what;
        EXPECT_EQ(json["outcome"], "finished") << what;
    }
}

TEST(Program, TasksOfARunAddUp) {
    const Json json = json_of({"run", "chess_exhibition", "--model", "threads", "--set", "opponents=3"});
    ASSERT_EQ(json["tasks"].size(), 4u);
    for (const Json& task : json["tasks"]) {
        const double sum = task["cpu_s"].get<double>() + task["ready_s"].get<double>() +
                           task["blocked_s"].get<double>() + task["io_s"].get<double>();
        EXPECT_DOUBLE_EQ(sum, task["turnaround_s"]) << task;
    }
    EXPECT_EQ(json["tasks"][1]["name"], "game 1");
    EXPECT_EQ(json["tasks"][1]["parent"], 0);
}

TEST(Program, EveryModelIsOneLineOrOneRun) {
    const Json json = json_of({"run", "two_cashiers", "--model", "all", "--cores", "2"});
    EXPECT_EQ(json["runs"].size(), 7u);
    EXPECT_EQ(json["runs"][0]["model"], "sequential");
    EXPECT_EQ(json["runs"][0]["makespan_s"], 480.0);
    const Ended text = simul_ended({"run", "two_cashiers", "--model", "all", "--cores", "2"});
    EXPECT_EQ(text.code, 0);
    EXPECT_LT(text.out.find("threads "), text.out.find("sequential ")) << text.out;
}

TEST(Program, ListNamesWhatThereIs) {
    const Json json = json_of({"list"});
    ASSERT_FALSE(json["scenarios"].empty());
    const Json& first = json["scenarios"][0];
    EXPECT_EQ(first["name"], "chess_exhibition");
    EXPECT_EQ(first["title"], "Chess exhibition");
    EXPECT_TRUE(first["chapter"].is_string());
    EXPECT_EQ(first["models"].size(), 7u);
    EXPECT_TRUE(first["builds_on"].is_array());
    EXPECT_TRUE(first["leads_to"].is_array());
    EXPECT_NE(simul_ended({"list"}).out.find("chess_exhibition"), std::string::npos);
}

#ifdef SIMUL_LUA
TEST(Program, ListSaysWhatToKnowBeforeAStoryAndWhatComesNext) {
    const Json list = json_of({"list"});
    for (const Json& story : list["scenarios"]) {
        if (story["name"] != "which_came_first" && story["name"] != "consensus") continue;
        const bool is_last = story["name"] == "consensus";
        EXPECT_EQ(story["builds_on"], is_last ? Json::array({"votes", "quorum"}) : Json::array({"two_machines"}));
        EXPECT_EQ(story["leads_to"], Json::array());
    }
    const Json& first = list["scenarios"][0];
    EXPECT_EQ(first["builds_on"], Json::array());
    EXPECT_EQ(first["leads_to"], Json::array({"two_cashiers", "browser_tabs"}));
}

TEST(Program, ListSaysWhichStoriesTeachAConcept) {
    const Json json = json_of({"list", "--concepts"});
    const auto deadlock = std::find_if(json["concepts"].begin(), json["concepts"].end(),
                                       [](const Json& it) { return it["name"] == "deadlock"; });
    ASSERT_NE(deadlock, json["concepts"].end());
    const Json& stories = (*deadlock)["stories"];
    EXPECT_NE(std::find(stories.begin(), stories.end(), "two_accounts"), stories.end()) << stories;
    EXPECT_EQ(std::find(stories.begin(), stories.end(), "split_the_work"), stories.end()) << stories;
    const std::string text = simul_ended({"list", "--concepts"}).out;
    EXPECT_NE(text.find("\nbarrier                   own_memory"), std::string::npos) << text;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
        EXPECT_LE(text.find('\n', at) - at, 100u) << text.substr(at, 120);
}
#endif

TEST(Program, WithoutAVerbOrADisplayItSaysThatThereIsNoneAndWhatToDo) {
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    for (const std::vector<std::string>& words : {std::vector<std::string>{}, {"chess_exhibition"}}) {
        const Ended ended = simul_ended(words);
        EXPECT_EQ(ended.code, 2);
        EXPECT_NE(ended.err.find("display"), std::string::npos);
        EXPECT_NE(ended.err.find("simul run chess_exhibition"), std::string::npos);
    }
}

TEST(Program, BadUsageIsExit2WithAShortSentence) {
    const std::vector<std::string> wrong[] = {{"rnu", "chess_exhibition"},
                                              {"run"},
                                              {"run", "no_such_story"},
                                              {"run", "chess_exhibition", "--cores", "0"},
                                              {"run", "chess_exhibition", "--set", "oponents=3"},
                                              {"run", "chess_exhibition", "--set", "opponents=many"},
                                              {"run", "chess_exhibition", "--policy", "lottery_of_babylon"},
                                              {"run", "chess_exhibition", "--clock", "real", "--quantum", "1"},
                                              {"run", "chess_exhibition", "--clock", "real", "--cores", "100000"},
                                              {"run", "no_such_file.lua"},
                                              {"check", "no_such_file.lua"},
                                              {"check"},
                                              {"show"},
                                              {"show", "/etc/passwd"},
                                              {"show", "no_such_trace"},
                                              {"list", "--jsn"},
                                              {std::string(50'000, 'x')}};
    for (const std::vector<std::string>& words : wrong) {
        const Ended ended = simul_ended(words);
        const std::string what = testing::PrintToString(words).substr(0, 200);
        EXPECT_EQ(ended.code, 2) << what;
        EXPECT_EQ(ended.out, "") << what;
        EXPECT_GT(ended.err.size(), 10u) << what;
        EXPECT_LT(ended.err.size(), 1000u) << what;
    }
}

TEST(Program, HelpIsNoError) {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"--help"},
                                                  {"run", "--help"},
                                                  {"list", "-h"},
                                                  {"check", "--help"},
                                                  {"show", "--help"}}) {
        const Ended ended = simul_ended(words);
        EXPECT_EQ(ended.code, 0);
        EXPECT_NE(ended.out.find("simul"), std::string::npos);
    }
}

TEST(Program, TellsTheVersionThatCMakeKnows) {
    const std::string project = content_of(SIMUL_SOURCE_DIR "/CMakeLists.txt");
    const std::size_t number = project.find("VERSION", project.find("project(")) + 8;
    const Ended ended = simul_ended({"--version"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_EQ(ended.out, "simul " + project.substr(number, project.find(' ', number) - number) + "\n");
    EXPECT_NE(simul_ended({"--help"}).out.find("simul --version"), std::string::npos);
}

TEST(Program, EventsAreOneALine) {
    const Ended ended = simul_ended({"run", "lost_update", "--model", "threads", "--events"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_EQ(ended.out.substr(0, ended.out.find('\n')), "0           -        #0 main           arrives \"main\"");
    EXPECT_NE(ended.out.find("#1 add"), std::string::npos);
    EXPECT_NE(ended.out.find("the run ends: finished\n"), std::string::npos);
}

TEST(Program, QuietSaysNothing) {
    const Ended ended = simul_ended({"run", "chess_exhibition", "--quiet"});
    EXPECT_EQ(ended.code, 0);
    EXPECT_EQ(ended.out + ended.err, "");
}

TEST(Program, RecordedRunIsShownAgainExactly) {
    const TemporaryFile trace("trace");
    const Ended run = simul_ended({"run", "chess_exhibition", "--record", trace.path(), "--json"});
    EXPECT_EQ(run.code, 0) << run.err;
    const Ended shown = simul_ended({"show", trace.path(), "--json"});
    EXPECT_EQ(shown.code, 0) << shown.err;
    EXPECT_EQ(shown.out, run.out);
    const Ended events = simul_ended({"run", "chess_exhibition", "--events"});
    EXPECT_EQ(simul_ended({"show", trace.path(), "--events"}).out, events.out);
    EXPECT_NE(simul_ended({"show", trace.path()}).out.find("hall_empty"), std::string::npos);
}

TEST(Program, TraceThatCannotBeWrittenIsExit2) {
    const Ended full = simul_ended({"run", "chess_exhibition", "--record", "/dev/full"});
    EXPECT_EQ(full.code, 2);
    EXPECT_NE(full.err.find("/dev/full"), std::string::npos) << full.err;
    const Ended nowhere = simul_ended({"run", "chess_exhibition", "--record", "/no/such/folder/trace"});
    EXPECT_EQ(nowhere.code, 2);
    EXPECT_NE(nowhere.err.find("/no/such/folder/trace"), std::string::npos) << nowhere.err;
    EXPECT_LT(nowhere.err.size(), 1000u);
}

TEST(Program, FullStandardOutputIsOneSentence) {
    for (const char* form : {"--json", "--events"}) {
        const Ended ended = Program({"run", "chess_exhibition", form}, "/dev/full").wait();
        EXPECT_EQ(ended.code, 2) << form;
        EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
    }
}

#ifdef SIMUL_LUA

constexpr const char* kEndless = "title = \"Endless\"\nfunction main()\n  while true do compute(1) end\nend\n";

TEST(Program, InterruptStopsTheRunAndKeepsWhatWasRecorded) {
    const TemporaryFile story("endless.lua", kEndless);
    for (const int signal : {SIGINT, SIGTERM}) {
        const TemporaryFile trace("trace");
        Program program({"run", story.path(), "--max-events", "1000000000", "--record", trace.path(), "--json"});
        ASSERT_TRUE(comes_true([&] { return std::filesystem::file_size(trace.path()) > 100'000; }));
        program.send(signal);
        const Ended ended = program.wait();
        EXPECT_EQ(ended.code, 130) << ended.err;
        const Json json = Json::parse(ended.out, nullptr, false);
        ASSERT_FALSE(json.is_discarded());
        EXPECT_EQ(json["outcome"], "stopped");
        EXPECT_EQ(simul_ended({"show", trace.path(), "--json"}).out, ended.out) << "the recording is whole";
    }
}

TEST(Program, TraceOfAProgramThatWasKilledCanBeShown) {
    const TemporaryFile story("endless.lua", kEndless);
    const TemporaryFile trace("trace");
    Program program({"run", story.path(), "--max-events", "1000000000", "--record", trace.path(), "--quiet"});
    ASSERT_TRUE(comes_true([&] { return std::filesystem::file_size(trace.path()) > 1'000'000; }));
    program.send(SIGKILL);
    EXPECT_EQ(program.wait().code, 128 + SIGKILL);
    const Ended shown = simul_ended({"show", trace.path(), "--json"});
    EXPECT_EQ(shown.code, 0);
    EXPECT_NE(shown.err.find("ends early"), std::string::npos) << shown.err;
    const Json json = Json::parse(shown.out, nullptr, false);
    ASSERT_FALSE(json.is_discarded());
    EXPECT_EQ(json["outcome"], "stopped");
    EXPECT_GT(json["events"], 10'000);
}

TEST(Program, ClosedPipeEndsALongRun) {
    const TemporaryFile story("endless.lua", kEndless);
    const std::string command =
        std::string("\"") + SIMUL_BINARY + "\" run " + story.path() +
        " --max-events 1000000000 --events 2>/dev/null | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}";
    const int status = std::system(("exec bash -c '" + command + "'").c_str());
    EXPECT_EQ(WEXITSTATUS(status), 2);
}

TEST(Program, FailureThatNobodyTookIsExit1AndSaysWhereWhoAndHowToSeeItAgain) {
    const TemporaryFile story("failing.lua",
                              "title = \"Failing\"\nfunction work_hard()\n  compute(2)\n  error(\"boom\")\nend\n"
                              "function main()\n  spawn(work_hard)\nend\n");
    const Ended ended = simul_ended({"run", story.path(), "--model", "threads", "--json"});
    EXPECT_EQ(ended.code, 1) << ended.err;
    EXPECT_NE(ended.err.find(":4:"), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("work_hard"), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("boom"), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("simul run " + story.path() + " --model threads"), std::string::npos) << ended.err;
    EXPECT_LT(ended.err.size(), 1000u);
    EXPECT_EQ(Json::parse(ended.out)["outcome"], "failed");
}

TEST(Program, FailureOnEveryModelIsToldOnceAndShortly) {
    const TemporaryFile story("failing.lua",
                              "title = \"Failing\"\nfunction main()\n  error(string.rep(\"\\27\", 3000))\nend\n");
    const Ended ended = simul_ended({"run", story.path(), "--model", "all"});
    EXPECT_EQ(ended.code, 1) << ended.err;
    EXPECT_LT(ended.err.size(), 1000u);
    EXPECT_EQ(ended.err.find('\x1b'), std::string::npos);
    EXPECT_NE(ended.out.find("process_pool"), std::string::npos) << "all models ran";
}

TEST(Program, DeadlockIsWhatTheReaderCameToSeeAndExit0) {
    const TemporaryFile story(
        "dead.lua",
        "title = \"Dead\"\nleft = mutex()\nright = mutex()\nfunction one()\n  left:lock()\n  sleep(1)\n"
        "  right:lock()\nend\nfunction other()\n  right:lock()\n  sleep(1)\n  left:lock()\nend\n"
        "function main()\n  spawn(one)\n  spawn(other)\nend\n");
    const Json json = json_of({"run", story.path(), "--model", "threads"});
    EXPECT_EQ(json["outcome"], "deadlock");
    ASSERT_EQ(json["findings"].size(), 1u);
    EXPECT_EQ(json["findings"][0]["kind"], "deadlock");
    EXPECT_EQ(json["findings"][0]["at_s"], 1.0);
    EXPECT_EQ(json["findings"][0]["line"], 12);
}

TEST(Program, LimitOnEventsIsAFindingAndExit0) {
    const TemporaryFile story("endless.lua", kEndless);
    const Json json = json_of({"run", story.path(), "--max-events", "1000"});
    EXPECT_EQ(json["outcome"], "stopped");
    ASSERT_FALSE(json["findings"].empty());
    EXPECT_EQ(json["findings"][0]["kind"], "too_long");
}

TEST(Program, CheckTellsFileAndLine) {
    const TemporaryFile good("good.lua", "title = \"Good\"\nfunction main()\nend\n");
    EXPECT_EQ(simul_ended({"check", good.path()}).code, 0);
    const TemporaryFile bad("bad.lua", "title = \"Bad\"\n\nfunction main(\nend\n");
    const Ended ended = simul_ended({"check", bad.path()});
    EXPECT_EQ(ended.code, 2);
    EXPECT_NE(ended.err.find("bad.lua:4"), std::string::npos) << ended.err;
}

#endif

}  // namespace
}  // namespace simul
