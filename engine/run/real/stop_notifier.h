// Tells a poller that the run is to stop.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "engine/os/poller.h"
#include "engine/run/real/on_stop.h"

namespace simul {

/// Makes a descriptor readable then.
class StopNotifier {
  public:
    /// Adds itself to the poller, which is told `token` then, again and again. `stop` must outlive it.
    static Result<std::unique_ptr<StopNotifier>> create(os::Poller& poller, std::uint64_t token,
                                                        const std::atomic<std::uint32_t>& stop);

  private:
    explicit StopNotifier(os::Notifier notifier) : notifier_(std::move(notifier)) {}

    os::Notifier notifier_;
    std::unique_ptr<OnStop> on_stop_;
};

}  // namespace simul
