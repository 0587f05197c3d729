#include "engine/os/signals.h"

#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

constexpr std::array kAsked{SIGINT, SIGTERM, SIGHUP};

// A handler has no argument of ours, so what it needs stands here.
std::atomic<int> first_signal{0};
std::atomic<int> wakeup_fd{-1};
std::atomic<int> asked_pid{0};
std::array<struct sigaction, kAsked.size()> before;

void die_of(int signal) {
    ::signal(signal, SIG_DFL);
    raise(signal);
}

void note(int signal) {
    if (getpid() != asked_pid.load() || wakeup_fd.load() < 0) return die_of(signal);
    const int kept = errno;
    int none = 0;
    first_signal.compare_exchange_strong(none, signal);
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(wakeup_fd.load(), &one, sizeof one);
    errno = kept;
}

void catch_all() {
    struct sigaction caught {};
    caught.sa_handler = note;
    caught.sa_flags = SA_RESTART;
    for (std::size_t i = 0; i < kAsked.size(); ++i) sigaction(kAsked[i], &caught, &before[i]);
}

void put_back_all() {
    for (std::size_t i = 0; i < kAsked.size(); ++i) sigaction(kAsked[i], &before[i], nullptr);
}

}  // namespace

void ignore_stop_requests() {
    for (const int signal : kAsked) ::signal(signal, SIG_IGN);
}

void let_writes_fail() {
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
}

Result<StopRequest> StopRequest::install() {
    ensure(wakeup_fd.load() < 0 || asked_pid.load() != getpid(), "one StopRequest lives at a time");
    Descriptor wakeup(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (wakeup.fd() < 0) {
        return failure("prepare for Ctrl-C", errno, "Raise the limit of open files (ulimit -n).");
    }
    first_signal = 0;
    wakeup_fd = wakeup.fd();
    asked_pid = getpid();
    catch_all();
    return StopRequest(std::move(wakeup));
}

StopRequest::StopRequest(StopRequest&& other) noexcept = default;

StopRequest::~StopRequest() {
    if (fd() < 0) return;
    if (asked_pid.load() == getpid()) put_back_all();
    wakeup_fd = -1;
}

int StopRequest::signal() const { return first_signal.load(); }

}  // namespace simul::os
