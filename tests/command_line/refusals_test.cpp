// What the reader got wrong, or the world refuses: one sentence with the remedy, and exit 2.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/command_line/bad_day.h"
#include "tests/command_line/program.h"

namespace simul {
namespace {

using Words = std::vector<std::string>;

struct Refusal {
    const char* name;
    Words words;
    Words says;
};

void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.name; }

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, in_one_sentence_with_the_remedy) {
    const BadDay day = day_of(GetParam().words);
    expect_end(day, 2, GetParam().says);
    EXPECT_EQ(day.out, "");
    EXPECT_EQ(std::count(day.err.begin(), day.err.end(), '\n'), 1) << day.err;
}

Words chess(Words options) {
    options.insert(options.begin(), {"run", "chess_exhibition"});
    return options;
}

INSTANTIATE_TEST_SUITE_P(
    Usage, Refused,
    testing::Values(
        Refusal{"no_cores", chess({"--cores", "0"}), {"--cores 0: choose 1 to"}},
        Refusal{"no_real_cores", chess({"--cores", "0", "--clock", "real"}), {"--cores 0", "choose 1 to"}},
        Refusal{"more_cores_than_there_are",
                chess({"--cores", "9999", "--clock", "real"}),
                {"--cores 9999", "--clock simulated"}},
        Refusal{"no_workers", chess({"--workers", "0"}), {"--workers 0: choose 1 to"}},
        Refusal{"no_tasks", chess({"--max-tasks", "0"}), {"--max-tasks 0: choose 1 to"}},
        Refusal{"no_events", chess({"--max-events", "0"}), {"--max-events 0: choose at least 1"}},
        Refusal{"knob_too_high", chess({"--set", "opponents=1000"}), {"opponents", "1000", "1 to 400"}},
        Refusal{"knob_below_zero", chess({"--set", "opponents=-3"}), {"opponents", "-3", "1 to 400"}},
        Refusal{"knob_no_number", chess({"--set", "opponents=many"}), {"opponents", "many", "1 to 400"}},
        Refusal{"knob_no_choice", chess({"--set", "judit=bishop"}), {"judit", "bishop", "lock, core"}},
        Refusal{"unknown_knob", chess({"--set", "oponents=3"}), {"oponents", "Did you mean opponents?"}},
        Refusal{"unknown_model", chess({"--model", "treads"}), {"treads", "Did you mean threads?"}},
        Refusal{"unknown_policy", chess({"--policy", "fif"}), {"fif", "fifo, round_robin"}},
        Refusal{"unknown_option", chess({"--modle", "threads"}), {"--modle", "Did you mean --model?"}},
        Refusal{"unknown_clock", chess({"--clock", "wall"}), {"wall", "real", "simulated"}},
        Refusal{"unknown_scenario", {"run", "ches_exhibition"}, {"ches_exhibition", "chess_exhibition", ".lua"}},
        Refusal{"no_scenario", {"run"}, {"simul list", "simul run chess_exhibition"}}),
    [](const auto& row) { return std::string(row.param.name); });

#ifdef SIMUL_LUA
INSTANTIATE_TEST_SUITE_P(
    Outages, Refused,
    testing::Values(Refusal{"overlapping_crashes",
                            {"run", "two_generals", "--crash", "west@1:3", "--crash", "west@2"},
                            {"--crash west@2: it begins before another outage of the same machine is over"}},
                    Refusal{"overlapping_cuts",
                            {"run", "two_generals", "--cut", "west-east@1:3", "--cut", "east-west@2:5"},
                            {"--cut east-west@2:5: it begins before another outage of the same link is over"}}),
    [](const auto& row) { return std::string(row.param.name); });
#endif

#ifdef SIMUL_WINDOW
TEST(Refused, an_option_of_another_verb_is_found_there) {
    const std::string told = " `simul ";
    for (const std::string option :
         {"--memory",   "--faults",   "--bound",  "--search",  "--wakeups", "--over",     "--measure",
          "--seeds",    "--policies", "--every",  "--at",      "--out",     "--size",     "--theme",
          "--view",     "--hints",    "--mend",   "--check",   "--page",    "--solution", "--note",
          "--concepts", "--record",   "--events", "--schedule"}) {
        const bool is_of_run = option == "--record" || option == "--events" || option == "--schedule";
        const BadDay day = day_of({is_of_run ? "compare" : "run", "two_cashiers", option, "1"});
        expect_end(day, 2, {"has no option", option, "` has it."});
        const std::size_t begin = day.err.find(told) + told.size();
        const std::string verb = day.err.substr(begin, day.err.find('`', begin) - begin);
        EXPECT_NE(day_of({verb, "--help"}).out.find("  " + option + " "), std::string::npos) << day.err;
    }
}

#endif

// ---- What the computer refuses.

TEST(Refused, shared_memory_is_needed_by_every_run) {
    for (const Words& words :
         {Words{"run", "lost_update"}, Words{"check", SIMUL_SOURCE_DIR "/scenarios/lost_update.lua"}})
        expect_end(day_of(words, [] { setenv("SIMUL_DENY", "shared_memory", 1); }), 2,
                   {"shared memory", "Every run needs it", "ulimit"});
}

TEST(Refused, kernel_records_are_not_missed) {
    const BadDay day = day_of({"run", "lost_update", "--model", "threads", "--clock", "real", "--json"},
                              [] { setenv("SIMUL_DENY", "kernel_records", 1); });
    expect_end(day, 0);
    EXPECT_NE(day.out.find("\"core_source\":\"gaps\""), std::string::npos) << day.out;
}

TEST(Refused, a_full_disk_is_told_once) {
    for (const Words& words :
         {chess({"--json"}), chess({}), chess({"--events"}), Words{"list"}, chess({"--model", "all"})})
        expect_end(day_of(words, [] { dup2(open("/dev/full", O_WRONLY), 1); }), 2,
                   {"No space left", "Free some space"});
    expect_end(day_of(chess({"--record", "/dev/full", "--quiet"})), 2, {"/dev/full", "Free some space"});
}

TEST(Refused, a_file_may_not_grow_as_large) {
    const TemporaryFile trace("trace");
    const BadDay day = day_of(chess({"--record", trace.path(), "--quiet"}), [] {
        // What is shared between processes counts, too: so much is left for the trace, and for that alone.
        const rlimit limit{(std::size_t{4} << 30), RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    expect_end(day, 0);
    const BadDay small = day_of(chess({"--quiet"}), [] {
        const rlimit limit{1000, RLIM_INFINITY};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    expect_end(small, 2, {"shared memory", "File too large", "ulimit"});
}

TEST(Refused, output_may_be_closed) {
    for (const Words& words : {chess({}), chess({"--json"}), chess({"--events"}), Words{"list"}, Words{"--help"}})
        expect_end(day_of(words, [] { close(1); }), 2, {"standard output", "It is closed"});
    expect_end(day_of(chess({"--quiet"}), [] { close(1); }), 0);
    const BadDay silent = day_of(chess({"--json"}), [] {
        for (const int standard : {0, 1, 2}) close(standard);
    });
    expect_end(silent, 2);
    EXPECT_EQ(silent.err, "") << "nothing of ours got the number of the closed standard error";
}

#ifdef SIMUL_LUA

/// Who reads takes the first bytes and goes.
void give_to_a_hasty_reader() {
    int ends[2];
    if (pipe(ends) != 0 || fork() != 0) {
        dup2(ends[1], 1);
        close(ends[0]);
        close(ends[1]);
        return;
    }
    close(ends[1]);
    char bytes[100];
    [[maybe_unused]] const ssize_t length = read(ends[0], bytes, sizeof bytes);
    _exit(0);
}

TEST(RealRefused, a_reader_that_goes_away_ends_the_run) {
    const TemporaryFile story("endless.lua", "function main()\n  while true do compute(1) end\nend\n");
    for (const char* clock : {"simulated", "real"}) {
        const BadDay day = day_of({"run", story.path(), "--model", "processes", "--clock", clock, "--scale", "10000",
                                   "--events", "--max-events", "1000000000"},
                                  give_to_a_hasty_reader);
        expect_end(day, 2, {"Broken pipe", "has stopped reading"});
    }
}

constexpr const char* kCrowd =
    "function wait() sleep(3600) end\nfunction main()\n  for i = 1, 10000 do spawn(wait) end\nend\n";

/// Without memory for its stack no thread begins. (The limit on threads themselves does not bind root.)
void limit_memory() {
    const rlimit limit{(std::size_t{4} << 30) + (std::size_t{300} << 20), RLIM_INFINITY};
    setrlimit(RLIMIT_AS, &limit);
}

/// A user who may have thirty processes or threads.
void become_limited() {
    const rlimit limit{30, 30};
    setrlimit(RLIMIT_NPROC, &limit);
    if (getuid() == 0 && setuid(65534) != 0) _exit(126);
}

TEST(RealRefused, more_threads_than_the_computer_allows) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs terabytes of addresses";
#endif
    const TemporaryFile story("crowd.lua", kCrowd);
    const BadDay day = day_of({"run", story.path(), "--model", "threads", "--clock", "real", "--quiet"}, limit_memory);
    const bool had_no_stack = day.err.find("Could not start the thread \"wait\"") != std::string::npos;
    expect_end(day, 2, {had_no_stack ? "run fewer tasks" : "The run needs more memory than there is", "event_loop"});
}

TEST(RealRefused, more_events_than_memory) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs terabytes of addresses";
#endif
    const TemporaryFile story("endless.lua", "function main()\n  while true do compute(1) end\nend\n"), trace("trace");
    expect_end(day_of({"run", story.path(), "--max-events", "1000000000", "--record", trace.path()}, limit_memory), 2,
               {"more memory than there is", "--max-events", "ulimit -v"});
    expect_end(day_of({"show", trace.path(), "--json"}), 0, {"ends early"});
}

TEST(RealRefused, more_processes_than_the_user_may_have) {
    const TemporaryFile story("crowd.lua", kCrowd);
    std::filesystem::permissions(story.path(), std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    for (const char* model : {"threads", "processes"}) {
        const BadDay day =
            day_of({"run", story.path(), "--model", model, "--clock", "real", "--quiet"}, become_limited);
        if (day.code == 126 || day.code == 127) GTEST_SKIP() << "another user cannot run the program where it stands";
        expect_end(day, 2, {"Could not start", "fewer tasks", "ulimit -u", "event_loop"});
    }
}

#endif  // SIMUL_LUA

}  // namespace
}  // namespace simul
