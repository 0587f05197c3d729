// All choices of a policy in a run, and any of them soon, forwards and backwards.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/ready_line.h"
#include "engine/trace/trace.h"

namespace simul {

/// Grows with the trace, which must stay where it is.
class PolicyChoices {
  public:
    /// Takes what was appended since the last call, always of the same trace. Where no policy chooses, or one thread
    /// does everything, there are none.
    void take(const Trace& trace);

    std::size_t size() const { return events_.size(); }
    /// The event that tells the choice of this number, from 0 on: before it the choice was still to be made.
    std::size_t event(std::size_t choice) const { return events_[choice]; }
    /// How many are among the first `events` events.
    std::size_t done(std::size_t events) const;
    PolicyChoice at(const Trace& trace, std::size_t choice) const;
    /// Of an event that tells a choice, or follows from it at once: why its task was chosen. Empty where the policy
    /// compares nothing, or not all is known.
    std::string reason_of(const Trace& trace, std::size_t event) const;

  private:
    void keep_frame();

    std::vector<std::size_t> events_;
    std::optional<ReadyLine> last_;  ///< after all events that were taken
    std::vector<ReadyLine> frames_;  ///< after `distance_`, 2 · `distance_` … events
    std::size_t distance_ = std::size_t{1} << 14;
    mutable std::optional<ReadyLine> asked_;  ///< after the choice that was asked for last
};

}  // namespace simul
