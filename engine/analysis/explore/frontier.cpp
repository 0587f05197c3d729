#include "engine/analysis/explore/frontier.h"

#include <utility>

namespace simul {

namespace {

/// Walks in breadth: each run makes one step more than its way, which leads to a state that is known or new, or to an
/// end.
class Levels final : public Conductor {
  public:
    Levels(Explored& story, const Bounds& bounds) : story_(story), bounds_(bounds) {}

    Frontier walk(std::size_t wanted);
    std::optional<std::size_t> choose(const Decision& decision) override;

  private:
    void walk_level();
    void run_once();
    std::optional<StateIndex> arrive(const StateHash& hash);
    bool may_go_on();

    Explored& story_;
    const Bounds& bounds_;
    Frontier found_;
    std::vector<Way> next_;  ///< the places that are one step farther
    Way way_;
};

/// A story that is much longer than broad is walked through no further for more places.
Frontier Levels::walk(std::size_t wanted) {
    constexpr std::size_t kMostStatesOfPlace = 64;
    run_once();
    found_.places = std::exchange(next_, {});
    while (!found_.places.empty() && found_.places.size() < wanted &&
           found_.walked.states.size() < wanted * kMostStatesOfPlace && may_go_on())
        walk_level();
    return std::move(found_);
}

void Levels::walk_level() {
    for (const Way& place : found_.places) {
        way_ = place;
        while (const auto edge = found_.walked.states.take_edge(way_.back().state)) {
            way_.back().choice = *edge;
            run_once();
        }
        if (!may_go_on()) break;
    }
    found_.places = std::exchange(next_, {});
}

void Levels::run_once() {
    const Explored::End end = story_.run(*this);
    ++found_.walked.runs;
    if (end.cut) return;
    if (const std::optional<StateIndex> state = arrive(end.state)) found_.walked.ends.push_back({*state, false});
}

std::optional<std::size_t> Levels::choose(const Decision& decision) {
    if (decision.step < way_.size()) return way_[decision.step].choice;
    if (decision.step >= bounds_.steps) {
        found_.walked.left_off = "there are runs with more steps than the bound";
        return std::nullopt;
    }
    const std::optional<StateIndex> state = arrive(decision.standing.state());
    if (!state) return std::nullopt;
    if (decision.may_end) found_.walked.ends.push_back({*state, true});
    found_.walked.states.add_edges(*state, decision.enabled);
    next_.push_back(way_);
    next_.back().push_back({*state, 0});
    return std::nullopt;
}

/// At the state that the way leads to, which is given if it is new.
std::optional<StateIndex> Levels::arrive(const StateHash& hash) {
    bool is_new = false;
    const StateIndex state = found_.walked.states.find(hash, is_new);
    lead_to(found_.walked, way_, state);
    return is_new ? std::optional(state) : std::nullopt;
}

bool Levels::may_go_on() {
    std::string& left_off = found_.walked.left_off;
    if (left_off.empty() && bounds_.enough) left_off = bounds_.enough();
    return left_off.empty();
}

}  // namespace

void lead_to(Walked& walked, const Way& way, StateIndex state) {
    if (way.empty())
        walked.root = state;
    else
        walked.states.edges(way.back().state)[way.back().choice].to = state;
}

void Frontier::keep(const Part& part) {
    std::vector<Way> own;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (part.has(i)) own.push_back(std::move(places[i]));
    places = std::move(own);
}

Frontier frontier_of(Explored& story, const Bounds& bounds, std::size_t parts) {
    constexpr std::size_t kPlacesOfPart = 8;
    return Levels(story, bounds).walk(parts * kPlacesOfPart);
}

}  // namespace simul
