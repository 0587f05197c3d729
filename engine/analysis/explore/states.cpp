#include "engine/analysis/explore/states.h"

#include "engine/base/big_count.h"

namespace simul {

std::size_t States::bytes() const {
    constexpr std::size_t kToCountState = sizeof(BigCount) + 7 * sizeof(StateIndex), kToCountEdge = 12;
    return states_.size() * (sizeof(State) + kToCountState) + edges_.size() * (sizeof(StateEdge) + kToCountEdge) +
           table_.size() * sizeof(StateIndex);
}

StateIndex States::find(const StateHash& hash, bool& is_new) {
    if (states_.size() * 2 >= table_.size()) grow();
    const std::size_t mask = table_.size() - 1;
    std::size_t at = hash.first & mask;
    while (table_[at] != kNoState && !(states_[table_[at]].hash == hash)) at = (at + 1) & mask;
    is_new = table_[at] == kNoState;
    if (is_new) {
        table_[at] = static_cast<StateIndex>(states_.size());
        states_.push_back({hash, static_cast<std::uint32_t>(edges_.size()), 0, 0});
    }
    return table_[at];
}

void States::add_edges(StateIndex state, std::span<const TaskId> enabled) {
    states_[state].first_edge = static_cast<std::uint32_t>(edges_.size());
    states_[state].edge_count = static_cast<std::uint32_t>(enabled.size());
    for (const TaskId task : enabled) edges_.push_back({task, kNoState});
}

std::optional<std::size_t> States::take_edge(StateIndex state) {
    if (states_[state].taken == states_[state].edge_count) return std::nullopt;
    return states_[state].taken++;
}

void States::grow() {
    table_.assign(table_.size() * 2, kNoState);
    const std::size_t mask = table_.size() - 1;
    for (std::size_t i = 0; i < states_.size(); ++i) {
        std::size_t at = states_[i].hash.first & mask;
        while (table_[at] != kNoState) at = (at + 1) & mask;
        table_[at] = static_cast<StateIndex>(i);
    }
}

}  // namespace simul
