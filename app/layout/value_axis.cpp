#include "app/layout/value_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace simul::layout {
namespace {

/// The least round step that is not below this.
double round_step(double least) {
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least * (1 - 1e-6)) return factor * power;
    return 10 * power;
}

}  // namespace

float ValueAxis::place_of(double value) const {
    return start + static_cast<float>((value - from) / (until - from)) * (end - start);
}

std::vector<ValueTick> value_ticks(const ValueAxis& axis, float apart) {
    std::vector<ValueTick> ticks;
    const float length = std::abs(axis.end - axis.start);
    if (!(axis.until > axis.from) || length <= 0) return ticks;
    const double step = round_step((axis.until - axis.from) * static_cast<double>(std::min(apart / length, 1.0F)));
    const double first = std::ceil(axis.from / step - 1e-9), last = std::floor(axis.until / step + 1e-9);
    for (double count = first; count <= last; ++count) {
        const double value = count == 0 ? 0 : count * step;  // never -0
        ticks.push_back({value, axis.place_of(value), fmt::format("{:.6g}", value)});
    }
    return ticks;
}

ValueAxis axis_for(double least, double most, float start, float end) {
    constexpr double kRoom = 0.06, kNear = 0.5;
    const double length = most - least;
    const double room = length > 0 ? length * kRoom : std::max(std::abs(most), 1.0) * kNear;
    const bool from_zero = least >= 0 && least <= most * kNear;
    return {from_zero ? 0 : least - room, most + room, start, end};
}

}  // namespace simul::layout
