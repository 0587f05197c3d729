// The ends of runs, sorted: which result each is, and what was found on the way.
#pragma once

#include <span>
#include <vector>

#include "engine/analysis/explore/exploration.h"

namespace simul {

/// What is known of one end state.
struct JudgedEnd {
    std::size_t result = 0;
    std::vector<std::size_t> findings;  ///< each once
};

class Ends {
  public:
    /// Reads the trace of a run to its end. `way`: what led there; the example of what is found for the first time.
    JudgedEnd judge(const Trace& trace, const Example& way);

    std::vector<ExploredResult>& results() { return results_; }
    std::vector<ExploredFinding>& findings() { return findings_; }
    /// Gives both lists away, in the order in which they are shown. Findings are told as in their examples.
    void give(Explored& story, Exploration& into);

  private:
    std::size_t result_of(ExploredResult result);
    std::size_t finding_of(const Finding& finding, const Example& way);

    std::vector<ExploredResult> results_;
    std::vector<ExploredFinding> findings_;
};

}  // namespace simul
