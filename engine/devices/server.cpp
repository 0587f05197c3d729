// A server: ours, on the loopback, and libcurl as its client.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <utility>

#include "engine/devices/downloads.h"
#include "engine/devices/real_device.h"
#include "engine/devices/web_server.h"
#include "engine/os/clock.h"
#include "engine/os/limits.h"

namespace simul {

namespace {

/// New connections stand in the kernel's line until the server takes them, in the next turn. Where that line is full
/// (128 on some computers), they come a second late.
constexpr std::size_t kMostInTurn = 50;

/// A page under way needs a descriptor at each end; the kernel has some 28 000 ports for one address.
std::size_t most_at_once(std::uint32_t wanted) {
    constexpr std::uint64_t kOfPorts = 20'000, kForOthers = 64, kEach = 3;
    const std::uint64_t files = os::limits().open_files.value_or(kOfPorts * kEach);
    const std::uint64_t possible =
        std::clamp<std::uint64_t>((files - std::min(files, kForOthers)) / kEach, 1, kOfPorts);
    return wanted == 0 ? possible : std::min<std::uint64_t>(wanted, possible);
}

class Server final : public RealDevice {
  public:
    Server(Loop& loop, std::unique_ptr<WebServer> server, std::size_t most, TellAnswer tell)
        : loop_(loop), server_(std::move(server)), most_(most), tell_(std::move(tell)) {}
    ~Server() override { loop_.cancel(next_turn_); }

    void fetch_by(std::unique_ptr<Downloads> downloads) { downloads_ = std::move(downloads); }

    void ask(Ticket ticket, DeviceRequest request) override {
        in_line_.emplace(ticket, fmt::format("http://127.0.0.1:{}/{}?bytes={}", server_->port(),
                                             percent_encoded(request.name), request.number));
        begin_next();
    }
    void forget(Ticket ticket) override {
        if (in_line_.erase(ticket) > 0) return;
        downloads_->cancel(ticket);
        --under_way_;
        begin_next();
    }
    void ended(Ticket ticket, DeviceAnswer answer) {
        --under_way_;
        begin_next();
        tell_(ticket, std::move(answer));
    }

  private:
    void begin_next() {
        while (under_way_ < most_ && !in_line_.empty() && begun_in_turn_ < kMostInTurn) {
            const auto next = in_line_.extract(in_line_.begin());
            ++under_way_;
            ++begun_in_turn_;
            downloads_->begin(next.key(), next.mapped());
        }
        if (begun_in_turn_ == 0 || next_turn_.number != 0) return;
        next_turn_ = loop_.call_at(os::monotonic_now(), [this] {
            next_turn_ = {};
            begun_in_turn_ = 0;
            begin_next();
        });
    }

    Loop& loop_;
    std::unique_ptr<WebServer> server_;
    std::unique_ptr<Downloads> downloads_;
    const std::size_t most_;
    std::size_t under_way_ = 0, begun_in_turn_ = 0;
    Loop::Timer next_turn_;
    TellAnswer tell_;
    std::map<Ticket, std::string> in_line_;  ///< addresses
};

}  // namespace

Result<std::unique_ptr<RealDevice>> open_server(Loop& loop, const DeviceTraits& traits, TellAnswer tell) {
    Result<std::unique_ptr<WebServer>> web_server = WebServer::open(loop, traits);
    if (!web_server) return web_server.error();
    auto server = std::make_unique<Server>(loop, std::move(*web_server), most_at_once(traits.at_once), std::move(tell));
    Result<std::unique_ptr<Downloads>> downloads = Downloads::create(
        loop, [to = server.get()](Ticket ticket, DeviceAnswer answer) { to->ended(ticket, std::move(answer)); });
    if (!downloads) return downloads.error();
    server->fetch_by(std::move(*downloads));
    return std::unique_ptr<RealDevice>(std::move(server));
}

}  // namespace simul
