// What a machine of a real run sends goes through a cable to the network, which is the runner.
//
// The seam for other wires: whoever lays the cables of a run decides what they are. On this computer each is a pair of
// Unix sockets, made before the machine's process is forked: it has no name that could stay behind, the story's process
// has to open nothing, and that its machine is gone is noticed at once, as the end of what can be read.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace simul {

class MachineEnd {
  public:
    virtual ~MachineEnd() = default;
    /// By any thread of the machine. Waits while there is no room. False: the network is gone.
    virtual bool send(std::string_view message) = 0;
};

class NetworkEnd {
  public:
    virtual ~NetworkEnd() = default;
    /// The next whole message, if it is there; never waits. What a machine had begun to send when it ended is lost.
    virtual std::optional<std::string> take() = 0;
};

struct Cable {
    std::unique_ptr<MachineEnd> machine;
    std::unique_ptr<NetworkEnd> network;
};

/// `tell_network`: called by the machine whenever there is something to take.
using LayCable = std::function<Result<Cable>(std::function<void()> tell_network)>;

Result<Cable> lay_local_cable(std::function<void()> tell_network);

}  // namespace simul
