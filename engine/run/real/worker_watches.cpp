// A worker that awaits one of several futures (see cooperative_watches.cpp).
//
// How it works. A watch stands in the region. Who ends a watched task tells it under its guard: the task that waits is
// woken, or the end is kept for its next await.
#include <utility>

#include "engine/os/clock.h"
#include "engine/run/operation_events.h"
#include "engine/run/real/worker.h"

namespace simul {

TaskId& Worker::ended_of(const SharedWatch& watch, std::uint32_t place) const {
    return run_.region().at<TaskId>(watch.ended)[place];
}
TaskId& Worker::watched_of(const SharedWatch& watch, std::uint32_t place) const {
    return run_.region().at<TaskId>(watch.watched)[place];
}

void Worker::await_of_several(TaskContext& context, Operation& operation) {
    if (watch_number(operation) == 0)
        simul::watch(operation, until_of(operation), static_cast<std::int64_t>(begin_watch(context, operation)));
    auto& watch = *run_.region().at<SharedWatch>(static_cast<Offset>(watch_number(operation)));
    run_.guard(watch.guard, current_);
    const bool has_one = take_end(watch, operation);
    if (!has_one) wait_on_watch(context, operation, watch);
    run_.unguard(watch.guard);
    if (has_one) return deliver_end(context, operation);
    go_on_after(wait_for_wake(context, operation), context, operation);
}

Offset Worker::begin_watch(TaskContext& context, Operation& operation) {
    Region& region = run_.region();
    const std::vector<TaskId> watched = listed_futures(*operation.text);
    const Offset place = region.allocate(sizeof(SharedWatch));
    auto& watch = *new (region.at<SharedWatch>(place)) SharedWatch;
    watch.by = context.id;
    watch.until = until_of(operation);
    if (operation.longest != kForever) watch.end = now_ + core_.real(operation.longest);
    watch.count = static_cast<std::uint32_t>(watched.size());
    watch.watched = region.allocate(watched.size() * sizeof(TaskId) + 1);
    watch.ended = region.allocate(watched.size() * sizeof(TaskId) + 1);
    for (std::uint32_t i = 0; i < watch.count; ++i) watched_of(watch, i) = watched[i];
    for (const TaskId id : watched) {
        TaskSlot& slot = this->slot(id);
        run_.guard(slot.guard, current_);
        const bool ended = slot.activity.load() == Activity::ended;
        if (!ended) {
            const Offset entry = region.allocate(sizeof(SharedWatcher));
            new (region.at<SharedWatcher>(entry)) SharedWatcher{slot.watchers, place};
            slot.watchers = entry;
        }
        run_.unguard(slot.guard);
        if (!ended || !counts(watch.until, slot.ending.load())) continue;
        run_.guard(watch.guard, current_);
        ended_of(watch, watch.told++) = id;
        hear_in_vain(id, watch);
        run_.unguard(watch.guard);
    }
    return place;
}

/// With the guard held.
bool Worker::take_end(SharedWatch& watch, Operation& operation) {
    if (watch.given < watch.told)
        operation.task = ended_of(watch, watch.given++);
    else if (!waits_for_all(watch.until))
        return false;
    return has_ended(operation.task);
}

/// With the guard held.
void Worker::wait_on_watch(TaskContext& context, Operation& operation, SharedWatch& watch) {
    if (gives_each(watch.until))
        for (std::uint32_t i = 0; i < watch.count; ++i)
            if (operation.task = watched_of(watch, i); slot(operation.task).activity.load() != Activity::ended) break;
    if (run_.global_lock() != kNoResource) drop_lock(context.id);
    now_ = os::monotonic_now();
    slot(context.id).activity.store(Activity::waiting);
    slot(context.id).waiter.on = kNoResource;
    watch.waits = true;
    watch.awaits = operation.task;
    record(context.id, event_of_wait(operation, operation.task));
}

/// False: an end that it waited for has come.
bool Worker::leave_watch(TaskContext& context, const Operation& operation) {
    auto& watch = *run_.region().at<SharedWatch>(static_cast<Offset>(watch_number(operation)));
    run_.guard(watch.guard, current_);
    const bool waited = std::exchange(watch.waits, false);
    if (waited) {
        read_clock();
        make_itself_ready(context.id);
    }
    run_.unguard(watch.guard);
    return waited;
}

void Worker::tell_watchers(TaskId ended, Offset watchers) {
    const TaskSlot& slot = this->slot(ended);
    for (Offset at = watchers; at != 0; at = run_.region().at<SharedWatcher>(at)->next) {
        auto& watch = *run_.region().at<SharedWatch>(run_.region().at<SharedWatcher>(at)->watch);
        run_.guard(watch.guard, current_);
        const bool counted = counts(watch.until, slot.ending.load());
        hear_in_vain(ended, watch);
        if (watch.waits && (counted || watch.awaits == ended)) {
            watch.waits = false;
            watch.awaits = ended;
            rules_.consequences().push_back({watch.by, kNoResource});
            tell_consequences(ended);
        } else if (counted) {
            ended_of(watch, watch.told++) = ended;
        }
        run_.unguard(watch.guard);
        wake_told();
    }
}

/// A gather that has raised the first failure, or has ended, takes those that follow. With the watch's guard held.
void Worker::hear_in_vain(TaskId ended, SharedWatch& watch) {
    TaskSlot& slot = this->slot(ended);
    const Ending ending = slot.ending.load();
    if (!waits_for_all(watch.until) || ending == Ending::returned) return;
    const bool gone = this->slot(watch.by).activity.load() == Activity::ended;
    const bool in_vain = std::exchange(watch.heard, watch.heard || watch.until == Until::a_failure) || gone;
    if (!in_vain || ending == Ending::cancelled || slot.failure_taken.exchange(true)) return;
    note(ended, NoteKind::failure_heard, 0, {});
}

/// Its failure is not raised.
void Worker::deliver_end(TaskContext& context, Operation& operation) {
    const TaskSlot& ended = slot(operation.task);
    auto& watch = *run_.region().at<SharedWatch>(static_cast<Offset>(watch_number(operation)));
    run_.guard(watch.guard, current_);
    operation.expected = watch.told - watch.given;
    run_.unguard(watch.guard);
    record(context.id, EventKind::await, Phase::done, value_of(operation.task), operation.line);
    operation.succeeded = ended.ending.load() != Ending::returned;
    if (operation.text) *operation.text = operation.succeeded ? "" : std::string(run_.region().text(ended.result));
}

}  // namespace simul
