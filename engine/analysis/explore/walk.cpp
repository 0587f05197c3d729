// How it works. A state cannot be copied, so each run begins at the beginning: it follows the path that was taken
// before up to the last decision where something is untried, takes that, and continues to the first state that is known
// already, or to an end. States that are equal are one.
//
// Each thread walks with a story of its own; what they have met they have in common. Whoever finds nothing untried on
// its own path takes something from the path of another one, as near to the beginning as there is, since most is behind
// that. An edge is taken once, by whoever takes it, so all are walked once.
//
// In a part, all states up to the frontier were walked before. Each walk begins at a place of the frontier that is the
// part's own; what other parts walk on from is known here, too, so that nobody continues from there.
#include "engine/analysis/explore/walk.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "engine/analysis/explore/frontier.h"

namespace simul {

namespace {

class Walker;

/// What the walkers have in common. Whatever stands here is used under the guard.
struct Common {
    Common(const Bounds& all, Frontier before) : bounds(all), walked(std::move(before.walked)) {
        beginnings = std::move(before.places);
    }

    const Bounds& bounds;
    std::mutex guard;
    std::condition_variable changed;  ///< there may be something to take, or all is over
    Walked walked;
    std::vector<Way> beginnings;  ///< where nobody has gone on from yet
    std::vector<Walker*> walkers;
    std::size_t idle = 0;
    bool over = false;
    bool met_bound = false;  ///< of steps or memory
    std::exception_ptr failure;

    void leave_off(std::string why) {
        walked.left_off = std::move(why);
        end();
    }
    void meet_bound(std::string why) {
        met_bound = true;
        leave_off(std::move(why));
    }
    /// Who is alone continues with shorter runs.
    void meet_longest_run() {
        constexpr const char* kWhy = "there are runs with more steps than the bound";
        if (walkers.size() > 1) return meet_bound(kWhy);
        walked.left_off = kWhy;
    }
    void end() {
        over = true;
        changed.notify_all();
    }
    bool may_go_on() {
        if (!over && walked.states.bytes() > bounds.bytes) meet_bound("the states take more memory than they may");
        if (std::string why = !over && bounds.enough ? bounds.enough() : ""; !why.empty()) leave_off(std::move(why));
        return !over;
    }
};

class Walker final : public Conductor {
  public:
    Walker(Common& common, Explored& story) : common_(common), story_(story) {}

    /// `first`: from the beginning. The others begin with what they take from it.
    void walk(bool first) {
        try {
            for (bool has_more = first || take_more(); has_more; has_more = take_more()) run_once();
        } catch (...) {
            const std::lock_guard lock(common_.guard);
            if (!common_.failure) common_.failure = std::current_exception();
            common_.end();
        }
    }

    std::optional<std::size_t> choose(const Decision& decision) override;

  private:
    void run_once();
    bool take_more();
    bool turn_back();
    bool begin_anew();
    bool take_from_others();
    bool take_from(const Walker& other);

    Common& common_;
    Explored& story_;
    Way path_;  ///< changed under the guard, as others look at it
};

void Walker::run_once() {
    const Explored::End end = story_.run(*this);
    const std::lock_guard lock(common_.guard);
    ++common_.walked.runs;
    if (end.cut) return;
    bool is_new = false;
    const StateIndex state = common_.walked.states.find(end.state, is_new);
    lead_to(common_.walked, path_, state);
    if (is_new) common_.walked.ends.push_back({state, false});
}

std::optional<std::size_t> Walker::choose(const Decision& decision) {
    if (decision.step < path_.size()) return path_[decision.step].choice;
    const StateHash hash = decision.standing.state();
    const std::lock_guard lock(common_.guard);
    if (decision.step >= common_.bounds.steps) {
        common_.meet_longest_run();
        return std::nullopt;
    }
    States& states = common_.walked.states;
    bool is_new = false;
    const StateIndex state = states.find(hash, is_new);
    lead_to(common_.walked, path_, state);
    if (!is_new || (asks_within_run(decision) && !common_.may_go_on())) return std::nullopt;
    if (decision.may_end) common_.walked.ends.push_back({state, true});
    states.add_edges(state, decision.enabled);
    path_.push_back({state, *states.take_edge(state)});
    if (common_.idle > 0) common_.changed.notify_one();
    return path_.back().choice;
}

/// False: there is nothing untried any more, or it is time to leave off.
bool Walker::take_more() {
    std::unique_lock lock(common_.guard);
    if (!common_.may_go_on()) return false;
    if (turn_back() || begin_anew()) return true;
    ++common_.idle;
    while (!common_.over) {
        if (take_from_others()) {
            --common_.idle;
            return true;
        }
        if (common_.idle == common_.walkers.size())
            common_.end();
        else
            common_.changed.wait(lock);
    }
    return false;
}

/// To the last decision where something is untried.
bool Walker::turn_back() {
    for (; !path_.empty(); path_.pop_back())
        if (const auto edge = common_.walked.states.take_edge(path_.back().state)) {
            path_.back().choice = *edge;
            return true;
        }
    return false;
}

/// From a place that this part continues from.
bool Walker::begin_anew() {
    while (!common_.beginnings.empty()) {
        path_ = std::move(common_.beginnings.back());
        common_.beginnings.pop_back();
        if (turn_back()) return true;
    }
    return false;
}

bool Walker::take_from_others() {
    return std::any_of(common_.walkers.begin(), common_.walkers.end(),
                       [this](const Walker* other) { return other != this && take_from(*other); });
}

bool Walker::take_from(const Walker& other) {
    for (std::size_t i = 0; i < other.path_.size(); ++i)
        if (const auto edge = common_.walked.states.take_edge(other.path_[i].state)) {
            path_.assign(other.path_.begin(), other.path_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            path_.back().choice = *edge;
            return true;
        }
    return false;
}

/// Nothing: they met a bound, and who meets what first is chance.
std::optional<Walked> walk_together(std::span<Explored* const> stories, const Bounds& bounds, Frontier before) {
    const bool from_the_beginning = before.walked.root == kNoState;
    Common common(bounds, std::move(before));
    std::vector<Walker> walkers;
    walkers.reserve(stories.size());
    for (Explored* story : stories) common.walkers.push_back(&walkers.emplace_back(common, *story));
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < walkers.size(); ++i) others.emplace_back([&walkers, i] { walkers[i].walk(false); });
    walkers[0].walk(from_the_beginning);
    for (std::thread& other : others) other.join();
    if (common.failure) std::rethrow_exception(common.failure);
    if (common.met_bound && stories.size() > 1) return std::nullopt;
    return std::move(common.walked);
}

}  // namespace

Walked walk(std::span<Explored* const> stories, const Bounds& bounds, const Part& part) {
    Frontier before;
    if (!part.is_all()) {
        before = frontier_of(*stories.front(), bounds, part.of);
        if (!before.walked.left_off.empty()) return std::move(before.walked);
        before.keep(part);
    }
    std::optional<Walked> walked = walk_together(stories, bounds, before);
    if (!walked) walked = walk_together(stories.first(1), bounds, std::move(before));
    return std::move(*walked);
}

}  // namespace simul
