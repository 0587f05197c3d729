// Any moment of a long run, soon: the state of the world is kept now and then, and what lies between is folded again.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "engine/analysis/moment.h"

namespace simul {

/// Grows with the trace, which must stay where it is. The longer the run and the more tasks it has, the farther apart
/// its key frames: together they stay below a budget.
class Moments {
  public:
    Moments() = default;
    /// `distance`: events between two key frames at first. `budget`: bytes.
    Moments(std::size_t distance, std::size_t budget) : distance_(distance), budget_(budget) {}

    /// Takes what was appended since the last call, so that `after` need not.
    void take(const Trace& trace);

    /// After the first `events` events. Valid until two other moments have been asked for; one that is a little later
    /// than one of the last two comes at once.
    const Moment& after(const Trace& trace, std::size_t events);

    std::size_t key_frames() const { return frames_.size(); }
    /// About what the key frames take.
    std::size_t bytes() const { return bytes_; }

  private:
    static constexpr std::size_t kDistance = std::size_t{1} << 16;
    static constexpr std::size_t kBudget = std::size_t{192} << 20;

    void keep(const Moment& moment);
    void thin_out();
    const Moment* best_before(std::size_t events) const;

    std::size_t distance_ = kDistance;
    std::size_t budget_ = kBudget;
    std::size_t bytes_ = 0;
    std::vector<Moment> frames_;  ///< after `distance_`, 2 · `distance_` … events
    std::optional<Moment> last_;  ///< after all events that were taken
    std::array<std::optional<Moment>, 2> asked_;
    std::size_t older_ = 0;  ///< which of `asked_` was asked for longer ago
};

}  // namespace simul
