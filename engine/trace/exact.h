// Of which traces all is known: time and cores are the scenario's there.
#pragma once

#include "engine/trace/trace_header.h"

namespace simul {

/// The policy that the header of a conducted run names, whatever its clock. A step is a second.
inline constexpr const char* kConductedPolicy = "conducted";

inline bool is_conducted(const TraceHeader& header) { return header.policy == kConductedPolicy; }
inline bool is_exact(const TraceHeader& header) { return header.clock == Clock::simulated || is_conducted(header); }

}  // namespace simul
