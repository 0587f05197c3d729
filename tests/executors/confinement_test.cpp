// A story that has broken out of its language finds nothing to reach, and threads, processes and clocks continue.
#include "engine/os/confinement.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>

#include "engine/os/processes.h"
#include "tests/support/real_run.h"

namespace simul::testing {
namespace {

/// What the attack tries, and whether it went through.
struct Attempt {
    const char* what;
    bool (*went_through)();
};

bool opens(const char* path, int flags) {
    const int fd = open(path, flags, 0600);
    if (fd >= 0) close(fd);
    return fd >= 0;
}

bool executes() {
    const pid_t child = fork();
    if (child == 0) {
        execl("/bin/true", "true", nullptr);
        _exit(1);
    }
    const auto ended = os::reap(child, true);
    return child > 0 && ended && !ended->by_signal && ended->code == 0;
}

bool has_descriptors_of_others() {
    int open_ones = 0;
    for (int fd = 3; fd < 1000; ++fd) open_ones += fcntl(fd, F_GETFD) >= 0;
    return open_ones > 2;  // the region, and where news of it is told
}

constexpr Attempt kAttempts[] = {
    {"read /etc/passwd", [] { return opens("/etc/passwd", O_RDONLY); }},
    {"list /", [] { return opens("/", O_RDONLY | O_DIRECTORY); }},
    {"create a file", [] { return opens("/tmp/simul_confinement_test", O_WRONLY | O_CREAT); }},
    {"write to /dev/null", [] { return opens("/dev/null", O_WRONLY); }},
    {"remove a file", [] { return unlink("/tmp/simul_confinement_victim") == 0; }},
    {"make a folder", [] { return mkdir("/tmp/simul_confinement_folder", 0700) == 0; }},
    {"make a socket", [] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
    {"make a Unix socket", [] { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
    {"execute a program", executes},
    {"end its watcher", [] { return ::kill(getppid(), 0) == 0; }},
    {"look into its watcher", [] { return ptrace(PTRACE_SEIZE, getppid(), nullptr, nullptr) == 0; }},
    {"make memory executable",
     [] { return mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }},
    {"enter a new world", [] { return syscall(SYS_unshare, 0x10000000) == 0; }},
    {"watch the kernel", [] { return syscall(SYS_perf_event_open, nullptr, 0, -1, -1, 0) >= 0 || errno == EFAULT; }},
    {"use another ring", [] { return syscall(SYS_io_uring_setup, 1, nullptr) >= 0 || errno == EFAULT; }},
    {"find descriptors of others", has_descriptors_of_others},
    {"speak to a terminal", [] { return isatty(0) || isatty(1) || isatty(2); }},
};

std::string what_went_through() {
    std::string list;
    for (const Attempt& attempt : kAttempts)
        if (attempt.went_through()) list += std::string(list.empty() ? "" : ", ") + attempt.what;
    return list;
}

/// Breaks out while it is loaded, and says in its error what it reached.
class Attack final : public Scenario {
  public:
    Result<std::unique_ptr<Story>> load(const KnobSettings&, std::uint64_t) const override {
        return Error{"reached: " + what_went_through()};
    }
};

Result<std::unique_ptr<Scenario>> find_attack(const std::string&, const std::optional<std::string>&) {
    return std::unique_ptr<Scenario>(std::make_unique<Attack>());
}

bool can_be_confined() {
    const os::ConfinementSupport support = os::confinement_support();
    return support.why_not.empty() && support.system_calls;
}

TEST(Confinement, of_a_story_that_is_described_or_run_leaves_it_nothing) {
    if (!can_be_confined()) GTEST_SKIP() << "not on this computer, or in this build";
    std::ofstream("/tmp/simul_confinement_victim") << "x";
    Zygote zygote = std::move(*Zygote::create(find_attack));
    Settings settings;
    settings.scenario = "attack";
    EXPECT_EQ(zygote.describe(settings).error().sentence(), "reached: ");
    for (const Clock clock : {Clock::simulated, Clock::real}) {
        settings.clock = clock;
        simul::Run run = std::move(*simul::Run::start(zygote, settings));
        while (run.take_news(1000)) {
        }
        // Without scopes in Landlock, a real run could signal others: it needs kill for its tasks.
        std::string reached = run.ending().error.value_or(Error{"nothing was told"}).sentence();
        if (os::confinement_support().landlock < 6 && clock == Clock::real)
            EXPECT_EQ(reached, "reached: end its watcher");
        else
            EXPECT_EQ(reached, "reached: ");
    }
    unlink("/tmp/simul_confinement_victim");
}

/// In a process of its own, as it changes much. 0: all of these went through.
int attempts_that_failed_without_confinement() {
    const Result<int> child = os::fork_child();
    if (*child != 0) return os::reap(*child, true)->code;
    const std::string list = what_went_through();
    int failed = 0;
    for (const char* what : {"read /etc/passwd", "list /", "create a file", "make a socket", "execute a program",
                             "end its watcher", "make memory executable"})
        failed += list.find(what) == std::string::npos;
    os::exit_now(failed);
}

TEST(Confinement, is_what_keeps_the_attack_out) {
    EXPECT_EQ(attempts_that_failed_without_confinement(), 0);
    unlink("/tmp/simul_confinement_test");
    rmdir("/tmp/simul_confinement_folder");
}

// ---- What a run needs goes on.

Task reads_passwd(TaskContext& task, Arguments) {
    const bool reached = opens("/etc/passwd", O_RDONLY);
    std::string result;
    pack(PlainValue(reached), result);
    co_await Returns{result};
    (void)task;
}
Task asks_one(TaskContext&, Arguments) {
    std::string one = call("reads"), name = "reached";
    Operation spawned = co_await operations::spawn(one);
    Operation awaited = operations::await(static_cast<TaskId>(static_cast<std::uint32_t>(spawned.value)));
    std::string packed;
    awaited.text = &packed;
    co_await awaited;
    std::string_view bytes = packed;
    const PlainValue reached = unpack(bytes);
    const auto number = static_cast<double>(std::get<bool>(reached.content));
    co_await operations::measure(name, number);
    co_await operations::sleep(1s);
    co_await operations::compute(1s);
}

TEST(RealConfinement, holds_in_the_threads_and_processes_of_tasks_which_run_as_ever) {
    if (!can_be_confined()) GTEST_SKIP() << "not on this computer, or in this build";
    for (const Model model : {Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                              Model::event_loop, Model::thread_pool, Model::process_pool}) {
        tell_story([] {
            auto story = std::make_unique<SmallStory>();
            story->function("main", asks_one).function("reads", reads_passwd);
            return story;
        });
        const RealRun real = run_for_real(model);
        EXPECT_FALSE(real.ending.error.has_value())
            << name_of(model) << ": " << real.ending.error.value_or(Error{}).text;
        EXPECT_EQ(real.ending.outcome, Outcome::finished) << name_of(model);
        double reached = -1;
        for (std::size_t i = 0; i < real.trace().size(); ++i)
            if (real.trace()[i].kind == EventKind::measure) reached = real.trace()[i].real();
        EXPECT_EQ(reached, 0) << name_of(model);
    }
}

}  // namespace
}  // namespace simul::testing
