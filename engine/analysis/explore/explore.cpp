// How all orders are explored.
//
// A state cannot be copied, so each run begins at the beginning: it follows the path that was taken before up to the
// last decision where something is still untried, takes that, and goes on to the first state that is known already, or
// to an end. States that are equal are one. Whoever waits by looking again comes back to a state, so the graph of
// states may have circles; it is taken apart into components (components.h), and between these there are none. How
// many orders lead to an end is then a sum over the components, and the shortest of them a search in breadth. A
// component that nothing leaves, and in which no run ends, is a livelock.
#include <algorithm>
#include <limits>
#include <utility>

#include "engine/analysis/explore/components.h"
#include "engine/analysis/explore/ends.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/explore/livelocks.h"
#include "engine/analysis/explore/shortest.h"
#include "engine/analysis/explore/states.h"

namespace simul {

namespace {

class Explorer final : public Conductor {
  public:
    Explorer(Explored& story, const Bounds& bounds, const EndCheck& check)
        : story_(story), bounds_(bounds), check_(check) {
        if (check_) story_.tell_marks_apart();
    }

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
        std::vector<TaskId> round{};  ///< of a livelock: who goes round, from this state on
    };

    struct Standstill {
        StateIndex state;
        Example way;
    };

    bool may_go_on();
    void run_once();
    bool turn_back();
    void lead_to(StateIndex state);
    StateEdge& last_edge() { return states_.edges(path_.back().state)[path_.back().choice]; }
    std::vector<TaskId> choices_of_path() const;
    void add_end(StateIndex state, const Example& way);
    void add_livelocks(const Components& components, const Shortest& shortest);
    void count(const Components& components);
    void choose_examples(const Shortest& shortest);

    Explored& story_;
    const Bounds& bounds_;
    const EndCheck& check_;
    States states_;
    std::vector<Turn> path_;
    std::vector<EndState> ends_found_;
    std::vector<Standstill> standstills_;  ///< of this run: it could end there, and went on
    StateIndex root_ = kNoState;
    Ends ends_;
    Exploration found_;
};

Exploration Explorer::explore() {
    do run_once();
    while (turn_back() && may_go_on());
    found_.complete = found_.left_off.empty();
    found_.distinct_states = states_.size();
    const Components components(states_, root_);
    const Shortest shortest(states_, root_);
    add_livelocks(components, shortest);
    count(components);
    choose_examples(shortest);
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
    for (const Standstill& it : std::exchange(standstills_, {})) add_end(it.state, it.way);
    if (end.cut) return;
    bool is_new = false;
    const StateIndex state = states_.find(end.state, is_new);
    lead_to(state);
    if (is_new) add_end(state, Example{choices_of_path()});
}

void Explorer::add_end(StateIndex state, const Example& way) {
    const std::unique_ptr<Trace> trace = story_.record(way);
    ends_found_.push_back({state, ends_.judge(*trace, way), check_ && !check_(*trace)});
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
    if (decision.may_end) standstills_.push_back({state, Example{choices_of_path()}});
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
    for (; !path_.empty(); path_.pop_back())
        if (++path_.back().choice < states_.edges(path_.back().state).size()) return true;
    return false;
}

std::vector<TaskId> Explorer::choices_of_path() const {
    std::vector<TaskId> choices;
    for (const Turn& turn : path_) choices.push_back(states_.edges(turn.state)[turn.choice].task);
    return choices;
}

void Explorer::add_livelocks(const Components& components, const Shortest& shortest) {
    std::vector<StateIndex> ends;
    for (const EndState& end : ends_found_) ends.push_back(end.state);
    for (const Livelock& livelock : livelocks_in(states_, components, shortest, ends)) {
        Example way{shortest.to(livelock.state)};
        way.round_from = way.choices.size();
        way.choices.insert(way.choices.end(), livelock.round.begin(), livelock.round.end());
        add_end(livelock.state, way);
        ends_found_.back().round = livelock.round;
    }
}

/// Whoever comes into a component can leave it on each edge that leads out of it.
void Explorer::count(const Components& components) {
    std::vector<BigCount> ways(components.size());
    if (root_ != kNoState) ways[components.of(root_)] = BigCount(1);
    const std::vector<StateIndex>& states = components.states_in_order();
    for (auto state = states.rbegin(); state != states.rend(); ++state)
        for (const StateEdge& edge : states_.edges(*state)) {
            if (edge.to == kNoState) continue;
            if (components.of(edge.to) != components.of(*state))
                ways[components.of(edge.to)] += ways[components.of(*state)];
            else
                found_.goes_round = true;
        }
    for (const EndState& end : ends_found_) {
        const BigCount& orders = ways[components.of(end.state)];
        found_.interleavings += orders;
        if (end.falls_short) found_.falls_short += orders;
        ends_.results()[end.judged.result].count += orders;
        for (const std::size_t finding : end.judged.findings) ends_.findings()[finding].count += orders;
    }
}

void Explorer::choose_examples(const Shortest& shortest) {
    const auto example = [&](const auto& leads_there) {
        std::vector<StateIndex> goals;
        for (const EndState& end : ends_found_)
            if (leads_there(end)) goals.push_back(end.state);
        const StateIndex goal = shortest.nearest(goals);
        Example way;
        if (goal == kNoState) return way;
        way.choices = shortest.to(goal);
        const auto end = std::find_if(ends_found_.begin(), ends_found_.end(),
                                      [&](const EndState& it) { return it.state == goal && leads_there(it); });
        if (end->round.empty()) return way;
        way.round_from = way.choices.size();
        way.choices.insert(way.choices.end(), end->round.begin(), end->round.end());
        return way;
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
