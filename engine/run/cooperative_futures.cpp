// Spawning, and what one may ask of a future.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/plural.h"
#include "engine/run/cooperative.h"
#include "engine/run/operation_events.h"
#include "engine/scenario/plain_value.h"

namespace simul {

static bool leaves_loop(const Operation& spawn) { return spawn.attributes && spawn.attributes->on_thread; }

Grant Cooperative::begin(CoopTask&, CoopTask& child, Operation&) {
    arrive(child);
    return Grant::granted;
}

Grant Cooperative::too_many_tasks(CoopTask& task, std::uint16_t line) {
    note(NoteKind::too_long, task, line,
         fmt::format("the run was ended at {} {} (--max-tasks)", plan_.max_tasks, noun(plan_.max_tasks, "task")));
    over_ = true;
    return Grant::later;
}

Grant Cooperative::spawn(CoopTask& task, Operation& operation) {
    if (tasks_.size() >= plan_.max_tasks) return too_many_tasks(task, operation.line);
    if (operation.kind == OperationKind::make_future) return make_future(task, operation);
    if (pool_broken_) return refuse(task, operation, told_of_broken_pool());
    if (plan_.model == Model::event_loop && pool_ == kNoResource && leaves_loop(operation))
        return refuse(task, operation,
                      "to_thread: write its name out in the file, so that the loop has threads beside it");
    if (is_long(*operation.text) && !held_.take(operation.text->size()))
        return refuse(task, operation,
                      fmt::format(kNoMemoryLeft, "the call with its arguments", operation.text->size()));
    const Time when = std::max(Time(Duration(operation.value)), since_start());
    CoopTask& child = new_child(task, operation);
    const bool later = operation.kind == OperationKind::spawn_at;
    if (later || plan_.model != Model::sequential)
        record(task, event_of(operation.kind), Phase::done, operation.value, operation.line);
    if (!later) return begin(task, child, operation);
    begin_at(child, when);
    return Grant::granted;
}

/// Who is spawned by a daemon is one, too.
CoopTask& Cooperative::new_child(CoopTask& parent, Operation& operation) {
    CoopTask& child = new_task(&parent, *operation.text);
    child.in_pool = pool_ != kNoResource && (plan_.model != Model::event_loop || leaves_loop(operation));
    if (operation.attributes) child.more().attributes = *operation.attributes;
    if (operation.attributes && operation.attributes->node) child.more().node = *operation.attributes->node;
    child.daemon =
        has_daemons(plan_.model) && (parent.daemon || (operation.attributes && operation.attributes->daemon));
    if (child.daemon) {
        if (!child.extras || !child.extras->attributes) child.more().attributes.emplace();
        --unended_;
        ++daemons_;
    }
    operation.task = child.id;
    operation.value = value_of(child.id);
    return child;
}

Grant Cooperative::await(CoopTask& task, Operation& operation) {
    if (until_of(operation) != Until::its_end) return await_of_several(task, operation);
    CoopTask& awaited = tasks_[operation.task];
    if (awaited.is_over()) return deliver(task, operation, awaited);
    if (awaited.id == task.id) return refuse(task, operation, kAwaitsItself);
    return wait_for_end(task, operation, awaited);
}

/// Of a task that has ended: its result, its failure, or the question about it.
Grant Cooperative::deliver(CoopTask& task, Operation& operation, CoopTask& awaited) {
    const bool asks = operation.kind == OperationKind::future_exception && awaited.ending != Ending::cancelled;
    const bool fails = awaited.ending != Ending::returned && !asks;
    awaited.failure_taken = true;
    task.tell_late(operation);
    record(task, event_of(operation.kind), fails ? Phase::failed : Phase::done, value_of(awaited.id), operation.line);
    if (operation.text) operation.text->clear();
    operation.succeeded = awaited.ending != Ending::returned;
    const std::string error = awaited.ending == Ending::cancelled ? name_of(awaited.id) + " was cancelled"
                              : awaited.extras                    ? awaited.extras->error
                                                                  : "";
    if (fails && awaited.ending == Ending::cancelled && plan_.model == Model::event_loop) {
        if (operation.limit <= time_of_limits()) pass_limits(task);  // its own time was over, too
        task.cancel_next();
    } else if (fails)
        task.fail_next(error);
    else if (operation.text)
        *operation.text = asks ? error : awaited.extras ? awaited.extras->result : "";
    return Grant::granted;
}

Grant Cooperative::ask_future(CoopTask& task, Operation& operation) {
    CoopTask& asked = tasks_[operation.task];
    if (operation.kind == OperationKind::future_done) return tell_whether_done(task, operation, asked);
    if (operation.kind == OperationKind::future_cancelled) return tell_whether_done(task, operation, asked);
    if (operation.kind == OperationKind::future_cancel) return cancel(task, operation, asked);
    if (operation.kind == OperationKind::set_result || operation.kind == OperationKind::set_exception)
        return set_by_hand(task, operation);
    if (operation.kind == OperationKind::add_done_callback) return add_callback(task, operation);
    if (asks_of_process(operation.kind)) return ask_of_process(task, operation);
    if (asked.is_over()) return deliver(task, operation, asked);
    if (plan_.model == Model::event_loop)
        return refuse(task, operation,
                      fmt::format("the result of {0} is not there yet: in an event loop, await it", name_of(asked.id)));
    if (asked.id == task.id) return refuse(task, operation, kAwaitsItself);
    return wait_for_end(task, operation, asked);
}

Grant Cooperative::ask_of_process(CoopTask& task, Operation& operation) {
    return refuse(task, operation, why_no_process(operation.kind, plan_.model, {operation.task}));
}

Grant Cooperative::tell_whether_done(CoopTask& task, Operation& operation, CoopTask& asked) {
    const bool asks_cancelled = operation.kind == OperationKind::future_cancelled;
    operation.value = asked.is_over() && (!asks_cancelled || asked.ending == Ending::cancelled);
    record(task, event_of(operation.kind), Phase::done, value_of(asked.id), operation.line);
    return Grant::granted;
}

Grant Cooperative::cancel(CoopTask& task, Operation& operation, CoopTask& asked) {
    const bool had_ended = asked.is_over();
    operation.value = cancel(asked, task.id);
    record(task, EventKind::future_cancel, operation.value ? Phase::done : Phase::failed, value_of(asked.id),
           operation.line);
    if (!operation.value || had_ended) return Grant::granted;
    if (ends_at_once(asked)) put_on_thread_of(task, asked);
    end_if_not_begun(asked);
    return await_callbacks(task, operation, asked.id);
}

/// Off the loop, and where memory is shared, who ends a future by a call calls its callbacks in that call.
Grant Cooperative::await_callbacks(CoopTask& task, Operation& operation, TaskId ended) {
    if (plan_.model == Model::event_loop || own_variables_) return Grant::granted;
    const auto called_by = [this](TaskId id) { return tasks_[id].extras ? tasks_[id].extras->called : kNoTask; };
    TaskId last = called_by(ended);
    while (last != kNoTask && tasks_[last].doing == TaskProgress::ended) last = called_by(last);
    if (last == kNoTask) return Grant::granted;
    before_wait(task);
    operation.expected = value_of(last);
    record(task, EventKind::await, Phase::wanted, operation.expected, operation.line);
    task.waiter.on = kNoResource;
    rules_.enqueue(tasks_[last].awaiting, task.id);
    return begin_wait(task);
}

bool Cooperative::ends_at_once(const CoopTask& cancelled) const {
    if (cancelled.doing == TaskProgress::ended || has_begun(cancelled)) return false;
    return !is_on_loop(cancelled) || cancelled.doing == TaskProgress::coming;
}

void Cooperative::end_if_not_begun(CoopTask& cancelled) {
    if (ends_at_once(cancelled)) end_without_running(cancelled);
}

std::int64_t Cooperative::group_of(const CoopTask& task) {
    return task.extras && task.extras->attributes ? task.extras->attributes->group : 0;
}

/// On an event loop, where a group hears of it.
bool Cooperative::is_in_group(const CoopTask& task) const {
    return plan_.model == Model::event_loop && group_of(task) != 0;
}

/// The group hears of it. The first that fails has the others cancelled, and then who spawned them, where they wait.
void Cooperative::tell_group(CoopTask& ended) {
    ended.extras->told_group = ++told_groups_;
    std::vector<Watcher>& watchers = ended.extras->watchers;
    const auto of_others = std::stable_partition(watchers.begin(), watchers.end(), [this](const Watcher& it) {
        return watch_of(tasks_[it.task], it.number).until == Until::each_of_group;
    });
    const std::vector<Watcher> of_group(watchers.begin(), of_others);
    watchers.erase(watchers.begin(), of_others);
    for (const Watcher& it : of_group) tell_watcher(ended, it);
    if (ended.ending == Ending::failed) cancel_group(ended);
}

void Cooperative::cancel_group(const CoopTask& failed) {
    CoopTask& owner = tasks_[failed.parent];
    OwnGroup* const group = owner.cancelling().group(group_of(failed));
    if (owner.doing == TaskProgress::ended || !group || group->aborted) return;
    group->aborted = group->cancels_owner = true;
    std::vector<TaskId> all;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        const CoopTask& task = tasks_[static_cast<TaskId>(i)];
        const bool is_brother = task.parent == failed.parent && group_of(task) == group_of(failed);
        if (is_brother && task.doing != TaskProgress::ended) all.push_back(task.id);
    }
    all.push_back(failed.parent);
    for (const TaskId id : all)
        if (!tasks_[id].is_over() && cancel(tasks_[id], failed.id)) end_if_not_begun(tasks_[id]);
}

std::uint32_t Cooperative::count_of(const WaitQueue& queue) const {
    std::uint32_t count = 0;
    for (TaskId at = queue.first; at != kNoTask; at = tasks_[at].waiter.next) ++count;
    return count;
}

/// Of a task that has ended the callback is called at once; on an event loop, at its next turn.
Grant Cooperative::add_callback(CoopTask& task, Operation& operation) {
    CoopTask& asked = tasks_[operation.task];
    const bool on_loop = plan_.model == Model::event_loop;
    if (is_long(*operation.text)) return refuse(task, operation, kLongCallback);
    task.called_back = true;
    if (asked.is_over() && !on_loop) return call_at_once(task, operation);
    record(task, event_of(operation.kind), Phase::done, value_of(asked.id), operation.line);
    if (asked.is_over())
        call_back(task.id, *operation.text);
    else
        asked.more().callbacks.push_back({task.id, *operation.text, on_loop ? count_of(asked.awaiting) : 0});
    return Grant::granted;
}

/// The callback is a call: who registered it continues when it has ended.
Grant Cooperative::call_at_once(CoopTask& task, Operation& operation) {
    CoopTask& child = new_callback(task.id, *operation.text);
    put_on_thread_of(task, child);
    const Grant grant = wait_for_end(task, operation, child);
    arrive(child);
    return grant;
}

void Cooperative::call_back(TaskId registrar, std::string_view call) { arrive(new_callback(registrar, call)); }

/// `other` has no thread of its own: what it does is done by the thread of `task`. Processes have one each.
void Cooperative::put_on_thread_of(const CoopTask& task, CoopTask& other) {
    if (!own_variables_ && !has_one_thread(plan_.model)) other.more().thread = thread_of(task);
}

/// It has the memory of who registered it.
CoopTask& Cooperative::new_callback(TaskId registrar, std::string_view call) {
    CoopTask& child = new_task(&tasks_[registrar], call);
    child.urgent = child.callback = true;
    if (own_variables_) child.more().variables = tasks_[registrar].more().variables;
    return child;
}

/// Who awaits the task continues; on an event loop its callbacks are called, too, in the order in which all of them
/// asked.
void Cooperative::call_and_wake(CoopTask& task) {
    std::uint32_t woken = 0;
    if (task.extras && plan_.model == Model::event_loop)
        for (const RegisteredCallback& it : std::exchange(task.extras->callbacks, {})) {
            for (; woken < it.after && !task.awaiting.empty(); ++woken)
                make_ready(tasks_[rules_.dequeue(task.awaiting)], task.id);
            call_back(it.registrar, it.call);
        }
    while (!task.awaiting.empty()) make_ready(tasks_[rules_.dequeue(task.awaiting)], task.id);
}

/// Off the loop callbacks are called one after another by whoever ended the task: each is followed by the rest of them.
void Cooperative::call_next(CoopTask& task) {
    if (!task.extras) return;
    std::vector<RegisteredCallback> rest = std::exchange(task.extras->callbacks, {});
    std::erase_if(rest, [this](const RegisteredCallback& it) { return tasks_[it.registrar].ending == Ending::died; });
    if (rest.empty()) return;
    const RegisteredCallback next = std::move(rest.front());
    rest.erase(rest.begin());
    CoopTask& child = new_callback(next.registrar, next.call);
    child.more().callbacks = std::move(rest);
    put_on_thread_of(task, child);
    task.extras->called = child.id;
    child.in_pool = task.in_pool && task.started && plan_.model == Model::thread_pool;
    arrive(child);
    if (child.doing != TaskProgress::waiting) return;
    WaitQueue& queue = resources_[index_of(pool_)].queue;  // it gets the place that the task has still
    rules_.remove(queue, child.id);
    rules_.enqueue_first(queue, child.id);
}

}  // namespace simul
