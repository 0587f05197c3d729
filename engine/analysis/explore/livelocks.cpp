#include "engine/analysis/explore/livelocks.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace simul {

namespace {

/// A walk within one component that nothing leaves.
class Round {
  public:
    Round(const States& states, StateIndex start) : states_(states), at_(start), start_(start) {}

    std::vector<TaskId> walk(const std::vector<TaskId>& tasks) {
        for (const TaskId task : tasks)
            if (std::find(walked_.begin(), walked_.end(), task) == walked_.end())
                go_to([task](const StateEdge& edge) { return edge.task == task; });
        if (at_ != start_) go_to([this](const StateEdge& edge) { return edge.to == start_; });
        return std::move(walked_);
    }

  private:
    struct Came {
        StateIndex from;
        StateEdge by;
    };

    /// The shortest way over an edge that is wanted.
    void go_to(const std::function<bool(const StateEdge&)>& wanted) {
        std::unordered_map<StateIndex, Came> came{{at_, {kNoState, {}}}};
        std::vector<StateIndex> queue{at_};
        for (std::size_t i = 0; i < queue.size(); ++i)
            for (const StateEdge& edge : states_.edges(queue[i])) {
                if (wanted(edge)) return take(came, queue[i], edge);
                if (came.try_emplace(edge.to, Came{queue[i], edge}).second) queue.push_back(edge.to);
            }
    }

    void take(const std::unordered_map<StateIndex, Came>& came, StateIndex last, const StateEdge& edge) {
        std::vector<TaskId> way{edge.task};
        for (StateIndex at = last; came.at(at).from != kNoState; at = came.at(at).from)
            way.push_back(came.at(at).by.task);
        walked_.insert(walked_.end(), way.rbegin(), way.rend());
        at_ = edge.to;
    }

    const States& states_;
    StateIndex at_, start_;
    std::vector<TaskId> walked_;
};

std::vector<TaskId> tasks_in(const States& states, std::span<const StateIndex> component) {
    std::vector<TaskId> tasks;
    for (const StateIndex state : component)
        for (const StateEdge& edge : states.edges(state))
            if (std::find(tasks.begin(), tasks.end(), edge.task) == tasks.end()) tasks.push_back(edge.task);
    std::sort(tasks.begin(), tasks.end());
    return tasks;
}

}  // namespace

std::vector<Livelock> livelocks_in(const States& states, const Components& components, const Shortest& shortest,
                                   std::span<const StateIndex> ends) {
    std::vector<bool> left(components.size());
    for (const StateIndex end : ends) left[components.of(end)] = true;
    const std::vector<StateIndex>& order = components.states_in_order();
    for (const StateIndex state : order) {
        const std::span<const StateEdge> edges = states.edges(state);
        const bool leaves = std::any_of(edges.begin(), edges.end(), [&](const StateEdge& edge) {
            return edge.to == kNoState || components.of(edge.to) != components.of(state);
        });
        if (leaves || edges.empty()) left[components.of(state)] = true;
    }
    std::vector<Livelock> livelocks;
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && components.of(order[end]) == components.of(order[begin])) ++end;
        if (left[components.of(order[begin])]) continue;
        const std::span<const StateIndex> component(order.data() + begin, end - begin);
        const StateIndex state = shortest.nearest(component);
        livelocks.push_back({state, Round(states, state).walk(tasks_in(states, component))});
    }
    return livelocks;
}

}  // namespace simul
