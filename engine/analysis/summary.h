// A run in a few sentences: how it ended, what limited it, how much of each core was used.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/metrics.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/timeline.h"

namespace simul {

struct CoreUse {
    CoreId core = kNoCore;
    double share = 0;  ///< of the makespan, 0 to 1
    Duration busy{0};
};

struct Summary {
    std::string ending;              ///< "All 25 tasks have ended, after 3 655 s = 1 h 55 s."
    std::string limit;               ///< "judit was held 98 % of the time: more cores would not help."
    std::vector<std::string> marks;  ///< "master_done at 1:00:00. This is the last of 720 moves …"
    std::vector<CoreUse> cores;
};

/// Of a run that has ended, or of what is recorded so far.
Summary summary_of(const TraceHeader& header, const Metrics& metrics, const Timeline& timeline, const Speech& speech);

/// What the run was short of, or what it was busy with: one sentence.
std::string limit_of(const TraceHeader& header, const Metrics& metrics, const Timeline& timeline, const Speech& speech);

}  // namespace simul
