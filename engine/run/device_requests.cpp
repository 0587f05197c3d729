#include "engine/run/device_requests.h"

#include <algorithm>

#include "engine/run/latest_time.h"
#include "engine/run/operation_events.h"

namespace simul {

namespace {

/// A limit stays a limit, however slow or fast the clock is.
std::int64_t scaled_bandwidth(std::int64_t bandwidth, double scale) {
    constexpr double kLeast = 1, kMost = 1e15;
    return static_cast<std::int64_t>(std::clamp(static_cast<double>(bandwidth) * scale, kLeast, kMost));
}

}  // namespace

DeviceList devices_among(const std::vector<ResourceInfo>& resources, double scale) {
    DeviceList devices;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (resources[i].kind != ResourceKind::device) continue;
        DeviceTraits traits = resources[i].device;
        traits.latency = within_axis(static_cast<double>(traits.latency.count()) / scale);
        if (traits.bandwidth > 0) traits.bandwidth = scaled_bandwidth(traits.bandwidth, scale);
        devices.emplace(static_cast<std::uint16_t>(i), traits);
    }
    return devices;
}

DeviceRequest request_of(const Operation& operation) {
    DeviceRequest request;
    request.device = static_cast<std::uint16_t>(index_of(operation.resource));
    request.verb = info_of(operation.kind).asks;
    request.number = operation.value;
    request.rounds = operation.expected;
    const std::string& text = *operation.text;
    const std::size_t end = text.find('\n');
    request.name = text.substr(0, end);
    if (end != std::string::npos) request.to = text.substr(end + 1);
    return request;
}

std::string request_in_words(const Operation& operation) {
    const DeviceRequest request = request_of(operation);
    if (request.verb == DeviceVerb::run)
        return request.name + " of " + std::to_string(request.number) +
               (request.rounds > 1 ? ", " + std::to_string(request.rounds) + " rounds" : "");
    return request.to.empty() ? request.name : request.name + " to " + request.to;
}

std::string text_of(const DeviceAnswer& answer, std::int64_t now, double scale) {
    if (answer.failed || answer.ended == 0) return answer.failed ? answer.error : text_of(answer.spans);
    std::vector<DeviceSpan> spans = answer.spans;
    spans.push_back({DevicePart::launch, Duration(std::max<std::int64_t>(0, now - answer.ended))});
    for (DeviceSpan& span : spans) span.length = within_axis(static_cast<double>(span.length.count()) * scale);
    return text_of(spans);
}

TraceEvent event_of_answer(const DeviceAnswer& answer, ResourceId device, std::uint16_t ticket) {
    return event_on(EventKind::answer, answer.failed ? Phase::failed : Phase::done, device, ticket, 0, answer.value);
}

/// The event of a request that fails says that it was answered.
Change take_answer(Operation& operation, const DeviceAnswer& answer, std::uint16_t ticket) {
    constexpr std::int64_t kAnswered = 1;
    operation.value = answer.value;
    return {Answer::granted, answer.failed, ticket, answer.failed ? kAnswered : answer.value};
}

}  // namespace simul
