// Tells a poller that the run is to stop: the stop word is a futex, and those no poller can wait for.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "engine/os/poller.h"
#include "engine/os/threads.h"

namespace simul {

/// A thread waits for the stop word, and makes a descriptor readable.
class StopNotifier {
  public:
    /// Adds itself to the poller, which is told `token` then, again and again. `stop` must outlive it.
    static Result<std::unique_ptr<StopNotifier>> create(os::Poller& poller, std::uint64_t token,
                                                        const std::atomic<std::uint32_t>& stop);
    ~StopNotifier();

  private:
    explicit StopNotifier(os::Notifier notifier) : notifier_(std::move(notifier)) {}

    os::Notifier notifier_;
    std::atomic<std::uint32_t> no_longer_needed_{0};
    os::Thread thread_;
};

}  // namespace simul
