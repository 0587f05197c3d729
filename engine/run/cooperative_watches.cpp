// Awaiting one of several futures.
//
// How it works. A watch belongs to the task that awaits. Each future that it watches knows of it, and tells it when it
// ends: then the task goes on, or, if it does not wait just now, the watch keeps the end for its next await.
#include <algorithm>
#include <utility>

#include "engine/run/cooperative.h"
#include "engine/run/latest_time.h"
#include "engine/run/operation_events.h"

namespace simul {

Grant Cooperative::await_of_several(CoopTask& task, Operation& operation) {
    if (watch_number(operation) == 0) simul::watch(operation, until_of(operation), begin_watch(task, operation).number);
    Watch& watch = watch_of(task, watch_number(operation));
    if (!watch.ended.empty()) {
        operation.task = watch.ended.front();
        watch.ended.pop_front();
        return deliver_end(task, operation, tasks_[operation.task]);
    }
    if (until_of(operation) == Until::a_failure && tasks_[operation.task].doing == Doing::ended)
        return deliver_end(task, operation, tasks_[operation.task]);
    return wait_on_watch(task, operation, watch);
}

Watch& Cooperative::watch_of(CoopTask& task, std::int64_t number) {
    return task.more().watches[static_cast<std::size_t>(number) - 1];
}

const Watch& Cooperative::watch_of(const CoopTask& task, std::int64_t number) {
    return task.extras->watches[static_cast<std::size_t>(number) - 1];
}

Watch& Cooperative::begin_watch(CoopTask& task, Operation& operation) {
    std::vector<Watch>& watches = task.more().watches;
    Watch& watch = watches.emplace_back();
    watch.number = static_cast<std::int64_t>(watches.size());
    watch.until = until_of(operation);
    if (operation.longest != kForever) watch.end = later(time_of_limits(), operation.longest);
    watch.watched = listed_futures(*operation.text);
    for (const TaskId id : watch.watched) {
        CoopTask& watched = tasks_[id];
        if (watched.doing != Doing::ended)
            watched.more().watchers.push_back({task.id, watch.number});
        else if (counts(watch.until, watched.ending))
            watch.ended.push_back(id);
    }
    return watch;
}

/// The trace says that it waits for the one that it asks for, or for the first that has not ended.
Grant Cooperative::wait_on_watch(CoopTask& task, Operation& operation, Watch& watch) {
    if (until_of(operation) == Until::an_end)
        for (const TaskId id : watch.watched)
            if (operation.task = id; tasks_[id].doing != Doing::ended) break;
    operation.longest = left_until(watch.end);
    before_wait(task);
    record(task, event_of_wait(operation, operation.task));
    task.waiter.on = kNoResource;
    watch.waits = true;
    return begin_wait(task);
}

void Cooperative::tell_watchers(CoopTask& ended) {
    for (const Watcher& it : std::exchange(ended.extras->watchers, {})) {
        CoopTask& watcher = tasks_[it.task];
        if (watcher.doing == Doing::ended) continue;
        Watch& watch = watch_of(watcher, it.number);
        const bool counted = counts(watch.until, ended.ending);
        watch.waits &= watcher.doing == Doing::waiting;  // else it has given up
        if (watch.waits && (counted || watcher.operation->task == ended.id)) {
            watch.waits = false;
            watcher.operation->task = ended.id;
            make_ready(watcher, ended.id);
        } else if (counted) {
            watch.ended.push_back(ended.id);
        }
    }
}

/// Its failure is not raised.
Grant Cooperative::deliver_end(CoopTask& task, Operation& operation, CoopTask& ended) {
    record(task, EventKind::await, Phase::done, value_of(ended.id), operation.line);
    operation.succeeded = ended.ending != Ending::returned;
    operation.late = task.limit_passed_on;
    task.limit_passed_on = false;
    if (operation.text) *operation.text = ended.extras && !operation.succeeded ? ended.extras->result : "";
    return Grant::granted;
}

bool Cooperative::can_end(const Operation& await, const CoopTask& task) const {
    const auto has_ended = [this](TaskId id) { return tasks_[id].doing == Doing::ended; };
    if (until_of(await) != Until::an_end && (has_ended(await.task) || await.task == task.id)) return true;
    if (until_of(await) == Until::its_end) return false;
    if (watch_number(await) != 0) return !watch_of(task, watch_number(await)).ended.empty();
    const std::vector<TaskId> watched = listed_futures(*await.text);
    return std::any_of(watched.begin(), watched.end(),
                       [&](TaskId id) { return has_ended(id) && counts(until_of(await), tasks_[id].ending); });
}

}  // namespace simul
