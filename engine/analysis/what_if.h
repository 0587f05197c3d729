// What more of something would change. That something was scarce in a run does not prove that more of it helps; another
// run, in simulated time, that has more of it does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/metrics.h"
#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/trace/trace_header.h"

namespace simul {

struct Trial {
    enum class Kind : std::uint8_t { core, worker, permit, free_switches };
    Kind kind{};
    ResourceId semaphore = kNoResource;  ///< permit: of which
    friend bool operator==(const Trial&, const Trial&) = default;
};

/// How long the simulated run takes as it is, and with the change. Both have finished.
struct WhatIf {
    Trial trial;
    Duration as_it_is{0}, changed{0};
};

/// What the run may have lacked. None of a run that did not finish, is conducted, or is too long to be made again.
std::vector<Trial> trials_for(const TraceHeader& header, const Metrics& metrics);

/// "With one more core it would end after 240 s, not 480 s." Left out where the simulated run is not the one that is
/// told of.
std::vector<std::string> in_words(const TraceHeader& header, const Metrics& metrics,
                                  const std::vector<WhatIf>& what_ifs);

}  // namespace simul
