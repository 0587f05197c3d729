#include "tests/support/raw_reading.h"

#include <algorithm>

namespace simul::testing {
namespace {

bool is_work(EventKind kind) { return kind == EventKind::compute || kind == EventKind::work; }

/// It takes its task off the core, until `ready`.
bool begins_wait(const TraceEvent& event) {
    switch (event.kind) {
        case EventKind::arrive:
        case EventKind::ready:
        case EventKind::run:
        case EventKind::preempt:
        case EventKind::finish:
        case EventKind::compute:
        case EventKind::work:
        case EventKind::yield:
        case EventKind::stand:
        case EventKind::step:
        case EventKind::may_happen:
        case EventKind::happens:
        case EventKind::buffer:
        case EventKind::flush:
        case EventKind::note:
        case EventKind::lost:
        case EventKind::core_busy:
            return false;
        default:
            return event.phase == Phase::wanted;
    }
}

bool is_made_by_executor(const ResourceInfo& info, const char* name) { return info.line == 0 && info.name == name; }

}  // namespace

RawReading::RawReading(const Trace& trace) : trace_(trace) {
    for (std::size_t i = 0; i < trace.size(); ++i) events_of_[trace[i].task].push_back(i);
}

std::optional<std::size_t> RawReading::last_of(TaskId task, std::size_t events) const {
    const auto found = events_of_.find(task);
    if (found == events_of_.end()) return std::nullopt;
    const std::vector<std::size_t>& places = found->second;
    const auto behind = std::lower_bound(places.begin(), places.end(), events);
    return behind == places.begin() ? std::nullopt : std::optional(*std::prev(behind));
}

bool RawReading::waits_before(TaskId task, std::size_t events) const {
    const std::optional<std::size_t> at = deciding(task, events);
    return at && begins_wait(trace_[*at]);
}

std::optional<std::size_t> RawReading::step_before(TaskId task, std::size_t event) const {
    for (auto at = last_of(task, event); at; at = last_of(task, *at)) {
        if (trace_[*at].kind == EventKind::step) return at;
        const EventKind kind = trace_[*at].kind;  // a device that answers does so in the step
        if (kind != EventKind::ready && kind != EventKind::answer) return std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::size_t> RawReading::deciding(TaskId task, std::size_t events) const {
    for (auto at = last_of(task, events); at; at = last_of(task, *at)) {
        const TraceEvent& event = trace_[*at];
        switch (event.kind) {
            case EventKind::finish:
            case EventKind::preempt:
            case EventKind::arrive:
            case EventKind::step:
                return at;
            case EventKind::run:
                // A record of the kernel: it looked whether its wait was over.
                if (event.unordered && waits_before(task, *at)) break;
                [[fallthrough]];
            case EventKind::ready:
                // In a conducted run the step has put it on the core already.
                return step_before(task, *at).value_or(*at);
            case EventKind::stand:
                // Who waits continues waiting; who had the core has it no more.
                if (const auto before = deciding(task, *at); before && begins_wait(trace_[*before])) return before;
                return at;
            default:
                if (begins_wait(event)) return at;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> RawReading::standing(TaskId task, std::size_t events) const {
    for (auto at = last_of(task, events); at; at = last_of(task, *at)) {
        const EventKind kind = trace_[*at].kind;
        if (kind == EventKind::stand) return at;
        if (kind == EventKind::step || kind == EventKind::finish || kind == EventKind::ready) return std::nullopt;
    }
    return std::nullopt;
}

bool RawReading::is_in_compute(TaskId task, std::size_t events) const {
    for (auto at = last_of(task, events); at; at = last_of(task, *at))
        if (is_work(trace_[*at].kind)) return trace_[*at].phase == Phase::wanted;
    return false;
}

Doing RawReading::doing(TaskId task, std::size_t events) const {
    const std::optional<std::size_t> at = deciding(task, events);
    if (!at) return Doing::absent;
    const TraceEvent& event = trace_[*at];
    if (event.kind == EventKind::finish) {
        constexpr Doing kEndings[] = {Doing::returned, Doing::failed, Doing::cancelled, Doing::died, Doing::died};
        return kEndings[static_cast<std::size_t>(event.ending())];
    }
    if (const TraceEvent& last = trace_[events - 1]; last.kind == EventKind::end) {
        const auto outcome = static_cast<Outcome>(last.value);
        if (outcome == Outcome::finished || outcome == Outcome::failed) return Doing::cut_off;
    }
    const std::optional<std::size_t> stand = standing(task, events);
    if (stand && trace_[*stand].phase == Phase::done) return Doing::may_go_on;
    if (event.kind == EventKind::run || event.kind == EventKind::step) return Doing::running;
    if (!begins_wait(event))
        return stand ? Doing::held_up : is_in_compute(task, events) ? Doing::interrupted : Doing::ready;
    if (is_operation(event.kind) && family_of(operation_of(event.kind)) == Family::asks_device)
        return Doing::asks_device;
    if (event.kind == EventKind::sleep || event.kind == EventKind::blocking_sleep) return Doing::asleep;
    if (event.resource == kNoResource) return Doing::awaits;
    const ResourceInfo& info = trace_.header().resources[index_of(event.resource)];
    if (is_made_by_executor(info, "GIL")) return Doing::wants_lock;
    return is_made_by_executor(info, "pool") ? Doing::wants_worker : Doing::waits;
}

std::optional<Time> RawReading::since(TaskId task, std::size_t events) const {
    std::optional<std::size_t> at = deciding(task, events);
    const std::optional<std::size_t> stand = standing(task, events);
    if (!at) return std::nullopt;
    const bool came_to_it = stand && trace_[*stand].phase == Phase::done && begins_wait(trace_[*at]);
    if (came_to_it && doing(task, events) != Doing::cut_off) return trace_[*stand].time;
    if (trace_[*at].kind == EventKind::step) return trace_[*at].time - 1s;
    // It may have been put where it was already.
    const EventKind kind = trace_[*at].kind;
    const bool had_no_core = trace_.header().conducted() && kind == EventKind::preempt;
    if (!trace_.header().exact() || kind == EventKind::stand || had_no_core) return std::nullopt;
    // Who queues again for the global lock has waited since it first asked.
    const auto wants_lock = [&](std::size_t index) { return doing(task, index + 1) == Doing::wants_lock; };
    for (auto before = deciding(task, *at); before && wants_lock(*at) && wants_lock(*before);
         before = deciding(task, *at))
        at = before;
    return trace_[*at].time;
}

CoreId RawReading::core(TaskId task, std::size_t events) const {
    if (doing(task, events) != Doing::running) return kNoCore;
    const TraceEvent& event = trace_[*deciding(task, events)];
    return event.kind == EventKind::step && event.core == kNoCore ? CoreId{0} : event.core;
}

ResourceId RawReading::awaited_resource(TaskId task, std::size_t events) const {
    const std::optional<std::size_t> at = deciding(task, events);
    return at && begins_wait(trace_[*at]) ? trace_[*at].resource : kNoResource;
}

TaskId RawReading::awaited_task(TaskId task, std::size_t events) const {
    return doing(task, events) == Doing::awaits ? trace_[*deciding(task, events)].other_task() : kNoTask;
}

std::int64_t RawReading::readers(ResourceId lock, std::size_t events) const {
    std::int64_t readers = 0;
    for (std::size_t i = 0; i < events; ++i) {
        const TraceEvent& event = trace_[i];
        if (event.resource != lock || event.phase != Phase::done) continue;
        readers += event.kind == EventKind::lock_read;
        readers -= event.kind == EventKind::unlock_read;
    }
    return readers;
}

std::int64_t RawReading::under_way(ResourceId device, std::size_t events) const {
    std::map<TaskId, bool> asks;
    for (std::size_t i = 0; i < events; ++i)
        if (trace_[i].resource == device) asks[trace_[i].task] = trace_[i].phase == Phase::wanted;
    return std::count_if(asks.begin(), asks.end(), [](const auto& entry) { return entry.second; });
}

std::int64_t RawReading::messages(ResourceId channel, std::size_t events) const {
    std::int64_t messages = 0;
    for (std::size_t i = 0; i < events; ++i) {
        const TraceEvent& event = trace_[i];
        if (event.resource != channel || event.phase != Phase::done) continue;
        if (event.kind == EventKind::wipe) messages = 0;
        messages += event.kind == EventKind::deliver || event.kind == EventKind::send ||
                    (event.kind == EventKind::try_send && event.has_text != 0);
        messages -= event.has_text != 0 && (event.kind == EventKind::receive || event.kind == EventKind::try_receive);
    }
    return messages;
}

bool RawReading::waits_to(OperationKind operation, ResourceId resource, TaskId task, std::size_t events) const {
    const std::optional<std::size_t> at = deciding(task, events);
    return at && begins_wait(trace_[*at]) && trace_[*at].resource == resource &&
           trace_[*at].kind == static_cast<EventKind>(operation);
}

std::optional<std::size_t> RawReading::end_of_wait(TaskId task, std::size_t events) const {
    const std::optional<std::size_t> begin = deciding(task, events);
    if (!begin || !begins_wait(trace_[*begin])) return std::nullopt;
    for (const std::size_t at : events_of_.at(task))
        if (at > *begin && trace_[at].kind == trace_[*begin].kind && trace_[at].phase != Phase::wanted) return at;
    return std::nullopt;
}

TaskId RawReading::owner(ResourceId resource, std::size_t events) const {
    for (std::size_t i = events; i > 0; --i) {
        const TraceEvent& event = trace_[i - 1];
        if (event.resource != resource || event.phase != Phase::done) continue;
        if (event.kind == EventKind::unlock_write) return kNoTask;
        if (event.kind == EventKind::lock_write) return event.task;
        const bool keeps_it = event.kind == EventKind::unlock && event.value > 0;
        if (event.kind == EventKind::unlock && !keeps_it) return kNoTask;
        if (event.kind == EventKind::lock || (event.kind == EventKind::try_lock && event.value == 1)) return event.task;
    }
    return kNoTask;
}

std::size_t RawReading::task_count(std::size_t events) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < events; ++i)
        if (trace_[i].task != kNoTask) count = std::max(count, index_of(trace_[i].task) + 1);
    return count;
}

}  // namespace simul::testing
