#include "engine/analysis/explore/shortest.h"

namespace simul {

/// Of what follows an edge; `next`: which edge is the best to go on with.
Shortest::Cost Shortest::cost_after(const StateEdge& edge, const std::vector<bool>& goal,
                                    const std::vector<Cost>& costs, std::size_t* next) const {
    if (edge.to == kNoState) return kNever;
    if (goal[edge.to]) return 0;
    Cost best = kNever;
    const std::span<const StateEdge> edges = states_.edges(edge.to);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const Cost cost = costs[states_.first_edge(edge.to) + i];
        if (cost == kNever) continue;
        const Cost with_switch = cost + (edges[i].task == edge.task ? 0 : kSwitch);
        if (with_switch >= best) continue;
        best = with_switch;
        if (next) *next = i;
    }
    return best;
}

std::vector<TaskId> Shortest::to(const std::vector<bool>& goal) const {
    if (root_ == kNoState || goal[root_]) return {};
    std::vector<Cost> costs(states_.edge_count(), kNever);
    for (std::size_t i = order_.size(); i > 0; --i) {
        const std::span<const StateEdge> edges = states_.edges(order_[i - 1]);
        for (std::size_t j = 0; j < edges.size(); ++j) {
            const Cost after = cost_after(edges[j], goal, costs, nullptr);
            if (after != kNever) costs[states_.first_edge(order_[i - 1]) + j] = after + kStep;
        }
    }
    std::vector<TaskId> way;
    std::size_t next = 0;
    StateEdge edge{kNoTask, root_};
    while (!goal[edge.to]) {
        if (cost_after(edge, goal, costs, &next) == kNever) return {};
        edge = states_.edges(edge.to)[next];
        way.push_back(edge.task);
    }
    return way;
}

}  // namespace simul
