#include "engine/run/core_table.h"

#include <algorithm>

namespace simul {

void CoreTable::take(const TraceEvent& event, CoreId seen_on, std::vector<TraceEvent>& around) {
    if (event.task == kNoTask) return around.push_back(event);
    if (tasks_.size() <= index_of(event.task)) tasks_.resize(index_of(event.task) + 1);
    const CoreId before = state_of(event.task).core;
    if (runs_elsewhere(event, seen_on))
        settle(unordered_event(EventKind::run, event.task, seen_on, event.time), around);
    settle(event, around);
    if (before != kNoCore && on_core(before) == kNoTask) bring_back(before, event.time, around);
}

/// Whoever records something is on a core, though the trace thinks that it is not, or thinks of another core.
bool CoreTable::runs_elsewhere(const TraceEvent& event, CoreId seen_on) const {
    if (seen_on == kNoCore || event.kind == EventKind::run || event.kind == EventKind::preempt) return false;
    const TaskState& state = state_of(event.task);
    return state.state == State::ready || (state.state == State::running && state.core != seen_on);
}

void CoreTable::settle(const TraceEvent& event, std::vector<TraceEvent>& around) {
    TaskState after = state_of(event.task);
    const bool changes = fold(after, event);
    if (changes && after.core != kNoCore) push_off(after.core, event.task, event.time, around);
    around.push_back(event);
    if (changes) change(event.task, after);
    Place& place = tasks_[index_of(event.task)];
    place.pushed_off = kNoCore;
    if (event.kind == EventKind::compute || event.kind == EventKind::work)
        place.computes = event.phase == Phase::wanted;
}

void CoreTable::push_off(CoreId core, TaskId newcomer, Time when, std::vector<TraceEvent>& around) {
    const TaskId task = on_core(core);
    if (task == kNoTask || task == newcomer) return;
    around.push_back(unordered_event(EventKind::preempt, task, core, when));
    change(task, ready_state(kNoTask));
    if (!tasks_[index_of(task)].computes) return;
    tasks_[index_of(task)].pushed_off = core;
    pushed_off_.push_back(task);
}

void CoreTable::bring_back(CoreId freed, Time when, std::vector<TraceEvent>& around) {
    const auto is_over = [&](TaskId task) { return tasks_[index_of(task)].pushed_off == kNoCore; };
    pushed_off_.erase(std::remove_if(pushed_off_.begin(), pushed_off_.end(), is_over), pushed_off_.end());
    for (std::size_t i = pushed_off_.size(); i > 0; --i) {
        const TaskId task = pushed_off_[i - 1];
        if (tasks_[index_of(task)].pushed_off == freed)
            return settle(unordered_event(EventKind::run, task, freed, when), around);
    }
}

void CoreTable::change(TaskId task, const TaskState& after) {
    TaskState& state = tasks_[index_of(task)].state;
    ready_ -= state.state == State::ready;
    ready_ += after.state == State::ready;
    if (state.core != kNoCore && on_core(state.core) == task) cores_[index_of(state.core)] = kNoTask;
    if (after.core != kNoCore) {
        if (cores_.size() <= index_of(after.core)) cores_.resize(index_of(after.core) + 1, kNoTask);
        cores_[index_of(after.core)] = task;
    }
    state = after;
}

const TaskState& CoreTable::state_of(TaskId task) const {
    static const TaskState kAbsent;
    return index_of(task) < tasks_.size() ? tasks_[index_of(task)].state : kAbsent;
}

TaskId CoreTable::on_core(CoreId core) const {
    return index_of(core) < cores_.size() ? cores_[index_of(core)] : kNoTask;
}

TraceEvent unordered_event(EventKind run_or_preempt, TaskId task, CoreId core, Time when) {
    TraceEvent event;
    event.kind = run_or_preempt;
    event.task = task;
    event.core = core;
    event.time = when;
    event.unordered = 1;
    return event;
}

}  // namespace simul
