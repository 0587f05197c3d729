// The host's event loop: descriptors and moments, and what is to be done at each.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>

#include "engine/base/result.h"
#include "engine/os/poller.h"

namespace simul {

/// Used by one thread. What it calls may watch, unwatch, and cancel anything, also itself.
class Loop {
  public:
    using Call = std::function<void()>;

    static Result<Loop> create();

    /// Calls it in each turn in which the descriptor is ready.
    void watch(int fd, os::Interest interest, Call call);
    /// Of one that is watched.
    void watch_for(int fd, os::Interest interest);
    /// Before it is closed. One that is not watched is no error.
    void unwatch(int fd);

    /// A call that is due at a moment (CLOCK_MONOTONIC).
    struct Timer {
        std::int64_t moment = 0;
        std::uint64_t number = 0;  ///< 0: none
    };
    Timer call_at(std::int64_t moment, Call call);
    /// One that was called, or is none, is no error. It is none afterwards.
    void cancel(Timer& timer);

    /// Waits once, but not beyond the deadline, and calls what is ready or due.
    void turn(std::int64_t deadline = os::kNoDeadline);

  private:
    struct Watch {
        std::uint64_t token = 0;
        os::Interest interest{};
        std::shared_ptr<const Call> call;
    };

    explicit Loop(os::Poller poller) : poller_(std::move(poller)) {}
    void add(int fd, const Watch& watch);
    void call_what_is_due();

    os::Poller poller_;
    std::uint64_t last_ = 0;  ///< token or timer: a number is given once, so that one from before means nobody
    std::unordered_map<int, Watch> watches_;
    std::unordered_map<std::uint64_t, std::shared_ptr<const Call>> calls_;
    std::map<std::pair<std::int64_t, std::uint64_t>, Call> timers_;
};

}  // namespace simul
