// The parts of the graph of states that runs can go round in.
#pragma once

#include <vector>

#include "engine/analysis/explore/states.h"

namespace simul {

/// Each state is in one component, with all that it leads to and that lead back to it. (Tarjan: Depth-first search and
/// linear graph algorithms, SIAM J. Comput. 1972.)
class Components {
  public:
    using Number = std::uint32_t;

    Components(const States& states, StateIndex root);

    /// From 0 on; a component that leads to another one has the higher number.
    Number of(StateIndex state) const { return numbers_[state]; }
    std::size_t size() const { return count_; }
    /// All states that the root leads to, by component: those that lead to others come after them.
    const std::vector<StateIndex>& states_in_order() const { return order_; }

  private:
    struct Visit {
        StateIndex state;
        std::size_t next_edge = 0;
    };

    void visit(StateIndex root);
    void begin(StateIndex state);
    bool follow(Visit& visit);
    void close(StateIndex state);

    const States& states_;
    std::vector<Number> numbers_;
    std::vector<std::uint32_t> found_, lowest_;  ///< when it was met, from 1 on; the first met that it leads back to
    std::vector<StateIndex> open_, order_;
    std::vector<Visit> visits_;
    std::uint32_t clock_ = 0;
    Number count_ = 0;
};

}  // namespace simul
