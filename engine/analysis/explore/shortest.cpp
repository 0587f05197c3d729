#include "engine/analysis/explore/shortest.h"

#include <algorithm>

namespace simul {

Shortest::Shortest(const States& states, StateIndex root)
    : states_(states),
      root_(root),
      steps_(states.size(), kNever),
      switches_(states.edge_count(), kNever),
      from_(states.edge_count(), kNoState),
      first_(states.size(), kNoEdge),
      next_(states.edge_count(), kNoEdge) {
    if (root == kNoState) return;
    steps_[root] = 0;
    by_distance_.push_back(root);
    for (std::size_t i = 0; i < by_distance_.size(); ++i) leave(by_distance_[i]);
}

/// All that leads here in as few steps is known: whoever does so stood in the queue before.
void Shortest::leave(StateIndex state) {
    const std::span<const StateEdge> edges = states_.edges(state);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const StateIndex to = edges[i].to;
        if (to == kNoState) continue;
        if (steps_[to] == kNever) {
            steps_[to] = steps_[state] + 1;
            by_distance_.push_back(to);
        }
        if (steps_[to] != steps_[state] + 1) continue;
        const auto edge = static_cast<EdgeIndex>(states_.first_edge(state) + i);
        const EdgeIndex before = best_before(state, edges[i].task);
        switches_[edge] =
            before == kNoEdge ? 0 : switches_[before] + (states_.edge(before).task == edges[i].task ? 0 : 1);
        from_[edge] = state;
        arrive(edge, to);
    }
}

/// Those that come first stay first, whatever the states' numbers are.
void Shortest::arrive(EdgeIndex edge, StateIndex to) {
    EdgeIndex* place = &first_[to];
    while (*place != kNoEdge) place = &next_[*place];
    *place = edge;
}

Shortest::EdgeIndex Shortest::best_before(StateIndex state, TaskId task) const {
    EdgeIndex best = kNoEdge;
    std::uint32_t least = kNever;
    for (EdgeIndex edge = first_[state]; edge != kNoEdge; edge = next_[edge]) {
        const std::uint32_t switches = switches_[edge] + (states_.edge(edge).task == task ? 0 : 1);
        if (switches >= least) continue;
        least = switches;
        best = edge;
    }
    return best;
}

std::uint32_t Shortest::switches_to(StateIndex state) const {
    std::uint32_t least = state == root_ ? 0 : kNever;
    for (EdgeIndex edge = first_[state]; edge != kNoEdge; edge = next_[edge]) least = std::min(least, switches_[edge]);
    return least;
}

StateIndex Shortest::nearest(std::span<const StateIndex> goals) const {
    StateIndex best = kNoState;
    for (const StateIndex goal : goals) {
        if (steps_[goal] == kNever) continue;
        const bool nearer = best == kNoState || steps_[goal] < steps_[best] ||
                            (steps_[goal] == steps_[best] && switches_to(goal) < switches_to(best));
        if (nearer) best = goal;
    }
    return best;
}

std::vector<TaskId> Shortest::to(StateIndex goal) const {
    std::vector<TaskId> way;
    TaskId next = kNoTask;  // so that no edge has an advantage
    for (StateIndex at = goal; at != root_;) {
        const EdgeIndex edge = best_before(at, next);
        next = states_.edge(edge).task;
        way.push_back(next);
        at = from_[edge];
    }
    std::reverse(way.begin(), way.end());
    return way;
}

}  // namespace simul
