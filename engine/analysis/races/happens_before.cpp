#include "engine/analysis/races/happens_before.h"

#include <algorithm>
#include <utility>

namespace simul {

void VectorClock::join(const VectorClock& other) {
    if (times_.size() < other.times_.size()) times_.resize(other.times_.size());
    for (std::size_t i = 0; i < other.times_.size(); ++i) times_[i] = std::max(times_[i], other.times_[i]);
}

void VectorClock::tick(std::size_t component) {
    if (times_.size() <= component) times_.resize(component + 1);
    ++times_[component];
}

HappensBefore::HappensBefore(const TraceHeader& header, const std::vector<std::size_t>& components)
    : header_(header), components_(components), resources_(header.resources.size()) {}

VectorClock& HappensBefore::clock_of(TaskId task) {
    while (clocks_.size() <= index_of(task)) {
        clocks_.emplace_back();
        tick(static_cast<TaskId>(clocks_.size() - 1));
    }
    return clocks_[index_of(task)];
}

void HappensBefore::tick(TaskId task) {
    if (component_of(task) != kNoComponent) clocks_[index_of(task)].tick(component_of(task));
}

void HappensBefore::apply(const TraceEvent& event) {
    if (event.task == kNoTask) return;
    const bool on_resource = event.resource != kNoResource && index_of(event.resource) < resources_.size();
    ResourceClocks* const clocks = on_resource ? &resources_[index_of(event.resource)] : nullptr;
    if (event.kind == EventKind::barrier_wait && clocks && event.phase == Phase::wanted) return meet(event, *clocks);
    if (event.phase == Phase::wanted) return;
    switch (event.kind) {
        case EventKind::arrive:
            return begin(event);
        case EventKind::spawn:
        case EventKind::spawn_at:
            spawned_[event.other_task()] = clock_of(event.task);
            return tick(event.task);
        case EventKind::finish:
            if (ends_.size() <= index_of(event.task)) ends_.resize(index_of(event.task) + 1);
            ends_[index_of(event.task)] = clock_of(event.task);
            return;
        case EventKind::await:
        case EventKind::future_result:
        case EventKind::future_exception:
        case EventKind::future_done:
            return take_end_of(event);
        case EventKind::add_done_callback:
            registered_[event.task].join(clock_of(event.task));
            callback_of_[event.task].push_back(event.other_task());
            return tick(event.task);
        default:
            break;
    }
    if (!clocks || event.phase != Phase::done) {
        if (clocks && event.kind == EventKind::compare_exchange) acquire(event.task, *clocks);
        return;
    }
    switch (event.kind) {
        case EventKind::try_lock:
            if (event.value == 0) return;
            [[fallthrough]];
        case EventKind::lock:
        case EventKind::acquire:
        case EventKind::condition_wait:
        case EventKind::event_wait:
            return acquire(event.task, *clocks);
        case EventKind::unlock:
        case EventKind::release:
        case EventKind::notify:
        case EventKind::notify_all:
        case EventKind::event_set:
            return release(event.task, *clocks);
        case EventKind::barrier_wait:
            return leave_barrier(event, *clocks);
        case EventKind::send:
            return send(event.task, *clocks, header_.resources[index_of(event.resource)].capacity);
        case EventKind::receive:
            return receive(event.task, *clocks);
        case EventKind::close:
            clocks->closed.join(clock_of(event.task));
            return tick(event.task);
        default:
            return use_atomic(event, *clocks);
    }
}

// ---- tasks

/// A task knows what its spawner knew. A callback knows what its future's end and whoever registered it knew; which of
/// several futures it is for is not recorded, so it gets the knowledge of all that have ended.
void HappensBefore::begin(const TraceEvent& arrive) {
    const TaskId parent = arrive.other_task();
    VectorClock& clock = clock_of(arrive.task);
    if (const auto spawned = spawned_.find(arrive.task); spawned != spawned_.end()) {
        clock.join(spawned->second);
        spawned_.erase(spawned);
        return;
    }
    if (parent == kNoTask) return;
    if (const auto registered = registered_.find(parent); registered != registered_.end()) {
        clock.join(registered->second);
        for (const TaskId awaited : callback_of_[parent])
            if (index_of(awaited) < ends_.size()) clock.join(ends_[index_of(awaited)]);
        return;
    }
    const VectorClock known = clock_of(parent);
    clock_of(arrive.task).join(known);
    tick(parent);
}

void HappensBefore::take_end_of(const TraceEvent& event) {
    const std::size_t awaited = index_of(event.other_task());
    if (awaited < ends_.size()) clock_of(event.task).join(ends_[awaited]);
}

// ---- resources

void HappensBefore::release(TaskId task, ResourceClocks& to) {
    to.released.join(clock_of(task));
    tick(task);
}

void HappensBefore::meet(const TraceEvent& event, ResourceClocks& barrier) {
    if (barrier.arrived == 0) barrier.rounds.emplace_back();
    barrier.rounds.back().join(clock_of(event.task));
    round_of_[event.task] = barrier.rounds.size() - 1;
    tick(event.task);
    const auto parties = static_cast<std::size_t>(header_.resources[index_of(event.resource)].capacity);
    if (++barrier.arrived == parties) barrier.arrived = 0;
}

/// The last to arrive does not wait.
void HappensBefore::leave_barrier(const TraceEvent& event, ResourceClocks& barrier) {
    if (round_of_.find(event.task) == round_of_.end()) meet(event, barrier);
    clock_of(event.task).join(barrier.rounds[round_of_[event.task]]);
    round_of_.erase(event.task);
}

/// A message brings what its sender knew; a place, what the receiver knew who made it free.
void HappensBefore::send(TaskId task, ResourceClocks& channel, std::int64_t capacity) {
    if (channel.places_used++ >= static_cast<std::size_t>(capacity) && !channel.freed.empty()) {
        clock_of(task).join(channel.freed.front());
        channel.freed.pop_front();
    }
    channel.sent.push_back(clock_of(task));
    tick(task);
}

void HappensBefore::receive(TaskId task, ResourceClocks& channel) {
    if (channel.sent.empty()) return clock_of(task).join(channel.closed);
    clock_of(task).join(channel.sent.front());
    channel.sent.pop_front();
    channel.freed.push_back(clock_of(task));
    tick(task);
}

void HappensBefore::use_atomic(const TraceEvent& event, ResourceClocks& variable) {
    const bool atomic = header_.resources[index_of(event.resource)].atomic;
    const bool exchanges = event.kind == EventKind::atomic_add || event.kind == EventKind::compare_exchange;
    if (exchanges || (atomic && event.kind == EventKind::load)) acquire(event.task, variable);
    if (exchanges || (atomic && event.kind == EventKind::store)) release(event.task, variable);
}

}  // namespace simul
