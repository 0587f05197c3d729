#include "engine/os/waiting.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

#include "engine/base/ensure.h"
#include "engine/os/clock.h"

namespace simul::os {
namespace {

constexpr std::size_t kMost = 31;
constexpr std::int64_t kMillisecond = 1'000'000;

int milliseconds_until(std::int64_t deadline) {
    if (deadline == kNoDeadline) return -1;
    const std::int64_t left = std::max<std::int64_t>(deadline - monotonic_now(), 0);
    return static_cast<int>((left + kMillisecond - 1) / kMillisecond);
}

}  // namespace

int wait_readable(std::span<const int> fds, int timeout_ms) {
    ensure(fds.size() <= kMost, "a bit mask has room for 31 descriptors");
    std::array<pollfd, kMost> watched{};
    for (std::size_t i = 0; i < fds.size(); ++i) watched[i] = {fds[i], POLLIN, 0};
    const std::int64_t deadline = timeout_ms < 0 ? kNoDeadline : monotonic_now() + timeout_ms * kMillisecond;
    while (poll(watched.data(), fds.size(), milliseconds_until(deadline)) < 0) {
        ensure(errno == EINTR || errno == EAGAIN, "poll can only be interrupted");
    }
    int ready = 0;
    for (std::size_t i = 0; i < fds.size(); ++i) {
        if (watched[i].revents != 0) ready |= 1 << i;
    }
    return ready;
}

}  // namespace simul::os
