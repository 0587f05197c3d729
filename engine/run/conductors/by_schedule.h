// Plays a list of decisions again, and notices when it does not fit.
#pragma once

#include <string>
#include <vector>

#include "engine/base/conductor.h"

namespace simul {

class BySchedule final : public Conductor {
  public:
    /// `choices`: who does each operation, in order. `after` (or null): who decides after the last of them.
    explicit BySchedule(std::vector<TaskId> choices, Conductor* after = nullptr)
        : choices_(std::move(choices)), after_(after) {}

    std::optional<std::size_t> choose(const Decision& decision) override;

    /// Ask after the run. Empty when the schedule fitted; else a sentence: at which step, and what was enabled.
    std::string misfit() const;

  private:
    std::vector<TaskId> choices_;
    Conductor* after_;
    std::size_t done_ = 0;
    std::string misfit_;
};

}  // namespace simul
