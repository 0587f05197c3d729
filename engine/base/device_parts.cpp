#include "engine/base/device_parts.h"

#include <charconv>
#include <optional>

#include "engine/base/words.h"

namespace simul {

namespace {

constexpr std::string_view kUnit = " ns", kAnd = ", ";

/// The first span of the text, which is taken off it.
std::optional<DeviceSpan> take_span(std::string_view& text) {
    constexpr std::int64_t kLongest = std::int64_t{1} << 56;
    const std::size_t gap = text.find(' ');
    const auto part = word_named<DevicePart>(text.substr(0, gap), kDevicePartNames);
    if (!part || gap == text.npos) return std::nullopt;
    std::int64_t length = -1;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + gap + 1, end, length);
    text = {read.ptr, static_cast<std::size_t>(end - read.ptr)};
    if (read.ec != std::errc() || length < 0 || length > kLongest || text.substr(0, kUnit.size()) != kUnit)
        return std::nullopt;
    text.remove_prefix(kUnit.size());
    return DeviceSpan{*part, Duration(length)};
}

}  // namespace

std::string text_of(const std::vector<DeviceSpan>& spans) {
    std::string text;
    for (const DeviceSpan& span : spans) {
        if (!text.empty()) text += kAnd;
        text.append(name_of(span.part)).append(1, ' ').append(std::to_string(span.length.count())).append(kUnit);
    }
    return text;
}

std::vector<DeviceSpan> device_spans(std::string_view text) {
    constexpr std::size_t kMost = 16;
    std::vector<DeviceSpan> spans;
    while (spans.size() < kMost) {
        const std::optional<DeviceSpan> span = take_span(text);
        if (!span) return {};
        spans.push_back(*span);
        if (text.empty()) return spans;
        if (text.substr(0, kAnd.size()) != kAnd) return {};
        text.remove_prefix(kAnd.size());
    }
    return {};
}

Duration length_of(const std::vector<DeviceSpan>& spans) {
    Duration sum{};
    for (const DeviceSpan& span : spans) sum += span.length;
    return sum;
}

Duration length_of(const std::vector<DeviceSpan>& spans, DevicePart part) {
    Duration sum{};
    for (const DeviceSpan& span : spans)
        if (span.part == part) sum += span.length;
    return sum;
}

}  // namespace simul
