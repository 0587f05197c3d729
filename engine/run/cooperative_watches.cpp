// Awaiting one of several futures.
//
// How it works. A watch belongs to the task that awaits. Each future that it watches knows of it, and tells it when it
// ends: then the task continues, or, if it does not wait just now, the watch keeps the end for its next await.
#include <algorithm>
#include <utility>

#include "engine/run/cooperative.h"
#include "engine/run/latest_time.h"
#include "engine/run/operation_events.h"

namespace simul {

Grant Cooperative::await_of_several(CoopTask& task, Operation& operation) {
    const bool begins = watch_number(operation) == 0;
    if (begins) simul::watch(operation, until_of(operation), begin_watch(task, operation).number);
    Watch& watch = watch_of(task, watch_number(operation));
    watch.asked = operation.task;
    if (watches_itself(operation, task)) return refuse(task, operation, kAwaitsItself);
    const bool at_a_later_turn = begins && plan_.model == Model::event_loop && watch.until != Until::each_of_group;
    if (can_tell(watch) && !at_a_later_turn) return deliver_end(task, operation);
    const Grant grant = wait_on_watch(task, operation, watch);
    if (!will_tell(watch) || !watch.waits || task.doing != TaskProgress::waiting) return grant;
    if (!can_tell(watch)) {
        announce_ready(task, task.id);
        return grant;
    }
    watch.waits = false;
    make_ready(task, task.id);
    if (at_a_later_turn) task.doing = TaskProgress::ready_later;
    return grant;
}

/// What asyncio.gather waits for. Elsewhere each result is waited for in turn.
bool Cooperative::waits_for_all_at_once(Until until) const {
    return waits_for_all(until) && plan_.model == Model::event_loop;
}

bool Cooperative::can_tell(const Watch& watch) const {
    return is_over(watch, watch.left, watch.ended.size(), watch.has_failure);
}

/// Once those that have ended have had their turn to tell so.
bool Cooperative::will_tell(const Watch& watch) const {
    return is_over(watch, watch.running, watch.ended.size() + watch.coming, watch.fails);
}

bool Cooperative::is_over(const Watch& watch, std::size_t left, std::size_t ended, bool has_failure) const {
    if (waits_to_last(watch.until) && plan_.model == Model::event_loop)
        return left == 0 || (watch.until == Until::each_at_failure && has_failure);
    if (ended > 0) return true;
    if (waits_for_all_at_once(watch.until)) return left == 0;
    return waits_for_all(watch.until) && tasks_[watch.asked].is_over();
}

std::vector<TaskId> Cooperative::watched_by(const Operation& await, const CoopTask& task) const {
    return watch_number(await) == 0 ? listed_futures(*await.text) : watch_of(task, watch_number(await)).watched;
}

bool Cooperative::watches_itself(const Operation& await, const CoopTask& task) const {
    if (!waits_for_all_at_once(until_of(await))) return false;
    const std::vector<TaskId> watched = watched_by(await, task);
    return std::find(watched.begin(), watched.end(), task.id) != watched.end();
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
    const bool of_group = watch.until == Until::each_of_group && plan_.model == Model::event_loop;
    for (const TaskId id : watch.watched) {
        CoopTask& watched = tasks_[id];
        const bool has_ended = watched.is_over();
        const bool group_has_heard = !of_group || !watched.extras || !watched.extras->tells_group;
        if (!has_ended || !group_has_heard) {
            ++watch.left;
            ++(has_ended ? watch.coming : watch.running);
            watched.more().watchers.push_back({task.id, watch.number});
        } else if (counts(watch.until, watched.ending)) {
            watch.ended.push_back(id);
            hear_in_vain(watched, watch);
            watch.fails = watch.has_failure |= has_failed(watched);
        }
    }
    if (of_group)
        std::sort(watch.ended.begin(), watch.ended.end(),
                  [this](TaskId a, TaskId b) { return tasks_[a].extras->told_group < tasks_[b].extras->told_group; });
    return watch;
}

/// Of whom the trace is to say that it waits for him.
TaskId Cooperative::still_awaited(const Operation& await, const CoopTask& task) const {
    if (waits_for_all(until_of(await)) && !waits_for_all_at_once(until_of(await))) return await.task;
    for (const TaskId id : watched_by(await, task))
        if (!tasks_[id].is_over()) return id;
    return await.task;
}

Grant Cooperative::wait_on_watch(CoopTask& task, Operation& operation, Watch& watch) {
    operation.task = still_awaited(operation, task);
    operation.longest = left_until(watch.end);
    before_wait(task);
    record(task, event_of_wait(operation, operation.task));
    task.waiter.on = kNoResource;
    watch.waits = true;
    return begin_wait(task);
}

bool Cooperative::has_failed(const CoopTask& task) {
    return task.doing == TaskProgress::ended && (task.ending == Ending::failed || task.ending == Ending::died);
}

/// In asyncio what stands between those who end and who awaits several, or their group, is a callback: it has a turn of
/// its own, and whoever is ready by now comes before.
void Cooperative::take_turn_after_end(CoopTask& ended) {
    if (plan_.model == Model::event_loop) return enqueue_end(ended);
    do_after_end(ended);
}

void Cooperative::do_after_end(CoopTask& ended) {
    if (!ended.extras) return;
    if (std::exchange(ended.extras->tells_loop, false)) return hear_on_loop(ended);
    if (std::exchange(ended.extras->tells_group, false)) return tell_group(ended);
    if (std::exchange(ended.extras->tells_watchers, false)) tell_watchers(ended);
}

/// Who waits for this end, and for nobody else, is ready from now on; its turn follows when it has been told.
void Cooperative::announce_end(const CoopTask& ended) {
    for (const Watcher& it : ended.extras->watchers) {
        CoopTask& watcher = tasks_[it.task];
        if (watcher.doing == TaskProgress::ended) continue;
        Watch& watch = watch_of(watcher, it.number);
        --watch.running;
        if (counts(watch.until, ended.ending)) ++watch.coming;
        watch.fails |= has_failed(ended);
        if (!watch.waits || watcher.doing != TaskProgress::waiting) continue;
        if (will_tell(watch))
            announce_ready(watcher, ended.id);
        else if (watcher.operation->task == ended.id)
            wait_for_another(watcher);
    }
}

void Cooperative::announce_ready(CoopTask& watcher, TaskId cause) {
    record_ready(watcher, cause);
    watcher.doing = TaskProgress::ready_later;
}

void Cooperative::tell_watchers(CoopTask& ended) {
    for (const Watcher& it : std::exchange(ended.extras->watchers, {})) tell_watcher(ended, it);
}

/// A gather that has raised the first failure, that was cancelled, or that nobody waits for any more, takes those that
/// follow.
void Cooperative::hear_in_vain(CoopTask& ended, Watch& watch) {
    if (!waits_for_all(watch.until) || ended.ending == Ending::returned) return;
    const bool in_vain = std::exchange(watch.told, watch.told || watch.until == Until::a_failure);
    if ((!in_vain && !watch.cancelled) || !has_failed(ended) || ended.failure_taken) return;
    ended.failure_taken = true;
    note(NoteKind::failure_heard, ended, 0, {});
}

void Cooperative::tell_watcher(CoopTask& ended, const Watcher& it) {
    CoopTask& watcher = tasks_[it.task];
    Watch& watch = watch_of(watcher, it.number);
    const bool gone = watcher.doing == TaskProgress::ended;
    watch.told |=
        gone || (watch.until == Until::all_ends && !watch.waits && watcher.doing != TaskProgress::ready_later);
    hear_in_vain(ended, watch);
    if (gone) return;
    --watch.left;
    if (counts(watch.until, ended.ending)) {
        watch.ended.push_back(ended.id);
        --watch.coming;
    }
    watch.has_failure |= has_failed(ended);
    if (!watch.waits || watcher.doing != TaskProgress::ready_later || !can_tell(watch)) return;
    watch.waits = false;
    watcher.doing = TaskProgress::ready;
    enqueue(watcher);
}

/// The one of which the trace says that `task` waits for it has ended.
void Cooperative::wait_for_another(CoopTask& task) {
    Operation& await = *task.operation;
    await.task = still_awaited(await, task);
    record(task, event_of_wait(await, await.task));
}

/// Its failure is not raised. Who was to be cancelled, and all that it waited for in its place, is cancelled now.
Grant Cooperative::deliver_end(CoopTask& task, Operation& operation) {
    Watch& watch = watch_of(task, watch_number(operation));
    const bool all_ended = watch.ended.empty();
    operation.task = all_ended ? watch.asked : watch.ended.front();
    if (!all_ended) watch.ended.pop_front();
    operation.expected = static_cast<std::int64_t>(watch.ended.size());
    const CoopTask& ended = tasks_[operation.task];
    task.tell_late(operation);
    if (all_ended && std::exchange(watch.cancelled, false)) {
        record(task, EventKind::await, Phase::failed, value_of(ended.id), operation.line);
        task.cancel_next();
        return Grant::granted;
    }
    record(task, EventKind::await, Phase::done, value_of(ended.id), operation.line);
    operation.succeeded = ended.ending != Ending::returned;
    if (operation.text) *operation.text = ended.extras && !operation.succeeded ? ended.extras->result : "";
    return Grant::granted;
}

bool Cooperative::can_end(const Operation& await, const CoopTask& task) const {
    const auto has_ended = [this](TaskId id) { return tasks_[id].is_over(); };
    const Until until = until_of(await);
    const bool of_one = until == Until::its_end || (waits_for_all(until) && !waits_for_all_at_once(until));
    if (of_one && (has_ended(await.task) || await.task == task.id)) return true;
    if (until == Until::its_end) return false;
    if (watches_itself(await, task)) return true;
    if (waits_to_last(until) && plan_.model == Model::event_loop) {
        const std::vector<TaskId> all = watched_by(await, task);
        return std::all_of(all.begin(), all.end(), has_ended) ||
               (until == Until::each_at_failure &&
                std::any_of(all.begin(), all.end(), [this](TaskId id) { return has_failed(tasks_[id]); }));
    }
    if (watch_number(await) != 0 && !watch_of(task, watch_number(await)).ended.empty()) return true;
    const std::vector<TaskId> watched = watched_by(await, task);
    if (waits_for_all_at_once(until) && std::all_of(watched.begin(), watched.end(), has_ended)) return true;
    return watch_number(await) == 0 && std::any_of(watched.begin(), watched.end(), [&](TaskId id) {
               return has_ended(id) && counts(until, tasks_[id].ending);
           });
}

}  // namespace simul
