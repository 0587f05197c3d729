// Time as scenarios know it. Durations and moments are types, so that seconds are never taken for nanoseconds.
#pragma once

#include <chrono>
#include <cstdint>

namespace simul {

using namespace std::chrono_literals;

/// A length of time, in nanoseconds. Scenario time, unless a name says "real".
using Duration = std::chrono::nanoseconds;

/// The axis of one run: zero is the moment at which `main` begins.
struct RunClock {
    using rep = std::int64_t;
    using period = std::nano;
    using duration = Duration;
    using time_point = std::chrono::time_point<RunClock>;
    static constexpr bool is_steady = true;
};

/// A moment on the axis of a run.
using Time = RunClock::time_point;

inline constexpr Duration kForever = Duration::max();
inline constexpr Time kNever = Time::max();

/// Seconds as a plain number, for people and for JSON.
constexpr double seconds_of(Duration duration) { return std::chrono::duration<double>(duration).count(); }
constexpr double seconds_of(Time time) { return seconds_of(time.time_since_epoch()); }

/// Rounds to the nearest nanosecond. The argument must be finite and below 292 years.
constexpr Duration duration_of_seconds(double seconds) {
    const double nanoseconds = seconds * 1e9;
    return Duration(static_cast<std::int64_t>(nanoseconds < 0 ? nanoseconds - 0.5 : nanoseconds + 0.5));
}

}  // namespace simul
