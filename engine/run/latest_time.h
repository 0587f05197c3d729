// The end of the axis: what a story asks for may lie beyond what a clock of 64 bits can show.
#pragma once

#include "engine/base/time.h"

namespace simul {

/// The last moment of any run, after 292 years. (`kNever` is no moment.)
inline constexpr Time kLatest = kNever - 1ns;

/// A moment `length` after `start`, or the last one.
constexpr Time later(Time start, Duration length) { return length < kLatest - start ? start + length : kLatest; }

/// Rounded to whole nanoseconds, and within the axis.
constexpr Duration within_axis(double nanoseconds) {
    constexpr double kBeyond = 9.2e18;
    if (nanoseconds >= kBeyond) return kLatest.time_since_epoch();
    return Duration(static_cast<std::int64_t>(nanoseconds < 0 ? nanoseconds - 0.5 : nanoseconds + 0.5));
}

}  // namespace simul
