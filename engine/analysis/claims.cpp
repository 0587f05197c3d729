#include "engine/analysis/claims.h"

#include "engine/analysis/shown_table.h"
#include "engine/analysis/wait_cycle.h"
#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

Doing doing_of(const Moment& moment, const TaskMoment& task) {
    const TraceHeader& header = moment.header();
    const bool has_come = task.state.state != State::absent;
    if (moment.has_cut_off() && has_come && task.state.state != State::done) return Doing::cut_off;
    const bool asks = task.asked_event != 0;
    if (asks && task.can_go_on) return Doing::may_go_on;
    if (asks && task.state.state == State::ready) return Doing::held_up;
    return task.state.state == State::done ? doing_of(task.ending) : doing_of(header, task.state, task.computes);
}

}  // namespace

TaskClaim claim_of(const Moment& moment, TaskId task) {
    const TaskMoment& now = moment.task(task);
    TaskClaim claim;
    claim.task = task;
    claim.doing = doing_of(moment, now);
    claim.since = now.since;
    claim.event = now.since_event;
    claim.line = now.line;
    const State state = state_of(claim.doing);
    if (state == State::running) claim.core = now.state.core;
    if (is_waiting(state)) claim.operation = now.state.operation;
    if (claim.doing == Doing::asks_device) claim.resource = now.state.resource;
    if (state == State::blocked) {
        claim.resource = now.state.resource;
        claim.because_of = waits_for(moment, task);
    }
    const bool came_to_it = claim.doing == Doing::may_go_on && is_waiting(now.state.state);
    if (came_to_it) {
        claim.since = now.asked;
        claim.event = now.asked_event;
    }
    return claim;
}

Counts::Counts(const Moment& moment) {
    for (std::size_t i = 0; i < moment.task_count(); ++i)
        ++of_[static_cast<std::size_t>(claim_of(moment, static_cast<TaskId>(i)).doing)];
}

std::uint64_t Counts::of(State state) const {
    if (state == State::done) return of(Doing::returned);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kDoingCount; ++i)
        if (state_of(static_cast<Doing>(i)) == state) sum += of_[i];
    return sum;
}

bool all_cores_are_taken(const Moment& moment, TaskId task) {
    const TraceHeader& header = moment.header();
    const std::size_t cores = header.has_nodes() ? header.nodes[index_of(moment.task(task).node)].cores
                              : uses_one_core(header) || header.conducted() ? 1
                              : !header.loop_has_pool()                     ? header.cores
                              : moment.task(task).on_thread                 ? header.cores - 1
                                                                            : 1;
    return who_has_cores_for(moment, task).size() >= cores;
}

std::vector<TaskId> who_has_cores_for(const Moment& moment, TaskId task) {
    const TraceHeader& header = moment.header();
    std::vector<TaskId> running;
    for (std::size_t i = 0; i < moment.core_count(); ++i) {
        const auto core = static_cast<CoreId>(i);
        if (moment.on_core(core) == kNoTask) continue;
        const bool is_here = !header.has_nodes() || node_of_core(header.nodes, core) == moment.task(task).node;
        const bool is_alike = moment.task(moment.on_core(core)).on_thread == moment.task(task).on_thread;
        if (is_here && is_alike) running.push_back(moment.on_core(core));
    }
    return running;
}

std::optional<Overwriting> overwriting_by(const Trace& trace, std::size_t event) {
    constexpr std::size_t kMostBack = 5'000;
    const TraceEvent& store = trace[event];
    const bool of_entry = store.kind == EventKind::write_entry;
    if ((store.kind != EventKind::store && !of_entry) || store.phase != Phase::done || store.unordered)
        return std::nullopt;
    const ResourceInfo& variable = trace.header().resources[index_of(store.resource)];
    if (copies_variables(trace.header().model) && !variable.mmap) return std::nullopt;
    std::optional<std::size_t> overwritten;
    for (std::size_t i = event; i > 0 && event - i < kMostBack; --i) {
        const TraceEvent& before = trace[i - 1];
        if (before.resource != store.resource || before.phase != Phase::done) continue;
        if (before.kind == EventKind::buffer) continue;  // not in memory yet
        if (of_entry && label_in(before, trace.text_of(i - 1)) != label_in(store, trace.text_of(event))) continue;
        const bool writes = !only_reads(before.kind);
        if (before.task != store.task && writes && !overwritten) overwritten = i - 1;
        if (before.task != store.task) continue;
        if (writes || !overwritten) return std::nullopt;
        return Overwriting{i - 1, *overwritten};
    }
    return std::nullopt;
}

}  // namespace simul
