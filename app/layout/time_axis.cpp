#include "app/layout/time_axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/analysis/time_words.h"

namespace simul::layout {
namespace {

constexpr Duration kShortest = 20ns;
constexpr Duration kDaysFrom = 48h;

Duration scaled(Duration length, double factor) {
    constexpr double kMost = 9e18;
    return Duration(static_cast<std::int64_t>(std::clamp(static_cast<double>(length.count()) * factor, 0.0, kMost)));
}

/// How many decimals of `unit` tell steps of this length apart.
int decimals_for(Duration step, Duration unit) {
    int decimals = 0;
    for (Duration smallest = unit; smallest > 1ns && smallest > step; smallest /= 10) ++decimals;
    return decimals;
}

TimeFormat format_for(const TimeAxis& axis, Duration whole, Duration step) {
    TimeFormat format;
    if (whole < kClockFrom) {
        const TimeUnit unit = unit_for(std::min(whole, axis.until.time_since_epoch()));
        format.style = TimeFormat::Style::unit;
        format.unit = unit.length;
        format.unit_name = unit.name;
        format.decimals = decimals_for(step, unit.length);
        return format;
    }
    const Duration until = axis.until.time_since_epoch();
    format.decimals = decimals_for(step, 1s);
    if (until >= kDaysFrom && step >= 1h)
        format.style = TimeFormat::Style::days;
    else
        format.style = until >= 1h ? TimeFormat::Style::hours_clock : TimeFormat::Style::clock;
    return format;
}

std::string days_text(Duration at) {
    const std::int64_t hours = at / 1h;
    return hours % 24 == 0 ? fmt::format("{} d", hours / 24) : fmt::format("{} d {} h", hours / 24, hours % 24);
}

Time first_at_or_after(Time from, Duration step) {
    const Duration since = from.time_since_epoch();
    return Time((since + step - 1ns) / step * step);
}

/// So that neither the labels of the first moments nor of the last ones meet.
Duration step_for(const TimeAxis& axis, Duration whole, float character_width) {
    constexpr std::size_t kGap = 4;
    Duration step = axis.length();
    for (std::size_t characters = 2; characters < 40; ++characters) {
        const int most = static_cast<int>(axis.width() / (character_width * static_cast<float>(characters + kGap)));
        step = tick_length(axis.length(), most);
        if (whole >= kClockFrom && step == 20s) step = 30s;
        const TimeFormat format = format_for(axis, whole, step);
        const std::size_t first = format.text(first_at_or_after(axis.from, step), true).size();
        if (std::max(first, format.text(axis.until).size()) <= characters) break;
    }
    return step;
}

}  // namespace

float TimeAxis::x_of(Time time) const {
    const double part = static_cast<double>((time - from).count()) / static_cast<double>(length().count());
    constexpr double kFar = 1e6;
    return static_cast<float>(std::clamp(left + part * static_cast<double>(width()), -kFar, kFar));
}

Time TimeAxis::time_at(float x) const {
    const double part = static_cast<double>(x - left) / static_cast<double>(width());
    return from + Duration(static_cast<std::int64_t>(std::floor(part * static_cast<double>(length().count()) + 0.5)));
}

TimeAxis fitted(Time end, float left, float right) {
    const Duration whole = end.time_since_epoch();
    const Duration shown = whole <= 0ns ? Duration(1s) : std::max(kShortest, whole + whole / 50);
    return {Time{}, Time(shown), left, std::max(right, left + 1)};
}

TimeAxis clamped(const TimeAxis& axis, Time end) {
    const TimeAxis whole = fitted(end, axis.left, axis.right);
    TimeAxis shown = whole;
    const Duration length = std::clamp(axis.length(), std::min(kShortest, whole.length()), whole.length());
    shown.from = std::clamp(axis.from, Time{}, whole.until - length);
    shown.until = shown.from + length;
    return shown;
}

TimeAxis zoomed(const TimeAxis& axis, double factor, float x, Time end) {
    const TimeAxis whole = fitted(end, axis.left, axis.right);
    const Duration length =
        std::clamp(scaled(axis.length(), 1 / factor), kShortest, std::max(kShortest, whole.length()));
    const double part = static_cast<double>(x - axis.left) / static_cast<double>(axis.width());
    TimeAxis closer = axis;
    closer.from = axis.time_at(x) - scaled(length, part);
    closer.until = closer.from + length;
    return clamped(closer, end);
}

TimeAxis panned(const TimeAxis& axis, float pixels, Time end) {
    TimeAxis moved = axis;
    moved.from = axis.time_at(axis.left - pixels);
    moved.until = moved.from + axis.length();
    return clamped(moved, end);
}

std::string TimeFormat::text(Time at, bool with_unit) const {
    const Duration since = at.time_since_epoch();
    switch (style) {
        case Style::clock:
            return hours_time(since, false, decimals);
        case Style::hours_clock:
            return hours_time(since, true, decimals);
        case Style::days:
            return days_text(since);
        case Style::unit:
            break;
    }
    const std::string number = since == 0ns ? "0" : in_decimals(since, unit, decimals);
    return with_unit ? fmt::format("{} {}", number, unit_name) : number;
}

std::vector<Tick> ticks(const TimeAxis& axis, Duration whole, float character_width) {
    const Duration step = step_for(axis, whole, character_width);
    const TimeFormat format = format_for(axis, whole, step);
    std::vector<Tick> ticks;
    for (Time at = first_at_or_after(axis.from, step); at <= axis.until; at += step)
        ticks.push_back({at, axis.x_of(at), format.text(at, ticks.empty())});
    return ticks;
}

std::string playhead_label(const TimeAxis& axis, Duration whole, Time at) {
    const Duration pixel(static_cast<std::int64_t>(axis.nanoseconds_per_pixel()));
    TimeFormat format = format_for(axis, whole, std::max<Duration>(pixel, 1ns));
    if (format.style == TimeFormat::Style::days) format.style = TimeFormat::Style::hours_clock;
    std::string text = format.text(at);
    if (text.find('.') != std::string::npos) text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    if (format.style == TimeFormat::Style::unit) text += fmt::format(" {}", format.unit_name);
    return text;
}

}  // namespace simul::layout
