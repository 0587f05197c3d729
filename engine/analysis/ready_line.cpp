#include "engine/analysis/ready_line.h"

#include <algorithm>
#include <utility>

namespace simul {

namespace {

/// One line serves all.
bool is_line(const TraceHeader& header) { return header.comparison.preference == Preference::first; }

}  // namespace

bool tells_choices(const TraceHeader& header) {
    if (header.comparison.best.empty() || header.has_nodes()) return false;
    return !is_line(header) || (header.model != Model::sequential && header.model != Model::threads_gil);
}

void ReadyLine::apply(const TraceEvent& event, std::size_t index) {
    size_ = index + 1;
    chosen_.reset();
    if (event.task == kNoTask) return;
    switch (event.kind) {
        case EventKind::rank:
            return take_rank(event);
        case EventKind::draw:
            drawn_ = event.value;
            return;
        case EventKind::choose:
            return choose(event);
        default:
            return change_state(event);
    }
}

void ReadyLine::change_state(const TraceEvent& event) {
    Standing& task = standing_of(event.task);
    if (!fold(task.state, event)) return;
    if (task.state.state == State::ready) {
        if (event.kind != EventKind::preempt) task.woke = event.time;
        if (!task.in_line) join(event.task, event.time);
        return;
    }
    const bool was_told = event.kind != EventKind::run || std::exchange(task.was_chosen, false);
    if (!was_told && is_line(*header_) && tells_choices(*header_)) choose(event);
    leave(event.task);
}

void ReadyLine::take_rank(const TraceEvent& event) {
    Standing& task = standing_of(event.task);
    task.rank = Cell{event.value, event.cell};
    task.may_run = event.phase != Phase::failed;
    task.lent = event.timed != 0;
    if (event.ticket == kPlaceNowhere) return;
    if (event.ticket == kPlaceOnCore) return join_on_core(event.task, event.time);
    if (!task.in_line || event.ticket == kPlaceAtTail) join(event.task, event.time);
    if (event.ticket == kPlaceAsBefore) join_at(event.task, task.last_place);
    if (event.ticket >= kPlaceAtHead) join_at(event.task, place_at_head(event.task, event.ticket - kPlaceAtHead));
    task.on_core = false;
}

/// One that is ready stays where it stands.
void ReadyLine::join_on_core(TaskId id, Time now) {
    Standing& task = standing_of(id);
    if (task.state.state == State::ready) {
        compared_ = now;
        return;
    }
    join(id, now);
    join_at(id, task.last_place);
    task.on_core = true;
}

void ReadyLine::choose(const TraceEvent& event) {
    Standing& task = standing_of(event.task);
    if (!task.in_line) join(event.task, event.time);
    chosen_ = contender(event.task);
    const bool runs = event.kind == EventKind::choose && task.state.state == State::running;
    kind_ = !runs ? ChoiceKind::gets : task.on_core ? ChoiceKind::keeps : ChoiceKind::goes_on;
    at_ = event.time;
    core_ = event.core;
    leave(event.task);
    task.was_chosen = event.kind == EventKind::choose && !runs;
    const bool alone = std::none_of(line_.rbegin(), line_.rend(),
                                    [this](const auto& other) { return competes(contender(other.second)); });
    if (alone) chosen_.reset();
}

/// With the one that was chosen last.
bool ReadyLine::competes(const Contender& other) const {
    const Standing& task = tasks_[index_of(other.task)];
    return kind_ != ChoiceKind::keeps || (!task.on_core && (task.woke == at_ || compared_ == at_));
}

PolicyChoice ReadyLine::choice() const {
    PolicyChoice choice{kind_, at_, core_, chosen_->task, {*chosen_}, drawn_, {}};
    if (header_->comparison.preference != Preference::drawn) choice.drawn.reset();
    for (const auto& [place, task] : line_)
        if (const Contender other = contender(task); competes(other)) choice.contenders.push_back(other);
    std::stable_sort(choice.contenders.begin(), choice.contenders.end(),
                     [](const Contender& a, const Contender& b) { return a.place < b.place; });
    return choice;
}

PolicyChoice ReadyLine::choice(const Trace& trace) const {
    PolicyChoice told = choice();
    told.said = trace.text_of(size_ - 1);
    return told;
}

Contender ReadyLine::contender(TaskId task) const {
    const Standing& standing = tasks_[index_of(task)];
    return {task, standing.rank, standing.may_run, standing.since, standing.place, standing.lent};
}

ReadyLine::Standing& ReadyLine::standing_of(TaskId task) {
    if (tasks_.size() <= index_of(task)) tasks_.resize(index_of(task) + 1);
    return tasks_[index_of(task)];
}

// ---- Places: the number of the event with which a task joined, or for one at the head that number below zero.

void ReadyLine::join(TaskId task, Time now) {
    Standing& standing = standing_of(task);
    standing.last_place = standing.place;
    standing.since = now;
    standing.was_chosen = false;
    join_at(task, static_cast<double>(size_));
}

void ReadyLine::join_at(TaskId task, double place) {
    leave(task);
    Standing& standing = standing_of(task);
    standing.place = place;
    standing.in_line = true;
    line_.insert({place, task});
}

void ReadyLine::leave(TaskId task) {
    Standing& standing = standing_of(task);
    if (std::exchange(standing.in_line, false)) line_.erase({standing.place, task});
    standing.on_core = false;
}

/// Before all its equals but so many.
double ReadyLine::place_at_head(TaskId task, std::size_t behind) const {
    const std::optional<Cell>& rank = tasks_[index_of(task)].rank;
    double before = -2 * static_cast<double>(size_);
    for (const auto& [place, other] : line_) {
        if (other == task || tasks_[index_of(other)].rank != rank) continue;
        if (behind == 0)
            return before < -static_cast<double>(size_) ? -static_cast<double>(size_) : (before + place) / 2;
        --behind;
        before = place;
    }
    return static_cast<double>(size_);
}

}  // namespace simul
