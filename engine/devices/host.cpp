#include "engine/devices/host.h"

#include <utility>

#include "engine/devices/host_process.h"
#include "engine/devices/libraries.h"
#include "engine/devices/messages.h"
#include "engine/os/processes.h"

namespace simul {

namespace {

Error host_is_gone() {
    return Error{"The process that holds the devices of this run has ended. Perhaps memory ran out: run it again."};
}

}  // namespace

Result<void> DeviceLine::ask(std::uint64_t number, const DeviceRequest& request) {
    if (!line_.send(packed(ClientMessage{number, request}))) return host_is_gone();
    return {};
}

Result<void> DeviceLine::forget(std::uint64_t number) {
    if (!line_.send(packed(ClientMessage{number, std::nullopt}))) return host_is_gone();
    ++forgetting_[number];
    return {};
}

Result<std::optional<DeviceLine::Answered>> DeviceLine::next() {
    while (true) {
        const Result<os::Message> message = line_.receive(false);
        if (!message || message->closed) return host_is_gone();
        if (message->nothing) return std::optional<Answered>();
        const std::optional<HostMessage> said = host_message(message->bytes);
        if (!said) return host_is_gone();
        const auto forgetting = forgetting_.find(said->number);
        if (said->answer && forgetting == forgetting_.end())
            return std::optional(Answered{said->number, *said->answer});
        if (!said->answer && forgetting != forgetting_.end() && --forgetting->second == 0)
            forgetting_.erase(forgetting);
    }
}

Result<DeviceHost> DeviceHost::start() {
    auto ends = os::Line::pair();
    if (!ends) return ends.error();
    const int runner = os::own_pid();
    const Result<int> forked = os::fork_child();
    if (!forked) return forked.error();
    if (*forked == 0) {
        os::die_with_parent(runner);
        be_device_host(std::move(ends->second));
    }
    DeviceHost host;
    host.line_ = std::move(ends->first);
    host.process_ = *forked;
    return host;
}

/// Graphics cards come first: a card wants a host that has no threads yet.
Result<void> DeviceHost::open(const DeviceList& devices) {
    for (const bool cards : {true, false})
        for (const auto& [number, traits] : devices) {
            if ((traits.kind == DeviceKind::gpu) != cards) continue;
            if (const Result<void> opened = open_one(number, traits); !opened) return opened;
        }
    return {};
}

Result<void> DeviceHost::open_one(std::uint16_t number, const DeviceTraits& traits) {
    if (!line_.send(packed(RunnerMessage{number, traits}))) return host_is_gone();
    const Result<os::Message> message = line_.receive(true);
    if (!message || message->closed) return host_is_gone();
    const std::optional<OpeningMessage> said = opening_message(message->bytes);
    if (!said) return host_is_gone();
    if (!said->refusal.empty()) return Error{said->refusal};
    played_by_[number] = said->played_by;
    return {};
}

std::string DeviceHost::played_by(std::uint16_t device) const {
    const auto found = played_by_.find(device);
    return found == played_by_.end() ? std::string() : found->second;
}

Result<DeviceLine> DeviceHost::open_line() {
    auto ends = os::Line::pair();
    if (!ends) return ends.error();
    if (!line_.send(packed(RunnerMessage{}), {ends->second.fd()})) return host_is_gone();
    return DeviceLine(std::move(ends->first));
}

Result<std::string> find_opencl() {
    Result<DeviceHost> host = DeviceHost::start();
    if (!host) return host.error();
    DeviceTraits card;
    card.kind = DeviceKind::gpu;
    const Result<void> opened = host->open({{0, card}});
    host->end();
    if (!opened) return opened.error();
    return host->played_by(0);
}

void DeviceHost::end() {
    if (process_ == 0) return;
    line_.hang_up();
    line_.close();
    os::reap(std::exchange(process_, 0), true);
}

}  // namespace simul
