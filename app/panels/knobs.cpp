#include "app/panels/knobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "engine/analysis/time_words.h"

namespace simul::panels {
namespace {

/// From this width on a slider grows by the cube.
constexpr double kWide = 100;

double power_of(const Knob& knob) { return knob.max - knob.min > kWide ? 3 : 1; }

/// To two digits that matter, so that dragging gives round numbers.
double rounded(double number) {
    if (number == 0) return 0;
    const double step = std::pow(10, std::floor(std::log10(std::abs(number))) - 1);
    return std::round(number / step) * step;
}

/// One of a count, one second of some seconds; else the tenth part of what its first digit counts.
double step_of(const Knob& knob) {
    if (knob.kind == KnobKind::count) return 1;
    if (knob.kind == KnobKind::duration && knob.number >= 1) return 1;
    const double size = knob.number > 0 ? knob.number : (knob.max - knob.min) / 100;
    return std::pow(10, std::floor(std::log10(std::max(size, 1e-9))) - (knob.number > 0 ? 1 : 0));
}

}  // namespace

bool has_slider(const Knob& knob) {
    return (knob.kind == KnobKind::count || knob.kind == KnobKind::number || knob.kind == KnobKind::duration) &&
           knob.max > knob.min;
}

float place_of(const Knob& knob) {
    const double part = std::clamp((knob.number - knob.min) / (knob.max - knob.min), 0.0, 1.0);
    return static_cast<float>(std::pow(part, 1 / power_of(knob)));
}

std::string value_at(const Knob& knob, float place) {
    double number = knob.min + (knob.max - knob.min) * std::pow(static_cast<double>(place), power_of(knob));
    number = knob.kind == KnobKind::count ? std::round(number) : rounded(number);
    if (knob.kind == KnobKind::duration && number >= 1) number = std::round(number);
    return fmt::format("{:g}", std::clamp(number, knob.min, knob.max));
}

std::string turned_by(const Knob& knob, int steps) {
    if (knob.kind == KnobKind::choice) {
        const auto found = std::find(knob.choices.begin(), knob.choices.end(), knob.text_value);
        if (found == knob.choices.end()) return knob.value_as_text();
        const std::ptrdiff_t last = std::ssize(knob.choices) - 1;
        return knob.choices[static_cast<std::size_t>(
            std::clamp<std::ptrdiff_t>(found - knob.choices.begin() + steps, 0, last))];
    }
    if (!has_slider(knob)) return knob.value_as_text();
    const double step = step_of(knob);
    const double number = std::round(knob.number / step + steps) * step;
    return fmt::format("{:.10g}", std::clamp(number, knob.min, knob.max));
}

std::string shown_value(const Knob& knob) {
    if (knob.kind == KnobKind::duration) return short_time(knob.duration());
    return knob.value_as_text();
}

}  // namespace simul::panels
