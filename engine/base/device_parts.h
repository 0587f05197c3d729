// How a graphics card has spent the time of one request, as the text of its answer's event has it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.h"

namespace simul {

enum class DevicePart : std::uint8_t {
    launch,   ///< the driver is at work, and not the card: before, between and after
    there,    ///< bytes go to the card
    compute,  ///< the kernel runs
    back,     ///< bytes come back
};
inline constexpr std::string_view kDevicePartNames[] = {"launch", "there", "compute", "back"};
constexpr std::string_view name_of(DevicePart part) { return kDevicePartNames[static_cast<std::size_t>(part)]; }

/// One after another without a gap; the last one ends with the answer.
struct DeviceSpan {
    DevicePart part{};
    Duration length{};
    friend bool operator==(const DeviceSpan&, const DeviceSpan&) = default;
};

/// "launch 20000 ns, there 500000 ns, compute 4000 ns, back 500000 ns".
std::string text_of(const std::vector<DeviceSpan>& spans);
/// Empty: the text says nothing of the kind.
std::vector<DeviceSpan> device_spans(std::string_view text);

Duration length_of(const std::vector<DeviceSpan>& spans);
/// Of all spans of this part.
Duration length_of(const std::vector<DeviceSpan>& spans, DevicePart part);

}  // namespace simul
