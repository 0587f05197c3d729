// A thread that asks real devices and blocks until they have answered.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/devices/host.h"
#include "engine/os/clock.h"
#include "engine/os/poller.h"

namespace simul {

/// Used by one thread. The line to the host is opened with the first request.
class DeviceCaller {
  public:
    explicit DeviceCaller(DeviceHost* host) : host_(host) {}

    /// Nothing: the deadline (CLOCK_MONOTONIC) passed first, and the answer is no longer wanted. When the host is gone,
    /// as when the run is to stop, the request fails.
    std::optional<DeviceAnswer> call(const DeviceRequest& request, std::int64_t deadline = os::kNoDeadline);

  private:
    Result<void> open();
    Result<std::optional<DeviceAnswer>> wait_for(std::uint64_t number, std::int64_t deadline);

    DeviceHost* host_;
    std::optional<DeviceLine> line_;
    std::optional<os::Poller> poller_;
    std::uint64_t last_ = 0;
};

}  // namespace simul
