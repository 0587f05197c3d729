// Durations and counts as people read them.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/time.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// `43 200 s`, `0.25 s`, `12.5 ms`, `3 us`: to a thousandth of its unit.
std::string short_time(Duration duration);

/// The same, and from a minute on what that is: `3 655 s = 1 h 55 s`.
std::string full_time(Duration duration);

/// `1 h 30 min`, `90 s` as `1 min 30 s`; below a minute as short_time. For an axis.
std::string axis_time(Duration duration);

/// A moment as a clock shows it, from a minute on: `07:10`, `1:00:55`, `07:10.5`; before that as short_time.
std::string clock_time(Time at);

/// The same of a run; of a conducted one, whose clock counts steps, `step 6`.
std::string moment_in_words(const TraceHeader& header, Time at);
/// The same as clock_time of a run that lasts `whole`.
std::string moment_in_words(const TraceHeader& header, Time at, Duration whole);
/// A length, as axis_time; of a conducted run, `6 steps`.
std::string length_in_words(const TraceHeader& header, Duration length);

/// A moment as a clock shows it, in a run that lasts `whole`: `0:07:34` from ten minutes on, else in one unit, to about
/// a thousandth of the whole: `77.6 s`, `12.5 ms`. Never later than the truth.
std::string clock_time(Duration at, Duration whole);
/// The same of a run that lasts so long.
std::string clock_time(Duration whole);
inline constexpr Duration kClockFrom = 10min;

/// `1:00:55`, `2 d 3:00:00`; below an hour `0:07:34`, or `07:34` without hours. `decimals` of a second follow.
std::string hours_time(Duration at, bool with_hours = true, int decimals = 0);
/// A unit that a number of this size is written in: `s` from a second on, and for zero.
struct TimeUnit {
    Duration length;
    std::string_view name;
};
TimeUnit unit_for(Duration duration);
/// `77.6`, `0.050`: rounded down.
std::string in_decimals(Duration at, Duration unit, int decimals);

/// `1 234 567`.
std::string grouped(std::uint64_t number);

/// `1 task`, `25 tasks`.
std::string plural(std::uint64_t count, std::string_view one);
/// "2 tasks read", "1 task reads", "nobody reads".
std::string readers_in_words(std::int64_t count);
/// `The one core`, `Both cores`, `All 3 cores`.
std::string all_in_words(std::uint64_t count, std::string_view thing);

/// Nothing for what binary fractions leave of a difference that is none, as in 0.3 - 0.2 - 0.1.
double without_dust(double number);

/// A round length, so that at most `most_ticks` of them fit into `whole`.
Duration tick_length(Duration whole, int most_ticks);

/// `at 6 s`, exactly; in a conducted run, whose clock counts steps, `at step 6`.
std::string at_in_words(const TraceHeader& header, Time time);

}  // namespace simul
