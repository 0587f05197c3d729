// The ends of runs, sorted: which result each is, and what was found on the way.
#pragma once

#include <map>
#include <span>
#include <utility>
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
    /// Gives both lists away, in the order in which they are shown. Each example is played before, and one that does
    /// not show what it claims gives way to the run in which that was seen.
    void give(Explored& story, Exploration& into);

  private:
    std::size_t result_of(ExploredResult result, const Example& way);
    std::size_t finding_of(const Finding& finding, const Trace& trace, const Example& way);
    void play(Explored& story, ExploredResult& result, const Example& seen) const;
    void play(Explored& story, ExploredFinding& finding, const Example& seen) const;

    std::vector<ExploredResult> results_;
    std::vector<ExploredFinding> findings_;
    std::vector<Example> seen_results_, seen_findings_;  ///< the run in which each was seen for the first time
};

/// The ends of runs that are counted one by one. Of those that end in the same state only the first is read.
class CountedEnds {
  public:
    void count(Explored& story, const StateHash& state, const Example& way);
    std::size_t size() const { return known_.size(); }  ///< of different states
    void give(Explored& story, Exploration& into) { ends_.give(story, into); }

  private:
    std::map<std::pair<std::uint64_t, std::uint64_t>, JudgedEnd> known_;
    Ends ends_;
};

}  // namespace simul
