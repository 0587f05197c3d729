// Machines that crash and come back, links that are cut and mended.
//
// How it works. A crash ends the tasks of its machine wherever they stand, and makes of each resource there what it was
// at first; devices keep what they hold, as a disk does. Nobody elsewhere is told: what arrives there meanwhile is
// lost. A link that is cut loses what is under way on it, and what is sent into it.
#include <fmt/format.h>

#include <utility>

#include "engine/run/clustered.h"
#include "engine/run/operation_events.h"

namespace simul {

// ---- As a task asks for it.

std::optional<Grant> Clustered::perform_on_machines(CoopTask& task, Operation& operation) {
    switch (operation.kind) {
        case OperationKind::crash:
        case OperationKind::come_back:
        case OperationKind::cut:
        case OperationKind::mend:
            return may_perform() ? strike(task, operation) : Grant::later;
        case OperationKind::local_time:
            return may_perform() ? tell_local_time(task, operation) : Grant::later;
        default:
            break;
    }
    const TaskAttributes* given = family_of(operation.kind) == Family::spawns ? operation.attributes : nullptr;
    if (given != nullptr && given->node && is_down(*given->node)) {
        if (!may_perform()) return Grant::later;
        return refuse(task, operation, why_nothing_begins_on(nodes_[index_of(*given->node)].name));
    }
    if (const Elsewhere there = elsewhere(*this, task.id, operation)) return perform_elsewhere(task, operation, there);
    return std::nullopt;
}

/// Who crashes its own machine does not continue.
Grant Clustered::strike(CoopTask& task, Operation& operation) {
    operation.value = strike(strike_of(operation), &task, operation.line) ? 1 : 0;
    return task.doing == TaskProgress::ended ? Grant::later : Grant::granted;
}

Grant Clustered::tell_local_time(CoopTask& task, Operation& operation) {
    tell_time_in_seconds(operation, local_time(nodes_[index_of(node_of(task))], now_));
    TraceEvent event;
    event.kind = EventKind::local_time;
    event.line = operation.line;
    event.value = operation.value;
    event.cell = operation.cell;
    record(task, event);
    return Grant::granted;
}

// ---- What happens.

bool Clustered::strike(const Strike& strike, CoopTask* by, std::uint16_t line) {
    const bool changes = changes_anything(strike);
    if (changes || by) record_strike(strike, by, changes ? Phase::done : Phase::failed, line);
    if (!changes) return false;
    if (strike.kind == OperationKind::crash) crash(strike.node);
    if (strike.kind == OperationKind::come_back) restart(strike.node, by);
    follow_strike(strike.kind, strike.node, strike.other);
    return true;
}

bool Clustered::changes_anything(const Strike& strike) {
    if (strike.of_link()) return links_.set_cut(strike.node, strike.other, strike.kind == OperationKind::cut);
    const bool down = strike.kind == OperationKind::crash;
    return std::exchange(standing_[index_of(strike.node)].down, down) != down;
}

void Clustered::record_strike(const Strike& strike, CoopTask* by, Phase phase, std::uint16_t line) {
    const TraceEvent event = event_of(strike, phase, line);
    const std::string text = ends_in_words(strike, nodes_);
    by ? record_text(*by, event, text) : record_of_nobody(event, text);
}

void Clustered::crash(NodeId node) {
    for (std::size_t i = std::exchange(standing_[index_of(node)].first_to_end, tasks_.size()); i < tasks_.size(); ++i) {
        CoopTask& task = tasks_[static_cast<TaskId>(i)];
        if (node_of(task) != node || task.doing == TaskProgress::ended || task.by_hand) continue;
        give_up_place(task);
        end_by_crash(task);
        crashed_.push_back(task.id);
    }
    for (std::size_t i = 0; i < infos_.size(); ++i) {
        if (infos_[i].node != node || infos_[i].kind == ResourceKind::device) continue;
        const auto resource = static_cast<ResourceId>(i);
        wipe(resource);
        record_of_nobody(event_on(EventKind::wipe, Phase::done, resource, state_of(resource).ticket++, 0), {});
    }
}

/// Their code may have been running when they ended.
void Clustered::drop_crashed() {
    for (const TaskId task : crashed_) tasks_[task].drop_body();
    crashed_.clear();
}

}  // namespace simul
