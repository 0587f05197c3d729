#include "engine/analysis/wait_cycle.h"

#include <algorithm>

namespace simul {

TaskId waits_for(const Moment& moment, TaskId task) {
    const TaskState& state = moment.task(task).state;
    if (state.state != State::blocked) return kNoTask;
    if (state.resource == kNoResource) return state.other;
    const ResourceKind kind = moment.header().resources[index_of(state.resource)].kind;
    return kind == ResourceKind::mutex || kind == ResourceKind::rw_lock ? moment.resource(state.resource).owner
                                                                        : kNoTask;
}

TaskId waits_for_good_for(const Moment& moment, TaskId task) {
    const TaskState& state = moment.task(task).state;
    const bool by_anybody =
        state.resource != kNoResource && anybody_may_unlock(moment.header().resources[index_of(state.resource)]);
    return state.timed || by_anybody ? kNoTask : waits_for(moment, task);
}

namespace {

/// From this task of a circle once around.
std::vector<TaskId> once_around(const Moment& moment, TaskId start) {
    std::vector<TaskId> circle;
    TaskId at = start;
    do {
        circle.push_back(at);
        at = waits_for_good_for(moment, at);
    } while (at != start);
    return circle;
}

}  // namespace

/// Follows each task's waits until they end or meet a path: its own, then the part from there is a circle.
std::vector<std::vector<TaskId>> circles_in(const Moment& moment) {
    std::vector<std::vector<TaskId>> circles;
    std::vector<std::size_t> path_of(moment.task_count(), 0);
    for (std::size_t first = 0; first < moment.task_count(); ++first) {
        const std::size_t path = first + 1;
        auto at = static_cast<TaskId>(first);
        while (at != kNoTask && index_of(at) < path_of.size() && path_of[index_of(at)] == 0) {
            path_of[index_of(at)] = path;
            at = waits_for_good_for(moment, at);
        }
        if (at == kNoTask || index_of(at) >= path_of.size() || path_of[index_of(at)] != path) continue;
        circles.push_back(once_around(moment, at));
    }
    return circles;
}

/// After as many steps as there are tasks, one is in the circle, if there is any. The first may be no task yet.
std::vector<TaskId> circle_behind(const Moment& moment, TaskId task) {
    for (std::size_t i = 0; i <= moment.task_count() && task != kNoTask; ++i) task = waits_for_good_for(moment, task);
    return task == kNoTask ? std::vector<TaskId>{} : once_around(moment, task);
}

std::vector<TaskId> CycleWatch::closed_by(const TraceEvent& event, const Moment& moment) {
    // A bound for stories with endless chains of waiters; the end of the run tells what is missed.
    constexpr std::size_t kLongest = 10'000;
    if (event.phase != Phase::wanted || event.task == kNoTask) return {};
    std::vector<TaskId> path;
    for (TaskId at = event.task; at != kNoTask && path.size() < kLongest; at = waits_for_good_for(moment, at)) {
        if (is_known(at)) return {};
        if (at == event.task && !path.empty()) {
            remember(path);
            return path;
        }
        path.push_back(at);
    }
    return {};
}

void CycleWatch::remember(const std::vector<TaskId>& cycle) {
    for (const TaskId task : cycle) {
        if (known_.size() <= index_of(task)) known_.resize(index_of(task) + 1);
        known_[index_of(task)] = true;
    }
}

PoolWatch::PoolWatch(const TraceHeader& header) {
    if (!is_pool(header.model)) return;
    for (std::size_t i = 0; i < header.resources.size(); ++i) {
        const ResourceInfo& resource = header.resources[i];
        if (resource.kind != ResourceKind::semaphore || resource.name != "pool" || resource.line != 0) continue;
        pool_ = static_cast<ResourceId>(i);
        places_ = static_cast<std::size_t>(std::max<std::int64_t>(1, resource.initial.bits));
    }
}

std::vector<TaskId> PoolWatch::starved_by(const TraceEvent& event, const Moment& moment) {
    if (pool_ == kNoResource || told_) return {};
    if (!note_places(event) || holders_.size() < places_ || !is_starved(moment)) return {};
    told_ = true;
    return holders_;
}

/// Whether the event may have starved the pool.
bool PoolWatch::note_places(const TraceEvent& event) {
    if (event.resource == pool_ && event.phase == Phase::done) {
        if (event.kind == EventKind::acquire) holders_.push_back(event.task);
        if (event.kind == EventKind::release) std::erase(holders_, event.task);
    }
    return event.phase == Phase::wanted;
}

bool PoolWatch::is_starved(const Moment& moment) const {
    return std::all_of(holders_.begin(), holders_.end(), [&](TaskId holder) { return leads_to_queue(holder, moment); });
}

/// Whoever it waits for may itself wait for another one, and so on.
bool PoolWatch::leads_to_queue(TaskId task, const Moment& moment) const {
    for (std::size_t i = 0; i <= moment.task_count(); ++i) {
        task = waits_for_good_for(moment, task);
        if (task == kNoTask) return false;
        if (moment.task(task).queue == pool_) return true;
    }
    return false;
}

}  // namespace simul
