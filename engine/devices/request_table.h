// Who has asked for what: the lines of all clients, and the requests that are under way.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/devices/loop.h"
#include "engine/devices/messages.h"
#include "engine/devices/real_device.h"
#include "engine/os/messages.h"

namespace simul {

struct OpenDevice {
    DeviceKind kind{};
    std::unique_ptr<RealDevice> device;
};
using OpenDevices = std::map<std::uint16_t, OpenDevice>;

/// A line whose other end is closed, sends what no client does, or leaves too much unread, is dropped, and its requests
/// are forgotten.
class RequestTable {
  public:
    RequestTable(Loop& loop, OpenDevices& devices) : loop_(loop), devices_(devices) {}

    void serve(os::Line line);
    /// To whoever asked. Nothing happens if the answer is no longer wanted.
    void answer(Ticket ticket, DeviceAnswer answer);

  private:
    using LineId = std::uint64_t;

    struct Client {
        os::Line line;
        std::unordered_map<std::uint64_t, Ticket> asked;  ///< by the client's own numbers
        std::deque<std::string> unsent;                   ///< what its line has no room for
        std::size_t held = 0;                             ///< bytes of all that
    };
    struct UnderWay {
        LineId client;
        std::uint64_t number;
        std::uint16_t device;
        bool changes;
        std::size_t held;
    };

    void hear(LineId id);
    bool understood(LineId id, Client& client, std::string_view bytes);
    bool begin(LineId id, Client& client, std::uint64_t number, DeviceRequest request);
    bool forget(Client& client, std::uint64_t number);
    void let_go(Ticket ticket);
    bool send(Client& client, const HostMessage& message);
    bool send_what_waits(Client& client);
    void drop(LineId id);

    Loop& loop_;
    OpenDevices& devices_;
    std::unordered_map<LineId, Client> clients_;
    std::unordered_map<Ticket, UnderWay> under_way_;
    LineId last_line_ = 0;
    Ticket last_ticket_ = 0;
};

}  // namespace simul
