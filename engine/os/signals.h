// Signals: requests to stop become something that a loop can wait for; the rest is kept away.
#pragma once

#include <utility>

#include "engine/base/result.h"
#include "engine/os/descriptor.h"

namespace simul::os {

/// Ctrl-C is the business of the process in front: runners and their tasks ignore SIGINT and are told by the stop word.
void ignore_interrupts();

/// A write to a closed pipe then fails with a sentence instead of killing the process.
void ignore_broken_pipes();

/// While it lives, SIGINT, SIGTERM and SIGHUP ask instead of kill. One at a time per process. A child forked meanwhile
/// is not covered: the signals kill it as usual.
class StopRequest {
  public:
    /// Fails only where the limit of open files is reached.
    static Result<StopRequest> install();
    StopRequest(StopRequest&& other) noexcept;
    StopRequest& operator=(StopRequest&&) = delete;
    ~StopRequest();

    /// Readable from the first signal on, for good.
    int fd() const { return wakeup_.fd(); }
    bool requested() const { return signal() != 0; }
    /// The first that came, or 0.
    int signal() const;

  private:
    explicit StopRequest(Descriptor wakeup) : wakeup_(std::move(wakeup)) {}

    Descriptor wakeup_;
};

}  // namespace simul::os
