#include "engine/analysis/time_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/plural.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

/// Thousandths as a decimal number without trailing zeros: 12500 is `12.5`.
std::string of_thousandths(std::int64_t thousandths) {
    std::string text = grouped(static_cast<std::uint64_t>(thousandths / 1000));
    if (thousandths % 1000 == 0) return text;
    text += fmt::format(".{:03}", thousandths % 1000);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

/// How many units, to the nearest, halves to the even. (std::chrono::round overflows near the end of the clock.)
std::int64_t rounded(Duration duration, Duration unit) {
    const std::int64_t whole = duration / unit;
    const Duration rest = duration % unit, other = unit - rest;
    return whole + (rest > other || (rest == other && whole % 2 != 0) ? 1 : 0);
}

std::string in_unit(Duration duration, Duration unit, const char* name) {
    const double thousandths = static_cast<double>(duration.count()) / static_cast<double>(unit.count()) * 1000;
    return fmt::format("{} {}", of_thousandths(static_cast<std::int64_t>(thousandths + 0.5)), name);
}

/// `1 h 55 s`: the units that are there, from days to seconds.
std::string in_hours(std::int64_t seconds) {
    struct Unit {
        std::int64_t seconds;
        const char* name;
    };
    constexpr Unit kUnits[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
    std::string text;
    for (const Unit& unit : kUnits) {
        if (seconds < unit.seconds) continue;
        text += fmt::format("{}{} {}", text.empty() ? "" : " ", seconds / unit.seconds, unit.name);
        seconds %= unit.seconds;
    }
    return text;
}

}  // namespace

std::string short_time(Duration duration) {
    if (duration < 0ns) return "-" + short_time(duration == Duration::min() ? Duration::max() : -duration);
    if (duration == 0ns || duration >= 100ms) return in_unit(duration, 1s, "s");
    if (duration >= 1ms) return in_unit(duration, 1ms, "ms");
    if (duration >= 1us) return in_unit(duration, 1us, "us");
    return fmt::format("{} ns", duration.count());
}

std::string full_time(Duration duration) {
    if (duration < 1min) return short_time(duration);
    const bool exact = duration % 1s == 0ns;
    return fmt::format("{}{} {}", short_time(duration), exact ? " =" : ", about", in_hours(rounded(duration, 1s)));
}

std::string axis_time(Duration duration) {
    return duration < 1min ? short_time(duration) : in_hours(rounded(duration, 1s));
}

std::string clock_time(Time at) {
    const Duration since_start = at.time_since_epoch();
    if (since_start < 1min) return short_time(since_start);
    const std::int64_t milliseconds = rounded(since_start, 1ms);
    const std::int64_t seconds = milliseconds / 1000;
    std::string text = seconds < 3600 ? fmt::format("{:02}:{:02}", seconds / 60, seconds % 60)
                                      : fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (milliseconds % 1000 == 0) return text;
    text += fmt::format(".{:03}", milliseconds % 1000);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

std::string moment_in_words(const TraceHeader& header, Time at) {
    return header.conducted() ? fmt::format("step {}", at.time_since_epoch() / 1s) : clock_time(at);
}

std::string moment_in_words(const TraceHeader& header, Time at, Duration whole) {
    return header.conducted() ? moment_in_words(header, at) : clock_time(at.time_since_epoch(), whole);
}

std::string length_in_words(const TraceHeader& header, Duration length) {
    return header.conducted() ? plural(static_cast<std::uint64_t>(length / 1s), "step") : axis_time(length);
}

std::string clock_time(Duration at, Duration whole) {
    if (whole >= kClockFrom) return hours_time(at);
    const TimeUnit unit = unit_for(whole);
    const int decimals = unit.length == 1ns ? 0 : whole < unit.length * 10 ? 2 : 1;
    std::string text = in_decimals(at, unit.length, decimals);
    if (decimals > 0) text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return fmt::format("{} {}", text, unit.name);
}

std::string clock_time(Duration whole) { return clock_time(whole, whole); }

std::string hours_time(Duration at, bool with_hours, int decimals) {
    const std::int64_t seconds = at / 1s;
    const std::int64_t hours = seconds / 3600 % 24, minutes = seconds / 60 % 60;
    std::string text = seconds >= 86400 ? fmt::format("{} d ", seconds / 86400) : "";
    text += with_hours || seconds >= 3600 ? fmt::format("{}:{:02}:{:02}", hours, minutes, seconds % 60)
                                          : fmt::format("{:02}:{:02}", minutes, seconds % 60);
    if (decimals > 0) text += in_decimals(at % 1s, 1s, decimals).substr(1);
    return text;
}

TimeUnit unit_for(Duration duration) {
    if (duration == 0ns || duration >= 1s) return {1s, "s"};
    if (duration >= 1ms) return {1ms, "ms"};
    if (duration >= 1us) return {1us, "us"};
    return {1ns, "ns"};
}

std::string in_decimals(Duration at, Duration unit, int decimals) {
    std::string text = fmt::format("{}", at / unit);
    if (decimals > 0) text += '.';
    Duration rest = at % unit;
    for (; decimals > 0; --decimals) {
        rest *= 10;
        text += static_cast<char>('0' + rest / unit);
        rest %= unit;
    }
    return text;
}

std::string grouped(std::uint64_t number) {
    std::string text = fmt::format("{}", number);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ' ');
    return text;
}

std::string plural(std::uint64_t count, std::string_view one) {
    return fmt::format("{} {}", grouped(count), noun(count, one));
}

std::string readers_in_words(std::int64_t count) {
    if (count <= 0) return "nobody reads";
    return plural(static_cast<std::uint64_t>(count), "task") + (count == 1 ? " reads" : " read");
}

std::string all_in_words(std::uint64_t count, std::string_view thing) {
    if (count == 1) return fmt::format("The one {}", thing);
    return count == 2 ? fmt::format("Both {}s", thing) : fmt::format("All {}", plural(count, thing));
}

double without_dust(double number) { return std::abs(number) < 1e-12 ? 0 : number; }

Duration tick_length(Duration whole, int most_ticks) {
    constexpr std::int64_t kSecondsFrom30[] = {30,   60,   120,   300,   600,   900,   1800,
                                               3600, 7200, 10800, 21600, 43200, 86400, 172800};
    const int most = std::max(1, most_ticks);
    const Duration least = whole / most + (whole % most > 0ns ? 1ns : 0ns);
    for (Duration decade = 1ns; decade <= 10s; decade *= 10)
        for (const int step : {1, 2, 5})
            if (decade * step >= least && decade * step < 30s) return decade * step;
    for (const std::int64_t seconds : kSecondsFrom30)
        if (std::chrono::seconds(seconds) >= least) return std::chrono::seconds(seconds);
    Duration days = 24h;
    while (days < least && days < kForever / 10) days *= days < least / 4 ? 5 : 2;
    return days;
}

std::string at_in_words(const TraceHeader& header, Time time) {
    const std::string seconds = exact_seconds(time.time_since_epoch());
    return header.conducted() ? "at step " + seconds : "at " + seconds + " s";
}

}  // namespace simul
