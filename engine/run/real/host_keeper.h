// Ends the process that plays the devices when the run is to stop: then nobody waits for them any more.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "engine/devices/host.h"
#include "engine/os/threads.h"

namespace simul {

/// A thread waits for the stop word. Ends the host in any case when it goes.
class HostKeeper {
  public:
    static Result<std::unique_ptr<HostKeeper>> create(DeviceHost& host, const std::atomic<std::uint32_t>& stop);
    ~HostKeeper();

  private:
    explicit HostKeeper(DeviceHost& host) : host_(host) {}

    DeviceHost& host_;
    std::atomic<std::uint32_t> no_longer_needed_{0};
    os::Thread thread_;
};

}  // namespace simul
