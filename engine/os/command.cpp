#include "engine/os/command.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "engine/os/failure.h"
#include "engine/os/processes.h"

namespace simul::os {
namespace {

constexpr std::string_view kRemedy = "Close some programs, then try again.";
constexpr int kNoSuchProgram = 127;

/// In memory, and without a name; -1 and errno if there is no more.
Descriptor memory_file(const char* name, std::string_view content = {}) {
    Descriptor file(memfd_create(name, MFD_CLOEXEC));
    while (file.fd() >= 0 && !content.empty()) {
        const ssize_t written = write(file.fd(), content.data(), content.size());
        if (written < 0 && errno != EINTR) return Descriptor();
        if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (file.fd() >= 0) lseek(file.fd(), 0, SEEK_SET);
    return file;
}

std::string content_of(const Descriptor& file) {
    std::string content;
    std::array<char, 16 * 1024> room;
    for (off_t at = 0;;) {
        const ssize_t length = pread(file.fd(), room.data(), room.size(), at);
        if (length < 0 && errno == EINTR) continue;
        if (length <= 0) return content;
        content.append(room.data(), static_cast<std::size_t>(length));
        at += length;
    }
}

[[noreturn]] void become(const std::vector<std::string>& words, int in, int out, int err, int parent) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) exit_now(kNoSuchProgram);
    signal(SIGPIPE, SIG_DFL);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execvp(arguments.front(), arguments.data());
    exit_now(kNoSuchProgram);
}

}  // namespace

Result<Command> Command::start(const std::vector<std::string>& words, std::string_view input) {
    const Descriptor in = memory_file("input", input);
    Descriptor out = memory_file("output"), err = memory_file("errors");
    if (in.fd() < 0 || out.fd() < 0 || err.fd() < 0) return failure("start " + words.front(), errno, kRemedy);
    const int parent = own_pid();
    const Result<int> pid = fork_child();
    if (!pid) return pid.error();
    if (*pid == 0) become(words, in.fd(), out.fd(), err.fd(), parent);
    const Result<int> ended = open_pidfd(*pid);
    return Command(*pid, Descriptor(ended ? *ended : -1), std::move(out), std::move(err));
}

Command::Command(Command&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)),
      ended_(std::move(other.ended_)),
      out_(std::move(other.out_)),
      err_(std::move(other.err_)) {}

Command& Command::operator=(Command&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(ended_, other.ended_);
    std::swap(out_, other.out_);
    std::swap(err_, other.err_);
    return *this;
}

Command::~Command() {
    if (pid_ == 0) return;
    stop();
    reap(pid_, true);
}

void Command::stop() const {
    if (pid_ != 0) kill(pid_, SIGTERM);
}

Command::Ended Command::end() {
    const std::optional<Ending> ending = reap(std::exchange(pid_, 0), true);
    const int code = !ending ? kNoSuchProgram : ending->by_signal ? 128 + ending->code : ending->code;
    return {code, content_of(out_), content_of(err_)};
}

std::string own_program() {
    std::error_code none;
    return std::filesystem::read_symlink("/proc/self/exe", none).string();
}

}  // namespace simul::os
