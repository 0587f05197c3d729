// The shortest way through the states to a goal: the fewest steps, and of these the fewest switches between tasks.
#pragma once

#include <span>
#include <vector>

#include "engine/analysis/explore/states.h"

namespace simul {

/// One search in breadth from the root, for all goals.
class Shortest {
  public:
    /// The states must outlive this.
    Shortest(const States& states, StateIndex root);

    /// All that can be reached, the nearest first; the same whatever the states' numbers are.
    const std::vector<StateIndex>& by_distance() const { return by_distance_; }
    /// To the nearest of them; kNoState: none can be reached.
    StateIndex nearest(std::span<const StateIndex> goals) const;
    /// Who does each operation on the way to this state.
    std::vector<TaskId> to(StateIndex goal) const;

  private:
    using EdgeIndex = std::uint32_t;
    static constexpr EdgeIndex kNoEdge = UINT32_MAX;
    static constexpr std::uint32_t kNever = UINT32_MAX;

    void leave(StateIndex state);
    void arrive(EdgeIndex edge, StateIndex to);
    /// Of the edges on which one comes here in the fewest steps, the one from which `task` continues with the fewest
    /// switches.
    EdgeIndex best_before(StateIndex state, TaskId task) const;
    std::uint32_t switches_to(StateIndex state) const;

    const States& states_;
    StateIndex root_;
    std::vector<StateIndex> by_distance_;
    std::vector<std::uint32_t> steps_;     ///< by state
    std::vector<std::uint32_t> switches_;  ///< by edge, its own step included
    std::vector<StateIndex> from_;         ///< by edge
    std::vector<EdgeIndex> first_, next_;  ///< by state, by edge: those on which one comes here in the fewest steps
};

}  // namespace simul
