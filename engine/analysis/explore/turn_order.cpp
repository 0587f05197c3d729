#include "engine/analysis/explore/turn_order.h"

#include <algorithm>

#include "engine/base/happening.h"

namespace simul {

void TurnOrder::Clock::join(const Clock& other) {
    if (turns_.size() < other.turns_.size()) turns_.resize(other.turns_.size());
    for (std::size_t i = 0; i < other.turns_.size(); ++i) turns_[i] = std::max(turns_[i], other.turns_[i]);
}

void TurnOrder::Clock::reach(TaskId task, Turn turn) {
    if (turns_.size() <= index_of(task)) turns_.resize(index_of(task) + 1);
    turns_[index_of(task)] = turn;
}

void TurnOrder::clear() {
    clocks_.clear();
    turns_.assign(1, Taken{kMainTask, false, {}});
    for (std::vector<Access>& accesses : accesses_) accesses.clear();
    last_of_all_ = 0;
    met_.clear();
    met_by_main_.clear();
    met_in_vain_.clear();
}

TaskId TurnOrder::inner(TaskId who) {
    if (!is_happening(who)) return static_cast<TaskId>(2 * index_of(who));
    const auto known = std::find(happenings_.begin(), happenings_.end(), who);
    const auto place = known - happenings_.begin();
    if (known == happenings_.end()) happenings_.push_back(who);
    return static_cast<TaskId>(2 * place + 1);
}

TaskId TurnOrder::outer(TaskId inner) const {
    const std::size_t half = index_of(inner) / 2;
    return index_of(inner) % 2 == 0 ? static_cast<TaskId>(half) : happenings_[half];
}

void TurnOrder::begin_turn(TaskId who) {
    const TaskId actor = inner(who);
    turns_.push_back({actor, false, {}});
    Clock& clock = clock_of(actor);
    if (last_of_all_ != 0 && !is_after(clock, last_of_all_)) {
        met_.push_back(last_of_all_);
        clock.join(turns_[last_of_all_].clock);
    }
    clock.reach(actor, now());
}

TurnOrder::Clock& TurnOrder::clock_of(TaskId task) {
    if (clocks_.size() <= index_of(task)) clocks_.resize(index_of(task) + 1);
    return clocks_[index_of(task)];
}

std::vector<TurnOrder::Access>& TurnOrder::accesses_of(const Thing& thing) {
    constexpr std::size_t kKinds = static_cast<std::size_t>(Thing::Kind::all) + 1;
    const std::size_t place = std::size_t{thing.number} * kKinds + static_cast<std::size_t>(thing.kind);
    if (accesses_.size() <= place) accesses_.resize(place + 1);
    return accesses_[place];
}

bool TurnOrder::is_after(const Clock& clock, Turn turn) const {
    const Taken& taken = turns_[turn];
    return clock[taken.actor] >= turn || (taken.main_went_on && clock[kMainTask] >= turn);
}

void TurnOrder::apply(const Contact& outside) {
    Contact touch = outside;
    touch.task = inner(outside.task);
    if (touch.use == Use::wants && touch.thing.kind == Thing::Kind::all) return want_all(touch.task);
    if (touch.use == Use::wants) return want(touch);
    turns_.back().main_went_on |= touch.task == kMainTask && turns_.back().actor != kMainTask;
    if (touch.use == Use::follows && touch.thing.kind != Thing::Kind::task) {
        for (const Access& it : accesses_of(touch.thing))
            if (it.touch.use == Use::writes) clock_of(touch.task).join(it.clock);
    } else if (touch.use == Use::follows) {
        const Clock known = clock_of(inner(static_cast<TaskId>(touch.thing.number)));
        clock_of(touch.task).join(known);
    } else if (touch.thing.kind == Thing::Kind::all) {
        use_all(touch.task);
    } else {
        use(touch);
    }
    clock_of(touch.task).reach(touch.task, now());
}

/// Whoever has wanted it for a while has met all but this turn.
void TurnOrder::want(const Contact& touch) {
    std::vector<Turn> met = met_by(touch);
    if (clock_of(touch.task)[touch.task] != now())
        met.erase(std::remove_if(met.begin(), met.end(), [this](Turn turn) { return turn != now(); }), met.end());
    if (!met.empty()) met_in_vain_.push_back({touch.task, std::move(met)});
}

/// At the end of a run, which might have come after whatever the task was about to do.
void TurnOrder::want_all(TaskId task) {
    if (now() > 0 && !is_after(clock_of(task), now())) met_in_vain_.push_back({task, {now()}});
}

void TurnOrder::use(const Contact& touch) {
    std::vector<Turn>& met = met_of(touch.task);
    for (const Turn turn : met_by(touch))
        if (turn != now()) met.push_back(turn);
    Clock& clock = clock_of(touch.task);
    std::vector<Access>& accesses = accesses_of(touch.thing);
    for (const Access& it : accesses)
        if (conflict(it.touch, touch)) clock.join(it.clock);
    clock.reach(touch.task, now());
    if (touch.use == Use::writes) accesses.clear();
    const auto same = std::find_if(accesses.begin(), accesses.end(), [&](const Access& it) {
        return it.touch.task == touch.task && it.touch.use == touch.use;
    });
    if (same != accesses.end()) accesses.erase(same);
    accesses.push_back({touch, now(), clock});
}

void TurnOrder::use_all(TaskId task) {
    for (Turn turn = 1; turn < now(); ++turn)
        if (!is_after(clock_of(task), turn)) met_of(task).push_back(turn);
    for (Turn turn = 1; turn < now(); ++turn) clock_of(task).join(turns_[turn].clock);
    clock_of(task).join(clock_of(kMainTask));
    last_of_all_ = now();
}

std::vector<Turn> TurnOrder::met_by(const Contact& touch) {
    std::vector<Turn> met;
    const Clock& clock = clock_of(touch.task);
    for (const Access& it : accesses_of(touch.thing))
        if (it.touch.task != touch.task && conflict(it.touch, touch) && clock[it.touch.task] < it.turn)
            met.push_back(it.turn);
    return met;
}

std::vector<Turn>& TurnOrder::met_of(TaskId task) {
    return task == kMainTask && turns_.back().actor != kMainTask ? met_by_main_ : met_;
}

std::vector<TurnOrder::Race> TurnOrder::end_turn() {
    turns_.back().clock = clock_of(turns_.back().actor);
    std::vector<Race> races;
    add_races(met_, {}, {0, now(), turns_.back().actor}, races);
    add_races(met_by_main_, met_, {0, now(), turns_.back().actor}, races);
    for (const Vain& vain : met_in_vain_) add_races(vain.met, {}, {0, 0, vain.who}, races);
    met_.clear();
    met_by_main_.clear();
    met_in_vain_.clear();
    return races;
}

/// A turn that comes before another one which was met, is no race: that order follows.
void TurnOrder::add_races(const std::vector<Turn>& met, const std::vector<Turn>& others, Race race,
                          std::vector<Race>& races) {
    for (const Turn turn : met) {
        const auto comes_after = [&](Turn other) { return other > turn && is_after(turns_[other].clock, turn); };
        if (std::any_of(met.begin(), met.end(), comes_after)) continue;
        if (std::any_of(others.begin(), others.end(), comes_after)) continue;
        race.first = turn;
        races.push_back(race);
        races.back().who = outer(race.who);
    }
}

std::vector<TaskId> TurnOrder::initials(const Race& race) {
    const TaskId who = inner(race.who);
    const bool wants = race.second == 0;
    const Turn end = wants ? now() + 1 : race.second;
    std::vector<Turn> between;
    std::vector<TaskId> begun, initials;
    const auto look_at = [&](TaskId actor, const Clock& clock) {
        if (std::find(begun.begin(), begun.end(), actor) != begun.end()) return;
        begun.push_back(actor);
        const bool waits =
            std::any_of(between.begin(), between.end(), [&](Turn turn) { return is_after(clock, turn); });
        if (!waits) initials.push_back(outer(actor));
    };
    for (Turn turn = race.first + 1; turn < end; ++turn) {
        if (is_after(turns_[turn].clock, race.first)) continue;
        look_at(turns_[turn].actor, turns_[turn].clock);
        between.push_back(turn);
    }
    look_at(who, wants ? clock_of(who) : turns_[race.second].clock);
    return initials;
}

}  // namespace simul
