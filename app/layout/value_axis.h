// An axis of numbers, and round numbers on it.
#pragma once

#include <string>
#include <vector>

namespace simul::layout {

/// `from` stands at `start` and `until` at `end`, in pixels; an upright axis ends above where it starts.
struct ValueAxis {
    double from = 0, until = 1;
    float start = 0, end = 0;

    float place_of(double value) const;
};

struct ValueTick {
    double value = 0;
    float place = 0;
    std::string label;
};

/// 1, 2 or 5 times a power of ten apart, so that no two stand nearer than `apart` pixels; all within the axis.
std::vector<ValueTick> value_ticks(const ValueAxis& axis, float apart);

/// An axis for these numbers, of which there is at least one: from 0 if they are not far from it, else with a little
/// room on both sides.
ValueAxis axis_for(double least, double most, float start, float end);

}  // namespace simul::layout
