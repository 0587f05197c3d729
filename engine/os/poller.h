// What the real event loop sleeps in: many descriptors and one deadline.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/os/clock.h"
#include "engine/os/descriptor.h"

namespace simul::os {

/// What a descriptor is watched for. Its other end being gone counts as both.
enum class Interest : std::uint8_t { read, write, both };

/// Used by one thread. Forked children must make their own.
class Poller {
  public:
    static Result<Poller> create();

    /// Told by `token` each time it is ready; with `edge` only when it becomes so. One interest per descriptor.
    Result<void> add(int fd, std::uint64_t token, bool edge, Interest interest = Interest::read);
    /// Before the descriptor is closed.
    void remove(int fd);

    /// The tokens that are ready, empty at the deadline (CLOCK_MONOTONIC; one that passed looks without waiting).
    /// Valid until the next call.
    std::span<const std::uint64_t> wait(std::int64_t deadline_ns = kNoDeadline);

  private:
    explicit Poller(Descriptor epoll) : epoll_(std::move(epoll)) {}

    Descriptor epoll_;
    std::vector<std::uint64_t> ready_;
};

/// As Notifier::notify, for a descriptor that another process made.
void notify_descriptor(int fd);

/// Wakes a poller from another thread, process or signal handler (eventfd).
class Notifier {
  public:
    static Result<Notifier> create();

    /// Takes over a descriptor that came from another process.
    explicit Notifier(int fd) : event_(fd) {}

    int fd() const { return event_.fd(); }
    /// Makes fd() readable. Async-signal-safe.
    void notify();
    /// Makes it unreadable again; true if it was notified.
    bool clear();

  private:
    explicit Notifier(Descriptor event) : event_(std::move(event)) {}

    Descriptor event_;
};

}  // namespace simul::os
