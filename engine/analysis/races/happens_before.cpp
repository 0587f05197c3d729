#include "engine/analysis/races/happens_before.h"

#include <utility>

#include "engine/resources/resource_type.h"

namespace simul {

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
    if (event.kind == EventKind::wipe && event.resource != kNoResource)
        return wipe(resources_[index_of(event.resource)]);
    if (event.task == kNoTask) return;
    if (event.resource == kNoResource) return order_tasks(event);
    if (index_of(event.resource) >= resources_.size()) return;
    const ResourceKind kind = header_.resources[index_of(event.resource)].kind;
    type_of(kind).order(*this, resources_[index_of(event.resource)], {event, header_});
}

/// What was there is gone; messages may be under way to it.
void HappensBefore::wipe(ResourceClocks& resource) {
    ResourceClocks first;
    first.under_way = std::move(resource.under_way);
    resource = std::move(first);
}

void HappensBefore::order_tasks(const TraceEvent& event) {
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
        case EventKind::set_result:
        case EventKind::set_exception:
            return pass_to_future(event);
        case EventKind::add_done_callback:
            registered_[event.task].join(clock_of(event.task));
            callback_of_[event.task].push_back(event.other_task());
            return tick(event.task);
        default:
            break;
    }
}

// ---- tasks

/// A copy, as the clocks move when there is one more.
void HappensBefore::pass_to_future(const TraceEvent& set) {
    if (set.phase != Phase::done) return;
    const VectorClock own = clock_of(set.task);
    clock_of(set.other_task()).join(own);
    tick(set.task);
}

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

}  // namespace simul
