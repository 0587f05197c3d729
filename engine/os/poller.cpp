#include "engine/os/poller.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

constexpr int kMostAtOnce = 256;
using Events = std::array<epoll_event, kMostAtOnce>;

constexpr const char* kRemedy = "Raise the limit of open files (ulimit -n) or run fewer tasks.";

/// How long until the deadline; nothing for "for ever".
class Remaining {
  public:
    explicit Remaining(std::int64_t deadline) : never_(deadline == kNoDeadline) {
        const std::int64_t left = never_ ? 0 : std::max<std::int64_t>(deadline - monotonic_now(), 0);
        time_ = {left / 1'000'000'000, left % 1'000'000'000};
    }
    const timespec* get() const { return never_ ? nullptr : &time_; }

  private:
    bool never_;
    timespec time_;
};

/// For kernels before 5.11: an epoll descriptor can itself be waited for, and ppoll counts nanoseconds.
int wait_in_two_calls(int epoll, Events& events, const Remaining& remaining) {
    pollfd watched{epoll, POLLIN, 0};
    const int ready = ppoll(&watched, 1, remaining.get(), nullptr);
    return ready > 0 ? epoll_wait(epoll, events.data(), kMostAtOnce, 0) : ready;
}

int wait_once(int epoll, Events& events, std::int64_t deadline_ns) {
    const Remaining remaining(deadline_ns);
    const int count = epoll_pwait2(epoll, events.data(), kMostAtOnce, remaining.get(), nullptr);
    if (count >= 0 || errno != ENOSYS) return count;
    return wait_in_two_calls(epoll, events, remaining);
}

}  // namespace

Result<Poller> Poller::create() {
    Descriptor epoll(epoll_create1(EPOLL_CLOEXEC));
    if (epoll.fd() < 0) return failure("make an event loop", errno, kRemedy);
    return Poller(std::move(epoll));
}

Result<void> Poller::add(int fd, std::uint64_t token, bool edge, Interest interest) {
    epoll_event wanted{};
    if (interest != Interest::write) wanted.events |= EPOLLIN;
    if (interest != Interest::read) wanted.events |= EPOLLOUT;
    if (edge) wanted.events |= EPOLLET;
    wanted.data.u64 = token;
    if (epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, fd, &wanted) == 0) return {};
    return failure("watch a descriptor in the event loop", errno, kRemedy);
}

void Poller::remove(int fd) { epoll_ctl(epoll_.fd(), EPOLL_CTL_DEL, fd, nullptr); }

std::span<const std::uint64_t> Poller::wait(std::int64_t deadline_ns) {
    Events events;
    int count = wait_once(epoll_.fd(), events, deadline_ns);
    while (count < 0) {
        ensure(errno == EINTR, "an event loop's wait can only be interrupted");
        count = wait_once(epoll_.fd(), events, deadline_ns);
    }
    ready_.clear();
    for (int i = 0; i < count; ++i) ready_.push_back(events[static_cast<std::size_t>(i)].data.u64);
    return ready_;
}

Result<Notifier> Notifier::create() {
    Descriptor event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (event.fd() < 0) return failure("make a wake-up call for the event loop", errno, kRemedy);
    return Notifier(std::move(event));
}

void notify_descriptor(int fd) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(fd, &one, sizeof one);
}

void Notifier::notify() { notify_descriptor(event_.fd()); }

bool Notifier::clear() {
    std::uint64_t count;
    return read(event_.fd(), &count, sizeof count) == sizeof count;
}

}  // namespace simul::os
