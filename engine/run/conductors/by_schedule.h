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

    /// After the last choice all is to be as it was after so many, and the run ends there: it would go round for ever.
    void goes_round(std::size_t since) { round_from_ = since; }

    std::optional<std::size_t> choose(const Decision& decision) override;
    std::optional<std::size_t> goes_round_since() const override;

    /// Ask after the run. Empty when the schedule fitted; else a sentence: at which step, and what was enabled.
    std::string misfit() const;

  private:
    std::vector<TaskId> choices_;
    Conductor* after_;
    std::optional<std::size_t> end_round(const Decision& decision);

    std::size_t done_ = 0;
    std::optional<std::size_t> round_from_;
    StateHash round_begins_;
    bool went_round_ = false;
    std::string misfit_;
};

}  // namespace simul
