// The shortest way through the states to a goal: the fewest steps, and of these the fewest switches between tasks.
#pragma once

#include <vector>

#include "engine/analysis/explore/states.h"

namespace simul {

class Shortest {
  public:
    /// `order`: all states, each after all that lead to it. The states must outlive this.
    Shortest(const States& states, std::vector<StateIndex> order, StateIndex root)
        : states_(states), order_(std::move(order)), root_(root) {}

    /// Who does each operation. Empty when no way leads there, or the root is a goal.
    std::vector<TaskId> to(const std::vector<bool>& goal) const;

  private:
    /// Steps above, switches below: so the smaller is the shorter.
    using Cost = std::uint64_t;
    static constexpr Cost kStep = Cost{1} << 32, kSwitch = 1, kNever = UINT64_MAX;

    Cost cost_after(const StateEdge& edge, const std::vector<bool>& goal, const std::vector<Cost>& costs,
                    std::size_t* next) const;

    const States& states_;
    std::vector<StateIndex> order_;
    StateIndex root_;
};

}  // namespace simul
