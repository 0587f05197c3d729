#include "engine/run/real/cable.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <utility>

#include "engine/os/messages.h"

namespace simul {

namespace {

/// A packet takes no more; the first of a message begins with its length.
constexpr std::size_t kMostInPacket = os::kMostMessageBytes / 2;
using Length = std::uint64_t;

class LocalMachineEnd final : public MachineEnd {
  public:
    LocalMachineEnd(os::Line line, std::function<void()> tell) : line_(std::move(line)), tell_(std::move(tell)) {}

    bool send(std::string_view message) override {
        const std::lock_guard lock(mutex_);
        const Length length = message.size();
        std::string packet(sizeof length, '\0');
        std::memcpy(packet.data(), &length, sizeof length);
        do {
            const std::size_t part = std::min(message.size(), kMostInPacket - packet.size());
            packet += message.substr(0, part);
            message.remove_prefix(part);
            if (!line_.send(packet)) return false;
            tell_();
            packet.clear();
        } while (!message.empty());
        return true;
    }

  private:
    std::mutex mutex_;
    os::Line line_;
    std::function<void()> tell_;
};

class LocalNetworkEnd final : public NetworkEnd {
  public:
    explicit LocalNetworkEnd(os::Line line) : line_(std::move(line)) {}

    std::optional<std::string> take() override {
        while (const std::optional<std::string> packet = next_packet()) {
            std::string_view part = *packet;
            if (!begun_) {
                if (part.size() < sizeof(Length)) return std::nullopt;
                std::memcpy(&length_, part.data(), sizeof length_);
                part.remove_prefix(sizeof length_);
            }
            begun_ = true;
            message_ += part;
            if (message_.size() < length_) continue;
            begun_ = false;
            return std::exchange(message_, {});
        }
        return std::nullopt;
    }

  private:
    std::optional<std::string> next_packet() {
        Result<os::Message> packet = line_.receive(false);
        if (!packet || packet->closed || packet->nothing) return std::nullopt;
        return std::move(packet->bytes);
    }

    os::Line line_;
    std::string message_;
    Length length_ = 0;
    bool begun_ = false;  ///< a part of a message is there
};

}  // namespace

Result<Cable> lay_local_cable(std::function<void()> tell_network) {
    Result<std::pair<os::Line, os::Line>> pair = os::Line::pair();
    if (!pair) return pair.error();
    Cable cable;
    cable.machine = std::make_unique<LocalMachineEnd>(std::move(pair->first), std::move(tell_network));
    cable.network = std::make_unique<LocalNetworkEnd>(std::move(pair->second));
    return cable;
}

}  // namespace simul
