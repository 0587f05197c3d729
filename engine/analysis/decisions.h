// A conducted run as a list of decisions: who stood before what, who could go on, and who was chosen.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/moment.h"
#include "engine/analysis/speech.h"
#include "engine/trace/trace.h"

namespace simul {

/// One who asks for an operation at a moment, or a happening.
struct Candidate {
    Intent intent;
    bool can_go_on = false;
    std::size_t event = 0;  ///< that says so
};

/// Somebody who has only one to choose decides nothing.
constexpr bool is_click(std::size_t enabled) { return enabled > 1; }

/// All who ask, by number, then what may happen.
std::vector<Candidate> candidates_of(const Trace& trace, const Moment& moment);

/// Of the `stand` at this index: `store 1 into counter (line 35)`; of a `may_happen`, what.
std::string intent_in_words(const Trace& trace, std::size_t stand, const Speech& speech);
/// Of the same: `i = 1, seen = 0`; empty in a story that shows none.
std::string_view locals_of(const Trace& trace, std::size_t stand);
/// Why the candidate cannot continue: `waits for fork 2, which philosopher 1 holds`.
std::string obstacle_in_words(const Moment& moment, const Candidate& candidate, const Speech& speech);

/// Where in the trace the decisions were made. Grows with it.
class Steps {
  public:
    /// Takes what was appended since the last call, always of the same trace.
    void take(const Trace& trace);

    std::size_t size() const { return events_.size(); }
    /// The `step` of this number, from 0 on: before it the decision was still to be made.
    std::size_t event(std::size_t step) const { return events_[step]; }
    TaskId chosen(std::size_t step) const { return chosen_[step]; }
    /// How many are among the first `events` events.
    std::size_t done(std::size_t events) const;
    /// How many of the decisions before this step had more than one to choose.
    std::size_t clicks(std::size_t steps) const { return steps == 0 ? 0 : clicks_[steps - 1]; }
    /// The decisions before this step, as a schedule has them.
    std::vector<TaskId> choices(std::size_t steps) const {
        return {chosen_.begin(), chosen_.begin() + static_cast<std::ptrdiff_t>(steps)};
    }

  private:
    void follow_stand(const TraceEvent& event);

    std::vector<std::size_t> events_;
    std::vector<TaskId> chosen_;
    std::vector<std::size_t> clicks_;  ///< after each step
    std::set<TaskId> enabled_;         ///< at the end of what was taken
    std::size_t taken_ = 0;
};

/// Whether the first so many events of two runs are equal.
bool begin_alike(const Trace& one, const Trace& other, std::size_t events);

}  // namespace simul
