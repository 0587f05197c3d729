// Holds everything that Simul says of a run against a second reading of its raw events: the claims, the numbers, and
// what sentences say of cores, of the line of those who are ready, of steps, and of what was scarce. A claim or
// sentence that is not so fails the test.
#pragma once

#include <cstddef>

#include "engine/trace/trace.h"

namespace simul::testing {

/// At every event, or at so many moments of a longer trace, and at its end.
void check_claims(const Trace& trace, std::size_t moments = 150);

}  // namespace simul::testing
