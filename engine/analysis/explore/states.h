// The states that exploring has met, and which operation leads from which to which.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/state_hash.h"

namespace simul {

using StateIndex = std::uint32_t;
inline constexpr StateIndex kNoState = UINT32_MAX;

/// The operation that `task` would do, and the state that it leads to, once that is known.
struct StateEdge {
    TaskId task = kNoTask;
    StateIndex to = kNoState;
};

class States {
  public:
    std::size_t size() const { return states_.size(); }
    std::size_t edge_count() const { return edges_.size(); }
    /// What they take, and will take once they are counted.
    std::size_t bytes() const;

    /// The state with this hash; it may be new, and then has no edges yet.
    StateIndex find(const StateHash& hash, bool& is_new);
    void add_edges(StateIndex state, std::span<const TaskId> enabled);
    /// The next of its edges that nobody took, which is then taken. Nothing: all are.
    std::optional<std::size_t> take_edge(StateIndex state);

    const StateHash& hash_of(StateIndex state) const { return states_[state].hash; }
    std::span<StateEdge> edges(StateIndex state) {
        return {edges_.data() + states_[state].first_edge, states_[state].edge_count};
    }
    std::span<const StateEdge> edges(StateIndex state) const { return const_cast<States*>(this)->edges(state); }
    const StateEdge& edge(std::size_t index) const { return edges_[index]; }
    /// Of all edges, where those of this state begin.
    std::size_t first_edge(StateIndex state) const { return states_[state].first_edge; }

  private:
    struct State {
        StateHash hash;
        std::uint32_t first_edge = 0, edge_count = 0, taken = 0;
    };

    void grow();

    std::vector<State> states_;
    std::vector<StateEdge> edges_;
    std::vector<StateIndex> table_ = std::vector<StateIndex>(1024, kNoState);  ///< by hash, open addressing
};

}  // namespace simul
