// Does something as soon as the run is to stop: the stop word is a futex, which nothing but a thread can wait for.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "engine/base/result.h"
#include "engine/os/threads.h"

namespace simul {

/// A thread that waits for the stop word, and ends with this object.
class OnStop {
  public:
    /// `action` is called by that thread, at most once. `stop`, and all that the action uses, must outlive the object.
    static Result<std::unique_ptr<OnStop>> create(const std::atomic<std::uint32_t>& stop, const char* name,
                                                  std::function<void()> action);
    ~OnStop();

  private:
    OnStop() = default;

    std::atomic<std::uint32_t> no_longer_needed_{0};
    os::Thread thread_;
};

}  // namespace simul
