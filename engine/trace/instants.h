// Where the instants of a trace stand.
#pragma once

#include <cstddef>

#include "engine/trace/trace.h"

namespace simul {

/// How many of the first `size` events are no later than `at`.
inline std::size_t events_until(const Trace& trace, std::size_t size, Time at) {
    std::size_t low = 0, high = size;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (trace[middle].time <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

}  // namespace simul
