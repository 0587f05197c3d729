// How all orders are explored.
//
// Whoever waits by looking again comes back to a state, so the graph of states that were walked through (walk.h) may
// have circles; it is taken apart into components (components.h), and between these there are none. How many orders
// lead to an end is then a sum over the components, and the shortest of them a search in breadth. A component that
// nothing leaves, and in which no run ends, is a livelock. Each end is judged by the shortest run that leads there, the
// nearest first: so the answer does not depend on who walked where.
#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/analysis/explore/components.h"
#include "engine/analysis/explore/ends.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/explore/livelocks.h"
#include "engine/analysis/explore/shortest.h"
#include "engine/analysis/explore/walk.h"

namespace simul {

namespace {

class Explorer {
  public:
    Explorer(Explored& story, const Bounds& bounds, const EndCheck& check, Walked walked)
        : story_(story), bounds_(bounds), check_(check), walked_(std::move(walked)) {}

    Exploration explore();

  private:
    struct Judged {
        StateIndex state;
        JudgedEnd judged;
        bool falls_short;
        std::vector<TaskId> round{};  ///< of a livelock: who goes round, from this state on
    };

    void judge_ends(const Shortest& shortest);
    void judge(StateIndex state, const Example& way);
    void add_livelocks(const Components& components, const Shortest& shortest);
    void count(const Components& components);
    void choose_examples(const Shortest& shortest);

    Explored& story_;
    const Bounds& bounds_;
    const EndCheck& check_;
    Walked walked_;
    std::vector<Judged> judged_;
    Ends ends_;
    Exploration found_;
};

Exploration Explorer::explore() {
    found_.runs = walked_.runs;
    found_.left_off = walked_.left_off;
    found_.distinct_states = walked_.states.size();
    const Components components(walked_.states, walked_.root);
    const Shortest shortest(walked_.states, walked_.root);
    judge_ends(shortest);
    add_livelocks(components, shortest);
    count(components);
    choose_examples(shortest);
    ends_.give(story_, found_);
    found_.complete = found_.left_off.empty();
    return std::move(found_);
}

/// Where there are so many that the time is up, the farthest are left out. If it was up before, a little is left for
/// the nearest.
void Explorer::judge_ends(const Shortest& shortest) {
    constexpr std::size_t kAskAfter = 2'000;  // steps
    constexpr std::chrono::seconds kLittle{1};
    const auto begun = std::chrono::steady_clock::now();
    const auto why_enough = [this] { return bounds_.enough ? bounds_.enough() : std::string(); };
    const bool was_enough = !why_enough().empty();
    std::vector<std::uint8_t> is_end(walked_.states.size());
    for (const EndState& end : walked_.ends) is_end[end.state] = 1;
    std::size_t steps = 0;
    for (const StateIndex state : shortest.by_distance()) {
        if (!is_end[state]) continue;
        const Example way{shortest.to(state)};
        judge(state, way);
        steps += way.choices.size() + 1;
        if (steps < kAskAfter) continue;
        steps = 0;
        if (was_enough && std::chrono::steady_clock::now() - begun < kLittle) continue;
        if (const std::string why = why_enough(); !why.empty()) {
            if (found_.left_off.empty()) found_.left_off = why;
            return;
        }
    }
}

void Explorer::judge(StateIndex state, const Example& way) {
    const std::unique_ptr<Trace> trace = story_.record(way);
    judged_.push_back({state, ends_.judge(*trace, way), check_ && !check_(*trace)});
}

void Explorer::add_livelocks(const Components& components, const Shortest& shortest) {
    std::vector<StateIndex> ends;
    for (const Judged& end : judged_) ends.push_back(end.state);
    for (const Livelock& livelock : livelocks_in(walked_.states, components, shortest, ends)) {
        Example way{shortest.to(livelock.state)};
        way.round_from = way.choices.size();
        way.choices.insert(way.choices.end(), livelock.round.begin(), livelock.round.end());
        judge(livelock.state, way);
        judged_.back().round = livelock.round;
    }
}

/// Whoever comes into a component can leave it on each edge that leads out of it.
void Explorer::count(const Components& components) {
    std::vector<BigCount> ways(components.size());
    if (walked_.root != kNoState) ways[components.of(walked_.root)] = BigCount(1);
    const std::vector<StateIndex>& states = components.states_in_order();
    for (auto state = states.rbegin(); state != states.rend(); ++state)
        for (const StateEdge& edge : walked_.states.edges(*state)) {
            if (edge.to == kNoState) continue;
            if (components.of(edge.to) != components.of(*state))
                ways[components.of(edge.to)] += ways[components.of(*state)];
            else
                found_.goes_round = true;
        }
    for (const Judged& end : judged_) {
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
        for (const Judged& end : judged_)
            if (leads_there(end)) goals.push_back(end.state);
        const StateIndex goal = shortest.nearest(goals);
        Example way;
        if (goal == kNoState) return way;
        way.choices = shortest.to(goal);
        const auto end = std::find_if(judged_.begin(), judged_.end(),
                                      [&](const Judged& it) { return it.state == goal && leads_there(it); });
        if (end->round.empty()) return way;
        way.round_from = way.choices.size();
        way.choices.insert(way.choices.end(), end->round.begin(), end->round.end());
        return way;
    };
    for (std::size_t i = 0; i < ends_.results().size(); ++i)
        ends_.results()[i].example = example([i](const Judged& end) { return end.judged.result == i; });
    for (std::size_t i = 0; i < ends_.findings().size(); ++i) {
        if (ends_.findings()[i].kind == FindingKind::data_race)
            continue;  // another way to the same state may have none
        ends_.findings()[i].example = example([i](const Judged& end) {
            const std::vector<std::size_t>& found = end.judged.findings;
            return std::find(found.begin(), found.end(), i) != found.end();
        });
    }
    found_.short_example = example([](const Judged& end) { return end.falls_short; });
}

}  // namespace

Exploration explore(Explored& story, const Bounds& bounds, const EndCheck& check, std::span<Explored* const> helpers) {
    std::vector<Explored*> stories{&story};
    stories.insert(stories.end(), helpers.begin(), helpers.end());
    if (check)
        for (Explored* it : stories) it->tell_marks_apart();
    return Explorer(story, bounds, check, walk(stories, bounds)).explore();
}

Exploration exploration_of(Explored& story, const Bounds& bounds, Walked walked) {
    const EndCheck no_check;
    return Explorer(story, bounds, no_check, std::move(walked)).explore();
}

}  // namespace simul
