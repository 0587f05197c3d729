// What came of a run, in a few words: the name of a branch.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/findings.h"
#include "engine/analysis/metrics.h"

namespace simul {

/// `data race`, `loop blocked`.
std::string in_words(FindingKind kind);

struct CameOf {
    std::string words;    ///< `counter = 1: an update is lost`, `deadlock`, `counter = 2`
    bool is_bad = false;  ///< something is wrong that can be seen: a data race alone is not
};

CameOf came_of(const Trace& trace, const Metrics& metrics, const std::vector<Finding>& findings);

}  // namespace simul
