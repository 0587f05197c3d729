// Machines that crash and come back, links that are cut and mended.
//
// How it works. A crash ends the tasks of its machine wherever they stand, and makes of each resource there what it was
// at first; devices keep what they hold, as a disk does. Nobody elsewhere is told: what arrives there meanwhile is
// lost. A link that is cut loses what is under way on it, and what is sent into it.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/run/operation_events.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

// ---- As the settings ask for it.

/// Ends before beginnings, if both fall on the same instant.
std::vector<Simulated::Strike> Simulated::strikes_of(const std::vector<Outage>& outages) {
    std::vector<Strike> strikes;
    for (const Outage& it : outages)
        strikes.push_back({it.until, it.of_link() ? OperationKind::mend : OperationKind::come_back, it.node, it.other});
    for (const Outage& it : outages)
        strikes.push_back({it.from, it.of_link() ? OperationKind::cut : OperationKind::crash, it.node, it.other});
    std::stable_sort(strikes.begin(), strikes.end(),
                     [](const Strike& one, const Strike& other) { return one.when < other.when; });
    return strikes;
}

void Simulated::strike_as_planned() {
    while (next_strike() <= now_) {
        const Strike& strike = strikes_[struck_++];
        if (!changes_anything(strike)) continue;
        record_strike(strike, nullptr, Phase::done, 0);
        follow_up(strike, nullptr);
    }
}

/// Whether a task will begin on a node that comes back, though all have ended.
bool Simulated::somebody_comes_back() const {
    if (story_.description().restart.empty()) return false;
    return std::any_of(strikes_.begin() + static_cast<std::ptrdiff_t>(struck_), strikes_.end(),
                       [](const Strike& it) { return it.kind == OperationKind::come_back && it.when != kNever; });
}

// ---- As a task asks for it.

std::optional<Grant> Simulated::perform_on_machines(CoopTask& task, Operation& operation) {
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
    if (given != nullptr && given->node && machines_.is_down(*given->node)) {
        if (!may_perform()) return Grant::later;
        const std::string& name = nodes_[index_of(*given->node)].name;
        return refuse(
            task, operation,
            fmt::format("{} is down, and nothing can begin there: come_back(\"{}\") starts it again", name, name));
    }
    if (const Elsewhere there = elsewhere(task, operation)) return perform_elsewhere(task, operation, there);
    return std::nullopt;
}

/// Who crashes its own machine does not continue.
Grant Simulated::strike(CoopTask& task, Operation& operation) {
    const Strike strike{now_, operation.kind, first_end(operation.expected), second_end(operation.expected)};
    const bool changes = changes_anything(strike);
    operation.value = changes ? 1 : 0;
    record_strike(strike, &task, changes ? Phase::done : Phase::failed, operation.line);
    if (changes) follow_up(strike, &task);
    return task.doing == Doing::ended ? Grant::later : Grant::granted;
}

Grant Simulated::tell_local_time(CoopTask& task, Operation& operation) {
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

bool Simulated::changes_anything(const Strike& strike) {
    const bool of_link = strike.kind == OperationKind::cut || strike.kind == OperationKind::mend;
    if (of_link) return network_.set_cut(strike.node, strike.other, strike.kind == OperationKind::cut);
    const bool down = strike.kind == OperationKind::crash;
    return std::exchange(machines_[strike.node].down, down) != down;
}

void Simulated::record_strike(const Strike& strike, CoopTask* by, Phase phase, std::uint16_t line) {
    const bool of_link = strike.kind == OperationKind::cut || strike.kind == OperationKind::mend;
    const auto name = [&](NodeId node) { return nodes_[index_of(node)].name; };
    TraceEvent event;
    event.kind = event_of(strike.kind);
    event.phase = phase;
    event.line = line;
    event.value = value_of_ends(strike.node, of_link ? strike.other : kFirstNode);
    const std::string text = of_link ? name(strike.node) + " and " + name(strike.other) : name(strike.node);
    by ? record_text(*by, event, text) : record_of_nobody(event, text);
}

void Simulated::follow_up(const Strike& strike, CoopTask* by) {
    if (strike.kind == OperationKind::crash) crash(strike.node);
    if (strike.kind == OperationKind::come_back) restart(strike.node, by);
}

void Simulated::crash(NodeId node) {
    for (std::size_t i = std::exchange(machines_[node].first_to_end, tasks_.size()); i < tasks_.size(); ++i) {
        CoopTask& task = tasks_[static_cast<TaskId>(i)];
        if (node_of(task) == node && task.doing != Doing::ended && !task.by_hand) end_by_crash(task);
    }
    for (std::size_t i = 0; i < infos_.size(); ++i) {
        if (infos_[i].node != node || infos_[i].kind == ResourceKind::device) continue;
        const auto resource = static_cast<ResourceId>(i);
        wipe(resource);
        record_of_nobody(event_on(EventKind::wipe, Phase::done, resource, state_of(resource).ticket++, 0), {});
    }
}

void Simulated::end_by_crash(CoopTask& task) {
    if (task.core != kNoCore) {
        Core& core = core_of(task);
        if (core.end != kNever) --busy_;
        core.end = kNever;
        core.switching = false;
    }
    Cooperative::end_by_crash(task);
    crashed_.push_back(task.id);
}

/// Their code may have been running when they ended.
void Simulated::drop_crashed() {
    for (const TaskId task : crashed_) tasks_[task].drop_body();
    crashed_.clear();
}

}  // namespace simul
