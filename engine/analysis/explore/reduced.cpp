// One order of each class: orders that differ only in steps which touch nothing in common come to the same.
//
// How it works. Each run is made from the beginning. Afterwards those of its turns that might have come in the other
// order are known (turn_order.h), and where the first of the two was chosen, somebody who leads to the second is to be
// tried, too. Whoever was tried there sleeps from then on, until somebody does a step that its own does not commute
// with; a run in which all tasks that can continue sleep is one of a known class, and is left. So each class has one
// run that comes to an end. (Source sets and sleep sets: Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial
// order reduction, POPL 2014, algorithm 1; after Flanagan and Godefroid, POPL 2005. Who is held back is looked at as
// there: what it wants to do is in race with what holds it back.)
//
// A turn there is one step, which does the same wherever it comes. Here, on an event loop, it continues until the task
// must wait, so how long it is depends on what was before: what ends it is touched, too; turns that cannot but follow
// it count as parts of it; and what somebody who was put to sleep would have done is remembered where it is woken.
#include <algorithm>
#include <unordered_set>

#include "engine/analysis/explore/ends.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/explore/turn_order.h"
#include "engine/base/happening.h"

namespace simul {

namespace {

class Reduced final : public Conductor {
  public:
    Reduced(Explored& story, const Bounds& bounds) : story_(story), bounds_(bounds) {}

    Exploration explore();

    bool looks_on() const override { return true; }
    void look_on(std::span<const Contact> touches) override;
    std::optional<std::size_t> choose(const Decision& decision) override;

  private:
    using Touches = std::vector<Contact>;

    struct Sleeper {
        TaskId task;
        Touches touches;  ///< of its next turn
    };
    /// Where somebody was chosen. A turn lasts until somebody else can continue.
    struct Choice {
        std::vector<TaskId> enabled;
        std::vector<TaskId> to_try;  ///< the last of them is tried now
        std::vector<Sleeper> sleepers;
        Touches touches;               ///< of the turn that is tried, and of those that cannot but follow it
        bool follows_at_once = false;  ///< nobody could come between the turn before and this one

        TaskId tried() const { return to_try.back(); }
        bool sleeps(TaskId task) const {
            return std::any_of(sleepers.begin(), sleepers.end(), [&](const Sleeper& it) { return it.task == task; });
        }
    };

    bool may_go_on();
    void run_once();
    void note(const Contact& touch);
    bool goes_round(const Decision& decision);
    void end_turn();
    void turn_round(TurnOrder::Race race);
    void turn_round_where_woken();
    bool try_sooner(const TurnOrder::Race& race);
    static void try_alternatives(Choice& choice, TaskId tried);
    std::optional<TaskId> choose_anew(const Decision& decision);
    std::vector<Sleeper> who_sleeps_on() const;
    bool turn_back();
    bool is_new_turn() const { return turn_ == path_.size(); }

    Explored& story_;
    const Bounds& bounds_;
    TurnOrder order_;
    std::vector<Choice> path_;
    std::size_t turn_ = 0;                      ///< of this run
    std::vector<TaskId> choices_;               ///< of this run: of every step
    std::unordered_set<std::uint64_t> states_;  ///< of this run
    CountedEnds ends_;
    Exploration found_;
};

/// Whether two turns come to something else when they change places.
bool differ(std::span<const Contact> one, std::span<const Contact> other) {
    const auto touches_all = [](const Contact& it) { return it.thing.kind == Thing::Kind::all; };
    if (std::any_of(one.begin(), one.end(), touches_all) || std::any_of(other.begin(), other.end(), touches_all))
        return true;
    return std::any_of(one.begin(), one.end(), [&](const Contact& a) {
        return std::any_of(other.begin(), other.end(), [&](const Contact& b) { return conflict(a, b); });
    });
}

Exploration Reduced::explore() {
    do run_once();
    while (turn_back() && may_go_on());
    found_.complete = found_.left_off.empty();
    found_.distinct_states = ends_.size();
    ends_.give(story_, found_);
    return std::move(found_);
}

bool Reduced::may_go_on() {
    if (found_.goes_round) return false;
    if (std::string why = bounds_.enough ? bounds_.enough() : ""; !why.empty()) {
        found_.left_off = std::move(why);
        return false;
    }
    return true;
}

void Reduced::run_once() {
    order_.clear();
    turn_ = 0;
    choices_.clear();
    states_.clear();
    const Explored::End end = story_.run(*this);
    ++found_.runs;
    if (end.cut) return;
    end_turn();
    found_.interleavings += BigCount(1);
    ends_.count(story_, end.state, Example{choices_});
}

void Reduced::look_on(std::span<const Contact> touches) {
    for (const Contact& touch : touches) {
        order_.apply(touch);
        const bool matters = touch.use != Use::wants && touch.use != Use::follows;
        if (matters && turn_ > 0 && is_new_turn()) note(touch);
    }
}

void Reduced::note(const Contact& touch) {
    auto choice = path_.rbegin();
    choice->touches.push_back(touch);
    for (; choice->follows_at_once && choice + 1 != path_.rend(); ++choice) (choice + 1)->touches.push_back(touch);
}

/// Looked for in longer runs only: whoever goes round does so again.
bool Reduced::goes_round(const Decision& decision) {
    constexpr std::size_t kShort = 64;
    return decision.step > kShort && !states_.insert(decision.standing.state().first).second;
}

std::optional<std::size_t> Reduced::choose(const Decision& decision) {
    if (goes_round(decision)) {
        found_.goes_round = true;
        found_.left_off =
            "a task waits by looking again, and of that one order of each class has no end; --search all has one";
        return std::nullopt;
    }
    const bool goes_on_alone = decision.enabled.size() == 1 && turn_ > 0 && decision.enabled[0] == choices_.back();
    std::optional<TaskId> chosen;
    if (goes_on_alone && decision.step < bounds_.steps) {
        chosen = choices_.back();
    } else {
        end_turn();
        chosen = turn_ < path_.size() ? path_[turn_].tried() : choose_anew(decision);
        if (!chosen) return std::nullopt;
        ++turn_;
        order_.begin_turn(*chosen);
    }
    choices_.push_back(*chosen);
    const auto place = std::find(decision.enabled.begin(), decision.enabled.end(), *chosen);
    return static_cast<std::size_t>(place - decision.enabled.begin());
}

/// Those of the path but its last were looked at in earlier runs.
void Reduced::end_turn() {
    const std::vector<TurnOrder::Race> races = order_.end_turn();
    if (turn_ == 0 || !is_new_turn()) return;
    for (const TurnOrder::Race& race : races) turn_round(race);
    turn_round_where_woken();
}

/// Where whoever leads to the second cannot be chosen before the first, as only those who are woken can, it is to be
/// tried before that.
void Reduced::turn_round(TurnOrder::Race race) {
    while (race.first > 0 && !try_sooner(race)) --race.first;
}

/// Whom a turn wakes does something else than it would have done asleep: it finds the message gone, is cancelled, or
/// its turn is shorter. So what it would have done is nowhere in this run, nor its races: whoever would have woken it
/// might come before the turn that did.
void Reduced::turn_round_where_woken() {
    const Touches& last = path_[turn_ - 1].touches;
    for (Turn earlier = 1; earlier < turn_; ++earlier) {
        const Choice& choice = path_[earlier - 1];
        const auto would_wake = [&](const Sleeper& it) {
            return differ(it.touches, choice.touches) && differ(it.touches, last);
        };
        if (order_.is_after(static_cast<Turn>(turn_), earlier)) continue;
        if (std::any_of(choice.sleepers.begin(), choice.sleepers.end(), would_wake))
            turn_round({earlier, static_cast<Turn>(turn_), path_[turn_ - 1].tried()});
    }
}

/// False: nobody who leads to the second can be chosen there.
bool Reduced::try_sooner(const TurnOrder::Race& race) {
    Choice& choice = path_[race.first - 1];
    std::optional<TaskId> untried;
    for (const TaskId task : order_.initials(race)) {
        const auto among = [task](const std::vector<TaskId>& list) {
            return std::find(list.begin(), list.end(), task) != list.end();
        };
        if (among(choice.to_try) || choice.sleeps(task)) return true;
        if (among(choice.enabled)) untried = task;
    }
    if (!untried) return false;
    choice.to_try.insert(choice.to_try.begin(), *untried);
    try_alternatives(choice, *untried);
    return true;
}

/// What is instead of this is in race with nothing, as it cannot happen any more.
void Reduced::try_alternatives(Choice& choice, TaskId tried) {
    for (const TaskId other : choice.enabled) {
        const bool is_known = std::find(choice.to_try.begin(), choice.to_try.end(), other) != choice.to_try.end();
        if (other != tried && are_alternatives(tried, other) && !is_known && !choice.sleeps(other))
            choice.to_try.insert(choice.to_try.begin(), other);
    }
}

/// Whoever sleeps is left out. Nobody: of this class there was a run, or there are too many steps.
std::optional<TaskId> Reduced::choose_anew(const Decision& decision) {
    if (decision.step >= bounds_.steps) {
        found_.left_off = "there are runs with more steps than the bound";
        return std::nullopt;
    }
    if (asks_within_run(decision) && !may_go_on()) return std::nullopt;
    Choice choice;
    choice.sleepers = who_sleeps_on();
    const auto awake = std::find_if(decision.enabled.begin(), decision.enabled.end(),
                                    [&](TaskId task) { return !choice.sleeps(task); });
    if (awake == decision.enabled.end()) return std::nullopt;
    choice.follows_at_once = decision.wakes;
    choice.enabled.assign(decision.enabled.begin(), decision.enabled.end());
    if (decision.wakes)  // the others will not be in race with this one, as they will wait
        for (const TaskId task : decision.enabled)
            if (task != *awake && !choice.sleeps(task)) choice.to_try.push_back(task);
    try_alternatives(choice, *awake);
    choice.to_try.push_back(*awake);
    path_.push_back(std::move(choice));
    return *awake;
}

std::vector<Reduced::Sleeper> Reduced::who_sleeps_on() const {
    std::vector<Sleeper> list;
    if (path_.empty()) return list;
    for (const Sleeper& sleeper : path_.back().sleepers)
        if (!differ(sleeper.touches, path_.back().touches)) list.push_back(sleeper);
    return list;
}

/// To the last choice where somebody is still to be tried. False: there is none.
bool Reduced::turn_back() {
    for (; !path_.empty(); path_.pop_back()) {
        Choice& choice = path_.back();
        choice.sleepers.push_back({choice.tried(), std::move(choice.touches)});
        choice.touches.clear();
        choice.to_try.pop_back();
        if (!choice.to_try.empty()) return true;
    }
    return false;
}

}  // namespace

Exploration explore_reduced(Explored& story, const Bounds& bounds) { return Reduced(story, bounds).explore(); }

}  // namespace simul
