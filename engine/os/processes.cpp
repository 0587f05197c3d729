#include "engine/os/processes.h"

#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <iostream>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

/// Empty for a signal without a usual meaning here.
std::string_view meaning_of(int signal) {
    switch (signal) {
        case SIGSEGV:
            return "invalid memory access";
        case SIGBUS:
            return "memory that is not there";
        case SIGABRT:
            return "it gave up itself: a broken promise or an exception";
        case SIGILL:
            return "not an instruction";
        case SIGFPE:
            return "division by zero";
        case SIGSYS:
            return "a forbidden system call";
        case SIGKILL:
            return "killed; perhaps memory ran out";
        case SIGTERM:
            return "asked to end";
        case SIGINT:
            return "interrupted";
        case SIGHUP:
            return "the terminal closed";
        case SIGQUIT:
            return "quit from the terminal";
        case SIGPIPE:
            return "wrote to a closed pipe";
        case SIGXCPU:
            return "used up its core time";
        default:
            return {};
    }
}

std::optional<Ending> taken_in(idtype_t whom, id_t id, bool wait) {
    siginfo_t ended{};
    int answer;
    do {
        answer = waitid(whom, id, &ended, WEXITED | (wait ? 0 : WNOHANG));
    } while (answer != 0 && errno == EINTR);
    if (answer != 0 || ended.si_pid == 0) return std::nullopt;
    return Ending{ended.si_pid, ended.si_code != CLD_EXITED, ended.si_status};
}

}  // namespace

Result<int> fork_child() {
    std::cout.flush();
    std::fflush(nullptr);
    const int pid = fork();
    if (pid >= 0) return pid;
    return failure("start another process", errno,
                   "Run fewer tasks, raise the limit (ulimit -u), or choose --model event_loop or process_pool.");
}

Result<int> fork_sibling() {
    std::cout.flush();
    std::fflush(nullptr);
    // fork() cannot choose the parent. The caller has one thread, so the locks that fork() looks after are free.
    const long pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (pid >= 0) return static_cast<int>(pid);
    return failure("start another process", errno,
                   "Run fewer tasks, raise the limit (ulimit -u), or choose --model event_loop or process_pool.");
}

void die_with_parent(int expected_parent) {
    prctl(PR_SET_PDEATHSIG, static_cast<unsigned long>(SIGKILL));
    // It may have died before the line above, and then nothing would ever come.
    if (getppid() != expected_parent) raise(SIGKILL);
}

void become_subreaper() { prctl(PR_SET_CHILD_SUBREAPER, 1UL); }

Result<int> open_pidfd(int pid) {
    const long pidfd = syscall(SYS_pidfd_open, pid, 0);
    if (pidfd >= 0) return static_cast<int>(pidfd);
    return failure(
        fmt::format("watch process {}", pid), errno,
        "It may have ended, or the limit of open files is reached (ulimit -n); Linux 5.3 or newer is needed.");
}

bool pidfd_ended(int pidfd) {
    pollfd watched{pidfd, POLLIN, 0};
    return poll(&watched, 1, 0) == 1;
}

bool suspend_process(int pid) {
    kill(pid, SIGSTOP);
    siginfo_t what{};
    int failed;
    do {
        failed = waitid(P_PID, static_cast<id_t>(pid), &what, WSTOPPED | WEXITED | WNOWAIT);
    } while (failed != 0 && errno == EINTR);
    return failed == 0 && what.si_code == CLD_STOPPED;
}

void resume_process(int pid) { kill(pid, SIGCONT); }

void kill_process(int pid) {
    ensure(pid > 1, "a single process is killed, neither a group nor init");
    kill(pid, SIGKILL);
}

std::optional<Ending> reap_one(bool wait) { return taken_in(P_ALL, 0, wait); }

std::optional<Ending> reap(int pid, bool wait) { return taken_in(P_PID, static_cast<id_t>(pid), wait); }

bool has_children() {
    siginfo_t info;
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

bool is_child(int pid) {
    siginfo_t info;
    return pid > 0 && waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

std::string signal_name(int signal) {
    const char* const short_name = sigabbrev_np(signal);
    const std::string name =
        short_name != nullptr ? fmt::format("SIG{}", short_name) : fmt::format("signal {}", signal);
    const std::string_view meaning = meaning_of(signal);
    return meaning.empty() ? name : fmt::format("{} ({})", name, meaning);
}

int own_pid() { return getpid(); }
int parent_pid() { return getppid(); }

void name_process(std::string_view name) { prctl(PR_SET_NAME, std::string(name).c_str()); }

void exit_now(int code) { _exit(code); }

Result<void> raise_limit_of_open_files() {
    rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit) == 0) return {};
    }
    return failure("raise the number of files that may be open", errno, "Stories with many processes may not run.");
}

}  // namespace simul::os
