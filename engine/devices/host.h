// Real devices: a process of their own that stays outside of the runner's confinement, and does for a story what the
// story may not do itself.
//
// How it works. The runner forks the host before it loads the story, and tells it later which devices there are.
// Whoever asks (a thread, a process, an event loop) has a line of its own to the host, and does nothing but send and
// receive on it. The host serves all lines at once. It ends when the runner's end of the first line is gone, however
// that came; what it holds (files without a name, a database without a name, a server on the loopback) ends with it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/devices/request.h"
#include "engine/os/messages.h"

namespace simul {

/// One line to the host, for one thread of one process at a time.
class DeviceLine {
  public:
    DeviceLine() = default;
    explicit DeviceLine(os::Line line) : line_(std::move(line)) {}

    /// Sends a request and does not wait. `number`: what its answer will be known by, any.
    Result<void> ask(std::uint64_t number, const DeviceRequest& request);
    /// The answer is no longer wanted, and none will come: a page is no longer fetched; what changes files or rows goes
    /// on.
    Result<void> forget(std::uint64_t number);

    struct Answered {
        std::uint64_t number = 0;
        DeviceAnswer answer;
    };
    /// The next answer; nothing: none stands there yet. Does not wait.
    Result<std::optional<Answered>> next();
    /// Readable when an answer stands there, or the host is gone.
    int fd() const { return line_.fd(); }

  private:
    os::Line line_;
    std::map<std::uint64_t, std::uint32_t> forgetting_;  ///< how often the host has not yet said that it forgot one
};

/// The runner's handle of its host. Lines can be opened by any thread or process that has inherited it.
class DeviceHost {
  public:
    /// Forks the host. Call it while this process has one thread and may still open files and sockets.
    static Result<DeviceHost> start();

    /// Says, once and before the first line, which devices there are; times and speeds are those of this
    /// computer's clock. Waits until they are there: an error says which
    /// cannot be had on this computer, and the remedy.
    Result<void> open(const DeviceList& devices);
    /// A sentence about what plays a device that is open; empty: there is nothing to say.
    std::string played_by(std::uint16_t device) const;
    Result<DeviceLine> open_line();
    int process() const { return process_; }
    /// Ends the host: every line is then at its end.
    void end();

  private:
    Result<void> open_one(std::uint16_t number, const DeviceTraits& traits);

    os::Line line_;
    int process_ = 0;
    std::map<std::uint16_t, std::string> played_by_;
};

}  // namespace simul
