// A run in a few sentences: how it ended, what was scarce in it, its marks, how much of each core was used.
#pragma once

#include <optional>
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
    std::string ending;               ///< "All 25 tasks have ended, after 3 655 s = 1 h 55 s."
    std::vector<std::string> scarce;  ///< "Judit was held 98 % of the time." Facts, and nothing that they might mean
    std::vector<std::string> marks;   ///< "master_done at 1:00:00. This is the last of 720 moves …"
    std::vector<CoreUse> cores;

    /// One after another.
    std::vector<std::string> sentences() const;
};

/// Of a run that has ended, or of what is recorded so far. `stolen_s`: scenario seconds that other programs took from a
/// real run, if that is known.
Summary summary_of(const TraceHeader& header, const Metrics& metrics, const Timeline& timeline, const Speech& speech,
                   std::optional<double> stolen_s = std::nullopt);

/// Why the mark is when it is, in the story's words: they are about a whole run, in time. Empty: it is none, or they
/// have none.
std::string_view reason_of(const TraceHeader& header, const Metrics& metrics, const Speech& speech,
                           std::string_view mark);

/// What was in use nearly all the time, or taken by others, or not needed: what the trace shows, and no more.
std::vector<std::string> scarce_in(const TraceHeader& header, const Metrics& metrics, const Timeline& timeline,
                                   const Speech& speech, std::optional<double> stolen_s);

}  // namespace simul
