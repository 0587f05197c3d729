// A small HTTP server on the loopback, with the latency, bandwidth and errors of a far one.
//
// It answers GET /ANYTHING?bytes=N. After the latency a share of all requests is answered with 503, the others with N
// bytes, which leave in slices: all that are under way share the bandwidth.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/devices.h"
#include "engine/base/result.h"
#include "engine/devices/loop.h"
#include "engine/devices/shared_link.h"
#include "engine/os/loopback.h"

namespace simul {

/// Of one page, or one file.
inline constexpr std::int64_t kMostBytes = std::int64_t{1} << 30;

/// How many bytes a request asks for; nothing: it is not one that this server knows. The head ends with an empty line.
std::optional<std::int64_t> bytes_asked_for(std::string_view head);

class WebServer {
  public:
    static Result<std::unique_ptr<WebServer>> open(Loop& loop, const DeviceTraits& traits);
    ~WebServer();

    std::uint16_t port() const { return listener_.port(); }

  private:
    using Id = std::uint64_t;

    /// It waits for a request; then until the latency is over; then it sends its answer.
    struct Connection {
        os::Descriptor socket;
        std::string received;
        bool answering = false;
        Loop::Timer latency;
        std::string head;          ///< what of the answer's is not sent yet
        std::int64_t allowed = 0;  ///< bytes of the page that may be sent now
        std::int64_t to_come = 0;  ///< that may be sent later
    };

    WebServer(Loop& loop, const DeviceTraits& traits, os::Listener listener);
    void accept_all();
    void rest_from_accepting();
    void continue_with(Id id);
    bool receive(Connection& connection);
    void begin_request(Id id, Connection& connection);
    void begin_answer(Id id, std::optional<std::int64_t> bytes, bool error);
    void send(Id id);
    bool send_slice(Connection& connection);
    void drop(Id id);
    void let_flow();
    void look_again_in_time();

    Loop& loop_;
    const Duration latency_;
    const double errors_;
    std::optional<SharedLink> link_;  ///< nothing: no limit
    os::Listener listener_;
    std::map<Id, Connection> connections_;
    Id last_ = 0;
    std::uint64_t requests_ = 0;
    Loop::Timer flow_, rest_;
};

}  // namespace simul
