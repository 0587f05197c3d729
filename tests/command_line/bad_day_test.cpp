// How commands on bad days are watched, and that the watching would see what is left behind.
#include "tests/command_line/bad_day.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace simul {

namespace {

using Instant = std::chrono::steady_clock::time_point;

/// Half a second is promised; a busy computer may need longer.
constexpr double kPatience_s = 5;

double seconds_since(Instant begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

/// All processes of the computer that are in this session.
std::vector<Offspring> session_of(pid_t leader) {
    std::vector<Offspring> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string stat = content_of(entry.path() / "stat");
        const std::size_t name_begin = stat.find('('), name_end = stat.rfind(')');
        if (name_end == std::string::npos) continue;
        Offspring it{};
        pid_t group = 0, session = 0;
        std::istringstream rest(stat.substr(name_end + 1));
        rest >> it.state >> it.parent >> group >> session;
        if (session != leader) continue;
        it.pid = std::stoi(stat);
        it.name = stat.substr(name_begin + 1, name_end - name_begin - 1);
        found.push_back(it);
    }
    return found;
}

void put_on_stage(const std::string& folder) {
    setsid();
    setenv("TMPDIR", (folder + "/room").c_str(), 1);
    [[maybe_unused]] const int moved = chdir((folder + "/room").c_str());
    dup2(open((folder + "/out").c_str(), O_WRONLY | O_CREAT, 0600), 1);
    dup2(open((folder + "/err").c_str(), O_WRONLY | O_CREAT, 0600), 2);
}

}  // namespace

bool comes_true(const std::function<bool()>& condition) {
    const Instant begin = std::chrono::steady_clock::now();
    while (!condition()) {
        if (seconds_since(begin) > 60) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

Command::Command(std::vector<std::string> words, const std::function<void()>& before) {
    prctl(PR_SET_CHILD_SUBREAPER, 1UL);
    std::string pattern = testing::TempDir() + "/simul_day_XXXXXX";
    folder_ = mkdtemp(pattern.data());
    std::filesystem::create_directory(folder_ + "/room");
    std::filesystem::permissions(folder_, std::filesystem::perms::all);
    std::filesystem::permissions(folder_ + "/room", std::filesystem::perms::all);
    words.insert(words.begin(), SIMUL_BINARY);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_ = fork();
    if (pid_ != 0) return;
    put_on_stage(folder_);
    if (before) before();
    execv(arguments[0], arguments.data());
    _exit(127);
}

Command::~Command() {
    if (!ended_) kill(pid_, SIGKILL);
    for (const Offspring& it : offspring()) kill(it.pid, SIGKILL);
    if (!ended_) waitpid(pid_, nullptr, 0);
    std::filesystem::remove_all(folder_);
}

std::vector<Offspring> Command::offspring() const { return session_of(pid_); }

pid_t Command::child_of(pid_t parent) const {
    for (const Offspring& it : offspring())
        if (parent != 0 && it.parent == parent) return it.pid;
    return 0;
}

std::vector<pid_t> Command::tasks() const {
    std::vector<pid_t> tasks;
    const pid_t runner = this->runner();
    for (const Offspring& it : offspring())
        if (runner != 0 && it.parent == runner && it.state != 'Z') tasks.push_back(it.pid);
    return tasks;
}

pid_t Command::task_named(const std::string& name) const {
    const pid_t runner = this->runner();
    for (const Offspring& it : offspring())
        if (it.parent == runner && it.name == name) return it.pid;
    ADD_FAILURE() << "no process is called " << name;
    return pid_;
}

void Command::await_tasks(std::size_t count) const {
    EXPECT_TRUE(comes_true([&] { return runner() != 0 && tasks().size() >= count; })) << content_of(folder_ + "/err");
}

std::string Command::out() const { return content_of(folder_ + "/out"); }

BadDay Command::end() {
    BadDay day;
    await_end(day);
    await_silence(day);
    day.out = content_of(folder_ + "/out");
    day.err = content_of(folder_ + "/err");
    for (const auto& entry : std::filesystem::directory_iterator(folder_ + "/room")) day.left.push_back(entry.path());
    return day;
}

void Command::await_end(BadDay& day) {
    int status = 0;
    rusage used{};
    const bool ended = comes_true([&] { return wait4(pid_, &status, WNOHANG, &used) == pid_; });
    if (!ended) {
        ADD_FAILURE() << "the command hangs: " << content_of(folder_ + "/err");
        for (const Offspring& it : offspring()) kill(it.pid, SIGKILL);
        wait4(pid_, &status, 0, &used);
    }
    ended_ = true;
    day.code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    day.core_s = seconds(used.ru_utime) + seconds(used.ru_stime);
}

void Command::await_silence(BadDay& day) {
    const Instant begin = std::chrono::steady_clock::now();
    std::vector<Offspring> rest;
    do {
        rest = offspring();
        for (const Offspring& it : rest)
            if (it.parent == getpid() && it.state == 'Z') waitpid(it.pid, nullptr, 0);
        day.gone_s = seconds_since(begin);
    } while (!rest.empty() && day.gone_s < kPatience_s);
    for (const Offspring& it : rest) day.left.push_back(fmt::format("process {} {} ({})", it.pid, it.name, it.state));
}

BadDay day_of(std::vector<std::string> words, const std::function<void()>& before) {
    return Command(std::move(words), before).end();
}

void expect_end(const BadDay& day, int code, const std::vector<std::string>& says) {
    EXPECT_EQ(day.code, code) << day.err;
    EXPECT_LT(day.err.size(), 1000u);
    for (const std::string& it : says) EXPECT_NE(day.err.find(it), std::string::npos) << day.err;
    EXPECT_EQ(day.left, std::vector<std::string>());
}

namespace {

TEST(BadDays, are_watched_so_that_a_process_left_behind_is_seen) {
    const BadDay day = day_of({"list"}, [] {
        if (fork() == 0) {
            sleep(30);
            _exit(0);
        }
    });
    EXPECT_EQ(day.code, 0);
    EXPECT_EQ(day.left.size(), 1U);
}

TEST(BadDays, are_watched_so_that_a_file_left_behind_is_seen) {
    const BadDay day = day_of({"run", "lost_update", "--quiet", "--record", "left"});
    EXPECT_EQ(day.code, 0);
    EXPECT_EQ(day.left.size(), 1U);
}

}  // namespace
}  // namespace simul
