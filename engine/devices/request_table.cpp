#include "engine/devices/request_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/devices/web_server.h"

namespace simul {

namespace {

/// What one client may leave with the host: names of requests and unread answers, and for each of them what it costs to
/// keep it.
constexpr std::size_t kMostHeld = std::size_t{64} << 20, kToKeepOne = 256;

/// A sentence for what is asked for, but cannot be.
std::optional<std::string> objection_to(const DeviceRequest& request) {
    const std::size_t longest = std::max(request.name.size(), request.to.size());
    if (longest > kMostNameBytes) return fmt::format("a name has at most {} bytes", kMostNameBytes);
    const bool counts_bytes = request.verb == DeviceVerb::get || request.verb == DeviceVerb::write;
    if (counts_bytes && (request.number < 0 || request.number > kMostBytes))
        return fmt::format("{} bytes cannot be had: a page or file has 0 to {}", request.number, kMostBytes);
    return std::nullopt;
}

}  // namespace

void RequestTable::serve(os::Line line) {
    const LineId id = ++last_line_;
    Client& client = clients_[id];
    client.line = std::move(line);
    loop_.watch(client.line.fd(), os::Interest::read, [this, id] { hear(id); });
}

void RequestTable::hear(LineId id) {
    constexpr int kMessagesATurn = 64;
    Client& client = clients_.at(id);
    if (!send_what_waits(client)) return drop(id);
    for (int i = 0; i < kMessagesATurn; ++i) {
        const Result<os::Message> message = client.line.receive(false);
        if (!message || message->closed) return drop(id);
        if (message->nothing) return;
        for (const int fd : message->fds) os::Descriptor(fd).close();
        if (!understood(id, client, message->bytes)) return drop(id);
    }
}

bool RequestTable::understood(LineId id, Client& client, std::string_view bytes) {
    std::optional<ClientMessage> message = client_message(bytes);
    if (!message) return false;
    if (!message->request) return forget(client, message->number);
    return begin(id, client, message->number, std::move(*message->request));
}

/// False: no client of ours asks so.
bool RequestTable::begin(LineId id, Client& client, std::uint64_t number, DeviceRequest request) {
    const auto device = devices_.find(request.device);
    if (device == devices_.end() || device->second.kind != kind_of(request.verb)) return false;
    if (client.asked.count(number) > 0) return false;
    if (const auto objection = objection_to(request)) return send(client, {number, failed_with(*objection)});
    const std::size_t held = request.name.size() + request.to.size() + kToKeepOne;
    if (client.held + held > kMostHeld) return false;
    client.held += held;
    const Ticket ticket = ++last_ticket_;
    client.asked.emplace(number, ticket);
    under_way_.emplace(ticket, UnderWay{id, number, request.device, changes_content(request.verb), held});
    device->second.device->ask(ticket, std::move(request));
    return true;
}

/// Says that it is forgotten also when the answer has been sent meanwhile: the client waits for that.
bool RequestTable::forget(Client& client, std::uint64_t number) {
    const auto asked = client.asked.find(number);
    if (asked != client.asked.end()) {
        let_go(asked->second);
        client.asked.erase(asked);
    }
    return send(client, {number, std::nullopt});
}

void RequestTable::let_go(Ticket ticket) {
    const UnderWay request = under_way_.at(ticket);
    under_way_.erase(ticket);
    clients_.at(request.client).held -= request.held;
    if (!request.changes) devices_.at(request.device).device->forget(ticket);
}

void RequestTable::answer(Ticket ticket, DeviceAnswer answer) {
    const auto found = under_way_.find(ticket);
    if (found == under_way_.end()) return;
    const UnderWay request = found->second;
    under_way_.erase(found);
    Client& client = clients_.at(request.client);
    client.asked.erase(request.number);
    client.held -= request.held;
    if (!send(client, {request.number, std::move(answer)})) drop(request.client);
}

/// False: the client is gone, or has left too much unread.
bool RequestTable::send(Client& client, const HostMessage& message) {
    std::string bytes = packed(message);
    client.held += bytes.size() + kToKeepOne;
    client.unsent.push_back(std::move(bytes));
    return client.held <= kMostHeld && send_what_waits(client);
}

bool RequestTable::send_what_waits(Client& client) {
    while (!client.unsent.empty()) {
        const Result<bool> sent = client.line.send_now(client.unsent.front());
        if (!sent) return false;
        if (!*sent) break;
        client.held -= client.unsent.front().size() + kToKeepOne;
        client.unsent.pop_front();
    }
    loop_.watch_for(client.line.fd(), client.unsent.empty() ? os::Interest::read : os::Interest::both);
    return true;
}

void RequestTable::drop(LineId id) {
    Client& client = clients_.at(id);
    for (const auto& [number, ticket] : client.asked) let_go(ticket);
    loop_.unwatch(client.line.fd());
    clients_.erase(id);
}

}  // namespace simul
