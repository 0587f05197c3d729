// A device of the host: it takes requests at any time, and tells the answers from the host's loop.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/devices/loop.h"
#include "engine/devices/request.h"

namespace simul {

/// A request's number within the host. Later ones have greater numbers.
using Ticket = std::uint64_t;
using TellAnswer = std::function<void(Ticket, DeviceAnswer)>;

class RealDevice {
  public:
    virtual ~RealDevice() = default;

    /// Of one of its own verbs. Tells the answer later, never before this returns.
    virtual void ask(Ticket ticket, DeviceRequest request) = 0;
    /// Nobody waits for the answer to one that changes nothing: it need not begin, or continue.
    virtual void forget(Ticket ticket) = 0;
    /// A sentence about what plays it, if a reader has to know.
    virtual std::string played_by() const { return {}; }
};

Result<std::unique_ptr<RealDevice>> open_server(Loop& loop, const DeviceTraits& traits, TellAnswer tell);
Result<std::unique_ptr<RealDevice>> open_folder(Loop& loop, const DeviceTraits& traits, TellAnswer tell);
Result<std::unique_ptr<RealDevice>> open_database(Loop& loop, const DeviceTraits& traits, TellAnswer tell);
/// Before any other device: it needs a process of one thread.
Result<std::unique_ptr<RealDevice>> open_gpu(Loop& loop, TellAnswer tell);

inline DeviceAnswer failed_with(std::string sentence) { return {true, 0, std::move(sentence)}; }

/// For a sentence: what cannot be printed is replaced, what is long is cut.
std::string without_controls(std::string_view name);

}  // namespace simul
