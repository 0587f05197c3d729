// Durations and counts as people read them.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/time.h"

namespace simul {

/// `43 200 s`, `0.25 s`, `12.5 ms`, `3 us`: to a thousandth of its unit.
std::string short_time(Duration duration);

/// The same, and from a minute on what that is: `3 655 s = 1 h 55 s`.
std::string full_time(Duration duration);

/// `1 h 30 min`, `90 s` as `1 min 30 s`; below a minute as short_time. For an axis.
std::string axis_time(Duration duration);

/// `1 234 567`.
std::string grouped(std::uint64_t number);

/// `1 task`, `25 tasks`.
std::string plural(std::uint64_t count, std::string_view one);

/// A round length, so that at most `most_ticks` of them fit into `whole`.
Duration tick_length(Duration whole, int most_ticks);

}  // namespace simul
