// Killed, interrupted, hung up: what was recorded is kept, one sentence says what happened, and nothing is left behind.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tests/command_line/bad_day.h"
#include "tests/command_line/program.h"

#ifdef SIMUL_LUA

namespace simul {
namespace {

using Json = nlohmann::json;

constexpr const char* kSleepers =
    "function rest(i) sleep(3600) end\nfunction main()\n  for i = 1, 8 do spawn(rest, i) end\n  sleep(3600)\nend\n";
constexpr const char* kStuck =
    "function main()\n  await(spawn(stuck))\nend\nfunction stuck()\n  sleep(0.001)\n"
    "  return (('a'):rep(40)):find(('a*'):rep(20) .. 'b')\nend\n";

/// A run on this computer that is under way: it has recorded, and its tasks' processes are there.
struct UnderWay {
    const TemporaryFile story, trace{"trace"};
    Command command;

    UnderWay(const std::string& model, const char* lua, std::size_t processes)
        : story("story.lua", lua),
          command({"run", story.path(), "--model", model, "--clock", "real", "--scale", "1", "--workers", "4",
                   "--record", trace.path(), "--json"}) {
        command.await_tasks(processes);
        EXPECT_TRUE(comes_true([&] { return std::filesystem::file_size(trace.path()) > 0; }));
    }
};

std::size_t processes_of(const std::string& model) {
    return model == "processes" ? 9 : model == "process_pool" ? 5 : 0;
}

class RealDeaths : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Each, RealDeaths,
                         testing::Values("sequential", "threads", "threads_gil", "processes", "event_loop",
                                         "thread_pool", "process_pool"),
                         [](const auto& model) { return std::string(model.param); });

TEST_P(RealDeaths, of_the_command_take_all_its_processes_along_and_leave_a_trace) {
    UnderWay run(GetParam(), kSleepers, processes_of(GetParam()));
    kill(run.command.pid(), SIGKILL);
    const BadDay day = run.command.end();
    expect_end(day, 128 + SIGKILL);
    std::cout << "gone within " << day.gone_s * 1000 << " ms\n";
    expect_end(day_of({"show", run.trace.path()}), 0, {"ends early", "record the run again"});
}

TEST_P(RealDeaths, of_the_zygote_are_told) {
    UnderWay run(GetParam(), kSleepers, processes_of(GetParam()));
    kill(run.command.zygote(), SIGKILL);
    expect_end(run.command.end(), 2, {"the process that starts runs is gone", "start Simul again"});
    expect_end(day_of({"show", run.trace.path()}), 0);
}

TEST_P(RealDeaths, of_the_runner_are_told_with_what_it_had_recorded) {
    UnderWay run(GetParam(), kSleepers, processes_of(GetParam()));
    kill(run.command.runner(), SIGKILL);
    const BadDay day = run.command.end();
    expect_end(day, 1, {"SIGKILL", "its last event: ", "is kept", "To see it again: simul run"});
    const Json json = Json::parse(day.out, nullptr, false);
    ASSERT_FALSE(json.is_discarded()) << day.out;
    EXPECT_EQ(json["outcome"], "failed");
    EXPECT_EQ(day_of({"show", run.trace.path(), "--json"}).out, day.out);
}

void expect_stopped(const UnderWay& run, const BadDay& day) {
    expect_end(day, 130);
    EXPECT_EQ(day.err, "");
    const Json json = Json::parse(day.out, nullptr, false);
    ASSERT_FALSE(json.is_discarded()) << day.out;
    EXPECT_EQ(json["outcome"], "stopped");
    EXPECT_FALSE(json["tasks"].empty());
    EXPECT_EQ(day_of({"show", run.trace.path(), "--json"}).out, day.out) << "the recording is whole";
}

TEST_P(RealDeaths, by_a_signal_to_the_command_keep_what_was_recorded) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        UnderWay run(GetParam(), kSleepers, processes_of(GetParam()));
        kill(run.command.pid(), signal);
        expect_stopped(run, run.command.end());
    }
}

TEST_P(RealDeaths, by_a_signal_to_the_whole_group_are_no_different) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        UnderWay run(GetParam(), kSleepers, processes_of(GetParam()));
        kill(-run.command.pid(), signal);
        expect_stopped(run, run.command.end());
    }
}

TEST_P(RealDeaths, by_a_signal_come_also_to_a_story_that_is_stuck) {
    UnderWay run(GetParam(), kStuck, 0);
    kill(run.command.pid(), SIGINT);
    const BadDay day = run.command.end();
    expect_end(day, 130);
    EXPECT_NE(day.out.find("\"outcome\":\"stopped\""), std::string::npos) << day.out;
}

TEST_P(RealDeaths, do_not_disturb_another_run) {
    const TemporaryFile story(
        "story.lua",
        "total = variable(0, { mmap = true })\nfunction add(i)\n  sleep(0.01)\n"
        "  total:add(i)\nend\nfunction main()\n  local all = {}\n  for i = 1, 10 do all[i] = spawn(add, i) end\n"
        "  gather(all)\nend\n");
    const std::vector<std::string> words{"run",  story.path(), "--model", GetParam(), "--clock",
                                         "real", "--scale",    "1",       "--json"};
    Command one(words), other(words);
    UnderWay killed(GetParam(), kSleepers, 0);
    kill(killed.command.pid(), SIGKILL);
    for (Command* command : {&one, &other}) {
        const BadDay day = command->end();
        expect_end(day, 0);
        EXPECT_NE(day.out.find("\"total\":55"), std::string::npos) << day.out;
    }
    expect_end(killed.command.end(), 128 + SIGKILL);
}

// ---- One task's process.

/// Prints its events, so that one sees when to strike.
struct Victims {
    const TemporaryFile story;
    Command command;

    Victims(const std::string& model, const char* lua)
        : story("story.lua", lua),
          command({"run", story.path(), "--model", model, "--clock", "real", "--scale", "1", "--workers", "4",
                   "--events"}) {}

    /// Waits until so many events have been printed that hold these words.
    void await(std::size_t count, const std::string& words) const {
        EXPECT_TRUE(comes_true([&] { return occurrences(command.out(), words) >= count; })) << command.out();
    }
    static std::size_t occurrences(const std::string& text, const std::string& words) {
        std::size_t count = 0;
        for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
        return count;
    }
    /// The process whose name ps shows so: of `processes`, the task's.
    pid_t named(const std::string& name) const { return command.task_named(name); }
};

constexpr const char* kResting =
    "function rest(i) sleep(1) print('rested ' .. i) end\nfunction main()\n"
    "  for i = 1, 8 do spawn(rest, i) end\nend\n";

TEST(RealVictims, of_processes_are_told_and_the_others_go_on) {
    Victims run("processes", kResting);
    run.await(8, "sleep");
    kill(run.named("rest 3"), SIGKILL);
    const BadDay day = run.command.end();
    expect_end(day, 1, {"The process of rest 3 was ended by signal 9", "SIGKILL", "To see it again"});
    EXPECT_EQ(Victims::occurrences(day.out, "print"), 7U);
}

TEST(RealVictims, of_a_pool_are_told_and_another_worker_takes_over) {
    Victims run("process_pool", kResting);
    run.await(4, "sleep");
    kill(run.named("worker"), SIGKILL);
    const BadDay day = run.command.end();
    expect_end(day, 1, {"The process of rest ", "was ended by signal 9", "SIGKILL"});
    EXPECT_EQ(Victims::occurrences(day.out, "print"), 7U);
}

constexpr const char* kMachines =
    "nodes = { { name = 'here', cores = 1 }, { name = 'there', cores = 1 } }\nnetwork = { latency = 0.01 }\n"
    "inbox = on('there', channel(8))\nfunction clerk() while true do inbox:receive() end end\n"
    "function main()\n  spawn_on('there', { daemon = true }, clerk)\n"
    "  for i = 1, 100 do inbox:send(i) sleep(0.01) end\n  print('sent')\nend\n";

TEST(RealVictims, that_are_machines_are_told_and_the_others_go_on) {
    Victims run("threads", kMachines);
    run.await(1, "deliver");
    kill(run.named("there"), SIGKILL);
    const BadDay day = run.command.end();
    expect_end(day, 1, {"clerk", "SIGKILL"});
    EXPECT_EQ(Victims::occurrences(day.out, "\"sent\""), 1U) << day.out;
    EXPECT_GT(Victims::occurrences(day.out, "there is down"), 0U) << day.out;
}

TEST(RealVictims, leave_no_machine_behind) {
    for (const bool of_runner : {true, false}) {
        Victims run("threads", kMachines);
        run.await(1, "deliver");
        kill(of_runner ? run.command.runner() : run.command.pid(), SIGKILL);
        const BadDay day = run.command.end();
        EXPECT_TRUE(day.left.empty()) << day.left.front();
    }
}

TEST(RealVictims, whose_end_is_awaited_raise_in_who_awaits) {
    Victims run("processes",
                "function rest() sleep(3600) end\nfunction main()\n  print(pcall(await, spawn(rest)))\nend\n");
    run.await(1, "sleep");
    kill(run.named("rest"), SIGKILL);
    const BadDay day = run.command.end();
    expect_end(day, 0);
    EXPECT_NE(day.out.find("its process was ended by SIGKILL"), std::string::npos) << day.out;
}

TEST(RealVictims, that_waited_for_a_mutex_do_not_keep_it_from_others) {
    Victims run("processes",
                "m = mutex()\nfunction hold() m:lock() sleep(1) m:unlock() end\n"
                "function want(i) sleep(0.1 * i) m:lock() print('got it') m:unlock() end\n"
                "function main()\n  spawn(hold)\n  spawn(want, 1)\n  spawn(want, 2)\nend\n");
    run.await(2, "wants lock");
    kill(run.named("want 1"), SIGKILL);
    const BadDay day = run.command.end();
    expect_end(day, 1, {"want 1", "SIGKILL"});
    EXPECT_EQ(Victims::occurrences(day.out, "got it"), 1U) << day.out;
}

TEST(RealVictims, that_held_a_mutex_leave_a_deadlock) {
    Victims run("processes",
                "m = mutex()\nfunction hold() m:lock() sleep(3600) end\n"
                "function main()\n  spawn(hold)\n  sleep(0.1)\n  m:lock()\nend\n");
    run.await(1, "wants lock");
    kill(run.named("hold"), SIGKILL);
    const BadDay day = run.command.end();
    expect_end(day, 0);
    EXPECT_NE(day.out.find("the run ends: deadlock"), std::string::npos) << day.out;
}

/// Threads beside a loop may have the core that it waits for: that is no other program's doing.
TEST(RealThreadsBesideALoop, are_not_taken_for_other_programs) {
    const TemporaryFile story("beside.lua",
                              "function f() compute(0.05) end\nfunction main()\n"
                              "  gather{ to_thread(f), to_thread(f), spawn(f) }\nend\n");
    const Ended ended = simul_ended({"run", story.path(), "--model", "event_loop", "--clock", "real", "--scale", "1"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_NE(ended.out.find("on this computer"), std::string::npos) << ended.out;
    EXPECT_EQ(ended.out.find("other programs stole"), std::string::npos) << ended.out;
}

}  // namespace
}  // namespace simul

#endif
