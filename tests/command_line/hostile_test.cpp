// Files that did harm (tests/hostile): each ends with a sentence, within a second of core time and 128 MB.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "tests/command_line/program.h"

#ifdef SIMUL_LUA

namespace simul {
namespace {

using Words = std::vector<std::string>;

std::string text_in(const std::string& path) {
    std::ifstream file(path);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

struct Harm {
    int code = 0;
    std::string told;
    long most_mb = 0;   ///< of the largest of its processes
    double core_s = 0;  ///< of all of them
};

/// What the command says, on both outputs, and what it took.
Harm harm_of(Words words) {
    const TemporaryFile output("told");
    words.insert(words.begin(), SIMUL_BINARY);
    const pid_t pid = fork();
    if (pid == 0) {
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        const bool told = freopen(output.path().c_str(), "w", stdout) && dup2(STDOUT_FILENO, STDERR_FILENO) >= 0;
        if (told) execv(SIMUL_BINARY, arguments.data());
        _exit(127);
    }
    int status = 0;
    rusage used{};
    EXPECT_EQ(wait4(pid, &status, 0, &used), pid);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return {WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), text_in(output.path()),
            used.ru_maxrss / 1024, seconds(used.ru_utime) + seconds(used.ru_stime)};
}

std::string file(const std::string& name) { return SIMUL_SOURCE_DIR "/tests/hostile/" + name; }

void expect_harmless(const Words& words, int code, const std::string& says) {
    const Harm harm = harm_of(words);
    EXPECT_EQ(harm.code, code) << harm.told;
    EXPECT_NE(harm.told.find(says), std::string::npos) << harm.told;
#ifndef __SANITIZE_ADDRESS__
    EXPECT_LT(harm.most_mb, 128) << words[1];
    EXPECT_LT(harm.core_s, 1) << words[1];
#endif
}

TEST(RealHostileFile, that_lifts_the_limit_on_its_memory_keeps_it) {
    expect_harmless({"run", file("01_memory_limit_lifted.lua"), "--quiet"}, 1, "64 MB");
}

TEST(RealHostileFile, that_asks_for_addresses_gets_none) {
    expect_harmless({"run", file("02_address_leak.lua"), "--quiet"}, 1, "02_address_leak.lua:3: in task main: string");
}

TEST(RealHostileFile, that_sleeps_beyond_the_end_of_time_is_told_where) {
    expect_harmless({"run", file("03_false_deadlock.lua"), "--quiet"}, 1,
                    "03_false_deadlock.lua:3: in task main: sleep goes beyond the 292 years");
}

TEST(RealHostileFile, that_describes_itself_at_length_is_refused_by_all_who_ask) {
    for (const char* verb : {"check", "run", "explore", "challenge", "bundle"}) {
        Words words{verb, file("05_description_bomb.lua")};
        if (std::string(verb) == "bundle") words.insert(words.end(), {"--out", "/dev/null"});
        expect_harmless(words, 2, "longer than 1 MB together");
    }
}

TEST(RealHostileFile, that_is_a_trace_with_a_load_of_nothing_is_damaged) {
    for (const char* form : {"--events", "--json"})
        expect_harmless({"show", file("07_load_of_no_resource.simul"), form}, 2, "is damaged");
}

TEST(RealHostileFile, that_fills_the_memory_of_many_threads_or_processes_is_ended) {
    const TemporaryFile story("many.lua",
                              "function keeps() local s = ('x'):rep(2000000) sleep(1) return #s end\n"
                              "function main() for i = 1, 200 do spawn(keeps) end end\n");
    for (const char* model : {"threads", "processes"}) {
        const Harm harm = harm_of({"run", story.path(), "--clock", "real", "--model", model, "--quiet"});
        EXPECT_EQ(harm.code, 1) << harm.told;
        EXPECT_NE(harm.told.find("more than the 64 MB that they may have together"), std::string::npos) << harm.told;
    }
}

TEST(RealHostileFile, that_fills_its_channels_is_ended_with_a_sentence) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs terabytes of addresses, so memory has no limit there";
#endif
    const TemporaryFile story("full.lua",
                              "c = {} for i = 1, 2000 do c[i] = channel(1024) end\n"
                              "function main() local m = ('x'):rep(4000)\n"
                              "  for i = 1, 2000 do for j = 1, 1024 do c[i]:send(m) end end end\n");
    const Harm harm = harm_of({"run", story.path(), "--quiet"});
    EXPECT_EQ(harm.code, 2) << harm.told;
    EXPECT_NE(harm.told.find("more memory than there is, or than a story may have"), std::string::npos) << harm.told;
    EXPECT_LT(harm.most_mb, 1200);
}

}  // namespace
}  // namespace simul

#endif
