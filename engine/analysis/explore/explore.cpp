// How all orders are explored.
//
// A state cannot be copied, so each run begins at the beginning: it follows the path that was taken before up to the
// last decision where something is still untried, takes that, and goes on to the first state that is known already, or
// to an end. States that are equal are one: the graph of states has no circles, because what a task remembers only
// grows. How many orders lead to an end is then a sum over the graph, and the shortest of them a search in it.
#include <algorithm>
#include <limits>

#include "engine/analysis/explore/ends.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/explore/shortest.h"
#include "engine/analysis/explore/states.h"

namespace simul {

namespace {

class Explorer final : public Conductor {
  public:
    Explorer(Explored& story, const Bounds& bounds, const EndCheck& check)
        : story_(story), bounds_(bounds), check_(check) {}

    Exploration explore();

    std::optional<std::size_t> choose(const Decision& decision) override;

  private:
    struct Turn {
        StateIndex state;
        std::size_t choice;  ///< which of its edges
    };
    struct EndState {
        StateIndex state;
        JudgedEnd judged;
        bool falls_short;
    };

    bool may_go_on();
    void run_once();
    bool turn_back();
    void lead_to(StateIndex state);
    StateEdge& last_edge() { return states_.edges(path_.back().state)[path_.back().choice]; }
    std::vector<TaskId> choices_of_path() const;
    std::vector<StateIndex> from_the_beginning() const;
    void count();
    void choose_examples();

    Explored& story_;
    const Bounds& bounds_;
    const EndCheck& check_;
    States states_;
    std::vector<Turn> path_;
    std::vector<StateIndex> done_;  ///< all that follows from these was explored; who follows stands before
    std::vector<EndState> end_states_;
    StateIndex root_ = kNoState;
    Ends ends_;
    Exploration found_;
};

Exploration Explorer::explore() {
    do run_once();
    while (turn_back() && may_go_on());
    found_.complete = found_.left_off.empty();
    found_.distinct_states = states_.size();
    count();
    choose_examples();
    ends_.give(story_, found_);
    return std::move(found_);
}

bool Explorer::may_go_on() {
    if (states_.bytes() > bounds_.bytes)
        found_.left_off = "the states take more memory than they may";
    else if (std::string why = bounds_.enough ? bounds_.enough() : ""; !why.empty())
        found_.left_off = std::move(why);
    else
        return true;
    return false;
}

void Explorer::run_once() {
    const Explored::End end = story_.run(*this);
    ++found_.runs;
    if (end.cut) return;
    bool is_new = false;
    const StateIndex state = states_.find(end.state, is_new);
    lead_to(state);
    if (!is_new) return;
    done_.push_back(state);
    const Example way{choices_of_path()};
    const std::unique_ptr<Trace> trace = story_.record(way.choices);
    end_states_.push_back({state, ends_.judge(*trace, way), check_ && !check_(*trace)});
}

std::optional<std::size_t> Explorer::choose(const Decision& decision) {
    if (decision.step < path_.size()) return path_[decision.step].choice;
    if (decision.step >= bounds_.steps) {
        found_.left_off = "there are runs with more steps than the bound";
        return std::nullopt;
    }
    bool is_new = false;
    const StateIndex state = states_.find(decision.standing.state(), is_new);
    lead_to(state);
    if (!is_new) return std::nullopt;
    states_.add_edges(state, decision.enabled);
    path_.push_back({state, 0});
    return 0;
}

void Explorer::lead_to(StateIndex state) {
    if (path_.empty())
        root_ = state;
    else
        last_edge().to = state;
}

/// To the last decision where something is untried. False: there is none.
bool Explorer::turn_back() {
    for (; !path_.empty(); path_.pop_back()) {
        if (++path_.back().choice < states_.edges(path_.back().state).size()) return true;
        done_.push_back(path_.back().state);
    }
    return false;
}

std::vector<TaskId> Explorer::choices_of_path() const {
    std::vector<TaskId> choices;
    for (const Turn& turn : path_) choices.push_back(states_.edges(turn.state)[turn.choice].task);
    return choices;
}

/// All states, each after all that lead to it.
std::vector<StateIndex> Explorer::from_the_beginning() const {
    std::vector<StateIndex> order;
    for (const Turn& turn : path_) order.push_back(turn.state);
    order.insert(order.end(), done_.rbegin(), done_.rend());
    return order;
}

void Explorer::count() {
    std::vector<BigCount> ways(states_.size());
    if (root_ != kNoState) ways[root_] = BigCount(1);
    for (const StateIndex state : from_the_beginning())
        for (const StateEdge& edge : states_.edges(state))
            if (edge.to != kNoState) ways[edge.to] += ways[state];
    for (const EndState& end : end_states_) {
        found_.interleavings += ways[end.state];
        if (end.falls_short) found_.falls_short += ways[end.state];
        ends_.results()[end.judged.result].count += ways[end.state];
        for (const std::size_t finding : end.judged.findings) ends_.findings()[finding].count += ways[end.state];
    }
}

void Explorer::choose_examples() {
    const Shortest shortest(states_, from_the_beginning(), root_);
    const auto example = [&](const auto& leads_there) {
        std::vector<bool> goal(states_.size());
        for (const EndState& end : end_states_)
            if (leads_there(end)) goal[end.state] = true;
        return Example{shortest.to(goal)};
    };
    for (std::size_t i = 0; i < ends_.results().size(); ++i)
        ends_.results()[i].example = example([i](const EndState& end) { return end.judged.result == i; });
    for (std::size_t i = 0; i < ends_.findings().size(); ++i) {
        if (ends_.findings()[i].kind == FindingKind::data_race)
            continue;  // another way to the same state may have none
        ends_.findings()[i].example = example([i](const EndState& end) {
            const std::vector<std::size_t>& found = end.judged.findings;
            return std::find(found.begin(), found.end(), i) != found.end();
        });
    }
    found_.short_example = example([](const EndState& end) { return end.falls_short; });
}

}  // namespace

Exploration explore(Explored& story, const Bounds& bounds, const EndCheck& check) {
    return Explorer(story, bounds, check).explore();
}

}  // namespace simul
