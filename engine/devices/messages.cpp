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
           traits.errors <= 1;
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
        if (verb > static_cast<std::uint8_t>(DeviceVerb::add)) return std::nullopt;
        request.verb = static_cast<DeviceVerb>(verb);
        request.number = from.number<std::int64_t>();
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

std::string packed_refusal(std::string_view sentence) {
    Packer to;
    to.text(sentence.substr(0, kMostErrorBytes));
    return to.bytes();
}

std::optional<std::string> refusal(std::string_view bytes) {
    Unpacker from(bytes);
    std::string sentence(from.text());
    if (!from.complete()) return std::nullopt;
    return sentence;
}

}  // namespace simul
