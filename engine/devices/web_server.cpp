#include "engine/devices/web_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/base/random.h"
#include "engine/os/clock.h"

namespace simul {

namespace {

constexpr std::uint64_t kSeedOfErrors = 503;
constexpr std::size_t kMostHeadBytes = 128 * 1024;
constexpr std::size_t kSlice = 128 * 1024;
constexpr std::int64_t kLeastPause = 200'000, kMostPause = 10'000'000;  // between slices
constexpr std::int64_t kForEach = 1'000;  // of the senders: so that many do not take all of a core
constexpr std::int64_t kRest = 20'000'000;
constexpr std::string_view kEndOfHead = "\r\n\r\n";

/// What pages are made of.
const std::string& any_bytes() {
    static const std::string kBytes(kSlice, 'x');
    return kBytes;
}

std::string head_of_answer(std::string_view status, std::int64_t bytes) {
    return fmt::format("HTTP/1.1 {}\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\n\r\n", status,
                       bytes);
}

}  // namespace

std::optional<std::int64_t> bytes_asked_for(std::string_view head) {
    constexpr std::string_view kGet = "GET /", kBytes = "?bytes=", kVersion = " HTTP/1.1";
    const std::string_view line = head.substr(0, head.find("\r\n"));
    if (line.substr(0, kGet.size()) != kGet) return std::nullopt;
    const std::size_t question = line.find(kBytes);
    if (question == std::string_view::npos) return std::nullopt;
    const std::string_view rest = line.substr(question + kBytes.size());
    std::int64_t bytes = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), bytes);
    const bool ends_well = std::string_view(end, static_cast<std::size_t>(rest.data() + rest.size() - end)) == kVersion;
    if (error != std::errc{} || !ends_well || bytes < 0 || bytes > kMostBytes) return std::nullopt;
    return bytes;
}

Result<std::unique_ptr<WebServer>> WebServer::open(Loop& loop, const DeviceTraits& traits) {
    Result<os::Listener> listener = os::Listener::create();
    if (!listener) return listener.error();
    return std::unique_ptr<WebServer>(new WebServer(loop, traits, std::move(*listener)));
}

WebServer::WebServer(Loop& loop, const DeviceTraits& traits, os::Listener listener)
    : loop_(loop), latency_(traits.latency), errors_(traits.errors), listener_(std::move(listener)) {
    if (traits.bandwidth > 0) link_.emplace(traits.bandwidth);
    loop_.watch(listener_.fd(), os::Interest::read, [this] { accept_all(); });
}

WebServer::~WebServer() {
    while (!connections_.empty()) drop(connections_.begin()->first);
    loop_.cancel(flow_);
    loop_.cancel(rest_);
    loop_.unwatch(listener_.fd());
}

void WebServer::accept_all() {
    while (true) {
        os::Listener::Accepted accepted = listener_.accept();
        if (accepted.out_of_files) return rest_from_accepting();
        if (accepted.connection.fd() < 0) return;
        const Id id = ++last_;
        Connection& connection = connections_[id];
        connection.socket = std::move(accepted.connection);
        loop_.watch(connection.socket.fd(), os::Interest::read, [this, id] { continue_with(id); });
    }
}

/// Who wants to connect stays in the kernel's line meanwhile, and would wake the loop all the time.
void WebServer::rest_from_accepting() {
    loop_.unwatch(listener_.fd());
    rest_ = loop_.call_at(os::monotonic_now() + kRest,
                          [this] { loop_.watch(listener_.fd(), os::Interest::read, [this] { accept_all(); }); });
}

void WebServer::continue_with(Id id) {
    Connection& connection = connections_.at(id);
    if (!receive(connection)) return drop(id);
    if (connection.answering)
        send(id);
    else
        begin_request(id, connection);
}

/// False: the other end is gone, or sends what no client of ours does.
bool WebServer::receive(Connection& connection) {
    std::array<char, 16 * 1024> piece;
    const os::Passed passed = os::receive_some(connection.socket.fd(), piece.data(), piece.size());
    connection.received.append(piece.data(), passed.bytes);
    return !passed.over && connection.received.size() <= kMostHeadBytes;
}

void WebServer::begin_request(Id id, Connection& connection) {
    const std::size_t end = connection.received.find(kEndOfHead);
    if (end == std::string::npos) return;
    const auto bytes = bytes_asked_for(std::string_view(connection.received).substr(0, end));
    connection.received.erase(0, end + kEndOfHead.size());
    connection.answering = true;
    const bool error = Random(kSeedOfErrors, ++requests_).fraction() < errors_;
    connection.latency = loop_.call_at(os::monotonic_now() + std::min<std::int64_t>(latency_.count(), INT64_MAX / 2),
                                       [this, id, bytes, error] { begin_answer(id, bytes, error); });
}

void WebServer::begin_answer(Id id, std::optional<std::int64_t> bytes, bool error) {
    Connection& connection = connections_.at(id);
    connection.latency = {};
    const std::int64_t length = bytes && !error ? *bytes : 0;
    connection.head = head_of_answer(!bytes ? "400 Bad Request" : error ? "503 Service Unavailable" : "200 OK", length);
    (link_ ? connection.to_come : connection.allowed) = length;
    if (link_ && length > 0) {
        link_->join(id, length, os::monotonic_now());
        look_again_in_time();
    }
    send(id);
}

void WebServer::send(Id id) {
    Connection& connection = connections_.at(id);
    if (connection.latency.number != 0) return;
    if (!send_slice(connection)) return drop(id);
    const bool more = !connection.head.empty() || connection.allowed > 0;
    loop_.watch_for(connection.socket.fd(), more ? os::Interest::both : os::Interest::read);
    if (more || connection.to_come > 0) return;
    connection.answering = false;
    begin_request(id, connection);
}

/// As much as may be sent and fits, but not so much that others wait for it. False: the other end is gone.
bool WebServer::send_slice(Connection& connection) {
    if (!connection.head.empty()) {
        const os::Passed passed = os::send_some(connection.socket.fd(), connection.head);
        connection.head.erase(0, passed.bytes);
        if (passed.over) return false;
    }
    if (!connection.head.empty() || connection.allowed == 0) return true;
    const auto most = static_cast<std::size_t>(std::min<std::int64_t>(connection.allowed, std::int64_t{kSlice}));
    const os::Passed passed = os::send_some(connection.socket.fd(), std::string_view(any_bytes()).substr(0, most));
    connection.allowed -= static_cast<std::int64_t>(passed.bytes);
    return !passed.over;
}

void WebServer::drop(Id id) {
    Connection& connection = connections_.at(id);
    loop_.cancel(connection.latency);
    loop_.unwatch(connection.socket.fd());
    if (link_) link_->leave(id, os::monotonic_now());
    connections_.erase(id);
}

/// Lets all send what has become theirs.
void WebServer::let_flow() {
    for (const SharedLink::Share& share : link_->due(os::monotonic_now())) {
        Connection& connection = connections_.at(share.sender);
        connection.to_come -= share.bytes;
        connection.allowed += share.bytes;
        send(share.sender);
    }
    look_again_in_time();
}

/// When the first has had all, or so soon that the bytes flow.
void WebServer::look_again_in_time() {
    loop_.cancel(flow_);
    if (link_->size() == 0) return;
    const std::int64_t now = os::monotonic_now();
    const std::int64_t least = std::min(kMostPause, kLeastPause + kForEach * static_cast<std::int64_t>(link_->size()));
    flow_ = loop_.call_at(std::clamp(link_->first_end(), now + least, now + kMostPause), [this] { let_flow(); });
}

}  // namespace simul
