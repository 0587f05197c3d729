#include "engine/analysis/explore/components.h"

#include <algorithm>

namespace simul {

constexpr Components::Number kOpen = UINT32_MAX;

Components::Components(const States& states, StateIndex root)
    : states_(states), numbers_(states.size(), kOpen), found_(states.size()), lowest_(states.size()) {
    if (root == kNoState) return;
    order_.reserve(states.size());
    begin(root);
    while (!visits_.empty()) {
        if (follow(visits_.back())) continue;
        const StateIndex done = visits_.back().state;
        visits_.pop_back();
        close(done);
        if (visits_.empty()) return;
        const StateIndex before = visits_.back().state;
        lowest_[before] = std::min(lowest_[before], lowest_[done]);
    }
}

void Components::begin(StateIndex state) {
    found_[state] = lowest_[state] = ++clock_;
    open_.push_back(state);
    visits_.push_back({state});
}

/// Along the next edge. False: there is none.
bool Components::follow(Visit& visit) {
    const std::span<const StateEdge> edges = states_.edges(visit.state);
    while (visit.next_edge < edges.size()) {
        const StateIndex to = edges[visit.next_edge++].to;
        if (to == kNoState) continue;
        if (found_[to] == 0) {
            begin(to);
            return true;
        }
        if (numbers_[to] == kOpen) lowest_[visit.state] = std::min(lowest_[visit.state], found_[to]);
    }
    return false;
}

/// All that follows was looked at. If nothing leads back to what was met before, the component is complete.
void Components::close(StateIndex state) {
    if (lowest_[state] != found_[state]) return;
    StateIndex member = kNoState;
    do {
        member = open_.back();
        open_.pop_back();
        numbers_[member] = count_;
        order_.push_back(member);
    } while (member != state);
    ++count_;
}

}  // namespace simul
