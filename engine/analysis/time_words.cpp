#include "engine/analysis/time_words.h"

#include <fmt/format.h>

#include <algorithm>

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
    if (duration < 0ns) return "-" + short_time(-duration);
    if (duration == 0ns || duration >= 100ms) return in_unit(duration, 1s, "s");
    if (duration >= 1ms) return in_unit(duration, 1ms, "ms");
    if (duration >= 1us) return in_unit(duration, 1us, "us");
    return fmt::format("{} ns", duration.count());
}

std::string full_time(Duration duration) {
    if (duration < 1min) return short_time(duration);
    const std::int64_t seconds = std::chrono::round<std::chrono::seconds>(duration).count();
    const bool exact = duration == std::chrono::seconds(seconds);
    return fmt::format("{}{} {}", short_time(duration), exact ? " =" : ", about", in_hours(seconds));
}

std::string axis_time(Duration duration) {
    return duration < 1min ? short_time(duration)
                           : in_hours(std::chrono::round<std::chrono::seconds>(duration).count());
}

std::string grouped(std::uint64_t number) {
    std::string text = fmt::format("{}", number);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ' ');
    return text;
}

std::string plural(std::uint64_t count, std::string_view one) {
    return fmt::format("{} {}{}", grouped(count), one, count == 1 ? "" : "s");
}

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

}  // namespace simul
