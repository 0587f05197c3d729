// The time axis: which moment stands where, how that changes under the hand, and the ruler's labels.
#pragma once

#include <string>
#include <vector>

#include "engine/base/time.h"

namespace simul::layout {

/// `from` stands at `left`, `until` at `right`. Neither stretch is empty.
struct TimeAxis {
    Time from{}, until{};
    float left = 0, right = 0;

    Duration length() const { return until - from; }
    float width() const { return right - left; }
    double nanoseconds_per_pixel() const { return static_cast<double>(length().count()) / width(); }
    float x_of(Time time) const;
    /// Also beyond the edges.
    Time time_at(float x) const;
    friend bool operator==(const TimeAxis&, const TimeAxis&) = default;
};

/// All of a run that ends then, with a little room after its end. The box may be of any width.
TimeAxis fitted(Time end, float left, float right);
/// Shows no less than a few nanoseconds, no more than all of the run, and nothing outside of it.
TimeAxis clamped(const TimeAxis& axis, Time end);
/// `factor` 2 shows half as much; what is at `x` stays there as far as the run allows.
TimeAxis zoomed(const TimeAxis& axis, double factor, float x, Time end);
/// By so many pixels to the right: what is seen moves with the hand.
TimeAxis panned(const TimeAxis& axis, float pixels, Time end);

/// How the moments of one ruler are written.
struct TimeFormat {
    enum class Style : std::uint8_t { clock, hours_clock, days, unit } style{};
    Duration unit = 1s;  ///< style `unit`
    std::string_view unit_name = "s";
    int decimals = 0;

    /// `06:30`, `1:00:55`, `1 d 12 h`, `30`; with its unit `30 s`.
    std::string text(Time at, bool with_unit = false) const;
};

struct Tick {
    Time at{};
    float x = 0;
    std::string label;  ///< in a ruler of numbers only the first one has its unit
};

/// Round moments on the axis, so that labels of this width a character do not meet. `whole` is the length of the run.
std::vector<Tick> ticks(const TimeAxis& axis, Duration whole, float character_width);
/// What stands in the pill of a playhead: as the ruler's labels, to about a pixel.
std::string playhead_label(const TimeAxis& axis, Duration whole, Time at);

}  // namespace simul::layout
