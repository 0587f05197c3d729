// Signals: requests to stop become something that a loop can wait for; the rest is kept away.
#pragma once

#include <utility>

#include "engine/base/result.h"
#include "engine/os/descriptor.h"

namespace simul::os {

/// SIGINT, SIGTERM and SIGHUP are the business of the process in front. A terminal or `timeout` sends them to the whole
/// group: runners and their tasks ignore them and are told by the stop word.
void ignore_stop_requests();

/// A write to a closed pipe, or beyond the limit on file sizes, then fails with a sentence instead of killing the
/// process.
void let_writes_fail();

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
