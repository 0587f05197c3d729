// What stands beside a scene: how many tasks do what, at this moment, of all that they ever do in the run.
#pragma once

#include <vector>

#include "engine/analysis/claim_words.h"
#include "engine/analysis/metrics.h"

namespace simul {

struct LegendLine {
    Crowd crowd;             ///< of this moment; it may be of nobody
    std::uint64_t most = 0;  ///< how many tasks do this at some time
};

/// All but those that have ended well.
std::vector<LegendLine> legend_of(const ClaimView& view, const Metrics& metrics, bool in_story_words = true);

}  // namespace simul
