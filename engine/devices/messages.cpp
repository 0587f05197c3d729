#include "engine/devices/messages.h"

#include "engine/devices/packing.h"

namespace simul {

namespace {

constexpr std::size_t kMostErrorBytes = 4 * 1024;

/// The first byte of a message: whether the optional part is there.
std::optional<bool> has_part(Unpacker& from) {
    const auto word = from.number<std::uint8_t>();
    if (word > 1) return std::nullopt;
    return word == 1;
}

bool are_possible(const DeviceTraits& traits) {
    return traits.latency >= Duration::zero() && traits.bandwidth >= 0 && traits.room >= 0 && traits.errors >= 0 &&
           traits.errors <= 1 && traits.speed >= 0;
}

std::string_view shortened(std::string_view name) { return name.substr(0, kMostNameBytes + 1); }

}  // namespace

std::string packed(const ClientMessage& message) {
    Packer to;
    to.number(static_cast<std::uint8_t>(message.request.has_value()));
    to.number(message.number);
    if (!message.request) return to.bytes();
    to.number(message.request->device);
    to.number(static_cast<std::uint8_t>(message.request->verb));
    to.number(message.request->number);
    to.number(message.request->rounds);
    to.text(shortened(message.request->name));
    to.text(shortened(message.request->to));
    return to.bytes();
}

std::optional<ClientMessage> client_message(std::string_view bytes) {
    Unpacker from(bytes);
    const std::optional<bool> asks = has_part(from);
    ClientMessage message;
    message.number = from.number<std::uint64_t>();
    if (asks && *asks) {
        DeviceRequest request;
        request.device = from.number<std::uint16_t>();
        const auto verb = from.number<std::uint8_t>();
        if (verb > static_cast<std::uint8_t>(DeviceVerb::run)) return std::nullopt;
        request.verb = static_cast<DeviceVerb>(verb);
        request.number = from.number<std::int64_t>();
        request.rounds = from.number<std::int64_t>();
        request.name = from.text();
        request.to = from.text();
        message.request = std::move(request);
    }
    if (!asks || !from.complete()) return std::nullopt;
    return message;
}

std::string packed(const HostMessage& message) {
    Packer to;
    to.number(static_cast<std::uint8_t>(message.answer.has_value()));
    to.number(message.number);
    if (!message.answer) return to.bytes();
    to.number(static_cast<std::uint8_t>(message.answer->failed));
    to.number(message.answer->value);
    to.text(std::string_view(message.answer->error).substr(0, kMostErrorBytes));
    to.text(text_of(message.answer->spans));
    to.number(message.answer->ended);
    return to.bytes();
}

std::optional<HostMessage> host_message(std::string_view bytes) {
    Unpacker from(bytes);
    const std::optional<bool> answers = has_part(from);
    HostMessage message;
    message.number = from.number<std::uint64_t>();
    if (answers && *answers) {
        DeviceAnswer answer;
        answer.failed = from.number<std::uint8_t>() != 0;
        answer.value = from.number<std::int64_t>();
        answer.error = from.text();
        answer.spans = device_spans(from.text());
        answer.ended = from.number<std::int64_t>();
        message.answer = std::move(answer);
    }
    if (!answers || !from.complete()) return std::nullopt;
    return message;
}

std::string packed(const RunnerMessage& message) {
    Packer to;
    to.number(static_cast<std::uint8_t>(message.traits.has_value()));
    to.number(message.device);
    if (!message.traits) return to.bytes();
    to.number(static_cast<std::uint8_t>(message.traits->kind));
    to.number(std::int64_t{message.traits->latency.count()});
    to.number(message.traits->bandwidth);
    to.number(message.traits->speed);
    to.number(message.traits->at_once);
    to.number(message.traits->errors);
    to.number(message.traits->room);
    to.number(static_cast<std::uint8_t>(message.traits->refuses_when_busy));
    return to.bytes();
}

std::optional<RunnerMessage> runner_message(std::string_view bytes) {
    Unpacker from(bytes);
    const std::optional<bool> opens = has_part(from);
    RunnerMessage message;
    message.device = from.number<std::uint16_t>();
    if (opens && *opens) {
        DeviceTraits traits;
        const auto kind = from.number<std::uint8_t>();
        if (kind >= std::size(kDeviceKindNames)) return std::nullopt;
        traits.kind = static_cast<DeviceKind>(kind);
        traits.latency = Duration(from.number<std::int64_t>());
        traits.bandwidth = from.number<std::int64_t>();
        traits.speed = from.number<std::int64_t>();
        traits.at_once = from.number<std::uint32_t>();
        traits.errors = from.number<double>();
        traits.room = from.number<std::int64_t>();
        traits.refuses_when_busy = from.number<std::uint8_t>() != 0;
        if (!are_possible(traits)) return std::nullopt;
        message.traits = traits;
    }
    if (!opens || !from.complete()) return std::nullopt;
    return message;
}

std::string packed(const OpeningMessage& message) {
    Packer to;
    to.text(std::string_view(message.refusal).substr(0, kMostErrorBytes));
    to.text(std::string_view(message.played_by).substr(0, kMostErrorBytes));
    return to.bytes();
}

std::optional<OpeningMessage> opening_message(std::string_view bytes) {
    Unpacker from(bytes);
    OpeningMessage message;
    message.refusal = from.text();
    message.played_by = from.text();
    if (!from.complete()) return std::nullopt;
    return message;
}

}  // namespace simul
