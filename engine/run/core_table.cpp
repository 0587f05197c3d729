#include "engine/run/core_table.h"

namespace simul {

void CoreTable::take(const TraceEvent& event, CoreId seen_on, std::vector<TraceEvent>& before) {
    if (event.task == kNoTask) return;
    if (runs_elsewhere(event, seen_on)) {
        const TraceEvent runs = unordered_event(EventKind::run, event.task, seen_on, event.time);
        settle(runs, before);
        before.push_back(runs);
    }
    settle(event, before);
}

/// Whoever records something is on a core, though the trace thinks that it is not, or thinks of another core.
bool CoreTable::runs_elsewhere(const TraceEvent& event, CoreId seen_on) const {
    if (seen_on == kNoCore || event.kind == EventKind::run || event.kind == EventKind::preempt) return false;
    const TaskState& state = state_of(event.task);
    return state.state == State::ready || (state.state == State::running && state.core != seen_on);
}

void CoreTable::settle(const TraceEvent& event, std::vector<TraceEvent>& before) {
    TaskState after = state_of(event.task);
    if (!fold(after, event)) return;
    const TaskId other = after.core == kNoCore ? kNoTask : on_core(after.core);
    if (other != kNoTask && other != event.task) {
        before.push_back(unordered_event(EventKind::preempt, other, after.core, event.time));
        change(other, ready_state(kNoTask));
    }
    change(event.task, after);
}

void CoreTable::change(TaskId task, const TaskState& after) {
    if (tasks_.size() <= index_of(task)) tasks_.resize(index_of(task) + 1);
    TaskState& state = tasks_[index_of(task)];
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
    return index_of(task) < tasks_.size() ? tasks_[index_of(task)] : kAbsent;
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
