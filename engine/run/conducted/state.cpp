// Which state a conducted run is in: equal when the same can follow, and the same was found for good.
//
// How it works. What a task does next follows from where its code stands and its local values, if the story can tell
// them, else from its call and all that its operations gave. Everything else stands in the resources, and in what the
// executor knows of the task. A task that has ended is its result. What a run was found to do on the way (an
// expectation that did not hold, tasks that waited for each other until one was cancelled) is part of its state, so
// that runs which end in the same state have come to the same.
#include <algorithm>

#include "engine/run/conducted/conducted.h"
#include "engine/scenario/operation_hash.h"

namespace simul {

namespace {

StateHash hash_of(std::string_view text) {
    StateHash hash;
    hash.add(text);
    return hash;
}

}  // namespace

// ---- What is remembered of operations.

void Conducted::remember(CoopTask& task, const Operation& operation) {
    Stand& stand = stands_[index_of(task.id)];
    StateHash& history = stand.history;
    history.add(static_cast<std::uint64_t>(operation.kind) | std::uint64_t{index_of(operation.resource)} << 8 |
                std::uint64_t{operation.succeeded} << 32 | static_cast<std::uint64_t>(operation.cell) << 33);
    history.add(static_cast<std::uint64_t>(operation.value));
    if (crosses(task, operation)) return;
    switch (operation.kind) {
        case OperationKind::receive:
        case OperationKind::try_receive:
        case OperationKind::stream_read:
        case OperationKind::stream_read_line:
        case OperationKind::walk_entry:  // which entry it found, not only what is in it
            return history.add(std::string_view(*operation.text));
        case OperationKind::await:
        case OperationKind::future_result:
        case OperationKind::future_exception:
            history.add(index_of(operation.task));
            history.add(static_cast<std::uint64_t>(operation.expected));
            return history.add(stands_[index_of(operation.task)].history);
        case OperationKind::unlock:
        case OperationKind::condition_wait:
        case OperationKind::send:
        case OperationKind::try_send:
        case OperationKind::release:
        case OperationKind::stream_write:
        case OperationKind::task_done:
        case OperationKind::unlock_read:
        case OperationKind::unlock_write:
        case OperationKind::barrier_wait:
            return history.add(std::string_view(rules_.refusal()));
        case OperationKind::random:
            stand.draws.add(static_cast<std::uint64_t>(operation.value));
            return stand.draws.add(static_cast<std::uint64_t>(operation.expected));
        case OperationKind::expect:
            if (operation.value == 0) remember_broken(task, operation);
            return;
        case OperationKind::mark:
            if (tells_marks_apart_) add_mark(*operation.text);
            return;
        default:
            return;
    }
}

void Conducted::remember_broken(const CoopTask& task, const Operation& operation) {
    StateHash broken = hash_of(*operation.text);
    broken.add(std::uint64_t{index_of(task.id)} << 16 | operation.line);
    facts_.add(broken);
}

/// It is told for good.
void Conducted::hear_of_changed_copy(TaskContext& context, std::string_view what) {
    StateHash changed = hash_of("changed copy");
    changed.add(index_of(context.id));
    changed.add(what);
    facts_.add(changed);
    Cooperative::hear_of_changed_copy(context, what);
}

void Conducted::add_mark(std::string_view name) {
    const StateHash mark = hash_of(name);
    marks_.first += mark.first;
    marks_.second += mark.second;
}

/// The task continues after a wait in a queue, or because it was cancelled there.
void Conducted::remember_wait(CoopTask& task) {
    const Operation& operation = *task.operation;
    StateHash& history = stands_[index_of(task.id)].history;
    history.add(static_cast<std::uint64_t>(operation.kind) << 2 | std::uint64_t{task.timed_out} << 1 |
                task.cancel_asked);
    history.add(index_of(operation.task));
    if (family_of(operation.kind) == Family::asks_device) {
        history.add(static_cast<std::uint64_t>(task.extras->answer.value));
        history.add(std::string_view(task.extras->answer.error));
    }
    if (operation.task != kNoTask) history.add(stands_[index_of(operation.task)].history);
}

/// Before somebody is cancelled: what is found of those who wait is found for good, though they may continue
/// afterwards.
void Conducted::remember_standstill() {
    for (std::size_t i = 0; i < tasks_.size(); ++i) remember_circle(static_cast<TaskId>(i));
    remember_starved_pool();
}

/// If `first` is the first, by number, of tasks that wait for each other.
void Conducted::remember_circle(TaskId first) {
    StateHash circle;
    TaskId at = first;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        circle.add(index_of(at));
        at = waited_for(at);
        if (at == kNoTask || at < first) return;
        if (at == first) return facts_.add(circle);
    }
}

/// If all who have a place in the pool wait for a task that has none, or for somebody who does.
void Conducted::remember_starved_pool() {
    if (pool_ == kNoResource || resources_[index_of(pool_)].queue.empty()) return;
    StateHash holders = hash_of("pool");
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        const CoopTask& task = looked_at(static_cast<TaskId>(i));
        if (!task.in_pool || task.doing == TaskProgress::ended || waits_for_place(task)) continue;
        if (!leads_to_queue(task.id)) return;
        holders.add(i);
    }
    facts_.add(holders);
}

bool Conducted::leads_to_queue(TaskId id) const {
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        id = waited_for(id);
        if (id == kNoTask) return false;
        if (waits_for_place(looked_at(id))) return true;
    }
    return false;
}

/// Whom a task waits for until he lets it continue: the owner of a mutex, or whose future it awaits. A task that could
/// continue now waits for nobody, whether it was held back before or not.
TaskId Conducted::waited_for(TaskId id) const {
    const CoopTask& task = looked_at(id);
    const Stand& stand = stands_[index_of(id)];
    if (task.doing != TaskProgress::waiting || !task.started || (stand.asked && can_go_on(task, stand))) return kNoTask;
    if (task.operation->is_timed() && task.waiter.on == task.operation->resource) return kNoTask;
    if (task.waiter.on == kNoResource) return task.operation->task;
    const ResourceState& state = resources_[index_of(task.waiter.on)];
    const bool is_owners = state.kind == ResourceKind::rw_lock ||
                           (state.kind == ResourceKind::mutex && !anybody_may_unlock(infos_[index_of(task.waiter.on)]));
    return is_owners ? state.owner : kNoTask;
}

/// Of a task that has ended only its end matters: so many ways lead to the same state.
void Conducted::forget_but_the_end(CoopTask& task) {
    StateHash& history = stand_of(task).history;
    history = StateHash{};
    if (!task.extras) return;
    history.add(std::string_view(task.extras->result));
    history.add(std::string_view(task.extras->error));
    history.add(static_cast<std::uint64_t>(task.extras->signal));
}

/// Of a task whose code has ended, but whose end nobody has seen: what it will give.
StateHash Conducted::coming_end_of(const CoopTask& task) {
    const BodyEnd end = body_end_of(task.exception());
    StateHash hash;
    hash.add(static_cast<std::uint64_t>(end.ending));
    hash.add(end.ending == Ending::returned ? task.result_so_far() : std::string_view(end.told));
    return hash;
}

// ---- The state.

StateHash Conducted::state() const {
    StateHash hash = facts_.sum();
    hash.add(marks_);
    if (!nodes_.empty() && unended_ == 0 && !may_begin_anew()) {
        add_end(hash);
        return hash;
    }
    if (pool_broken_) hash.add(std::uint64_t{1});
    hash.add(index_of(waking_) | static_cast<std::uint64_t>(waking_ == kNoResource ? 0 : still_to_wake_) << 16);
    if (clock_matters()) hash.add(steps_);
    add_machines(hash);
    buffers_.add_to(hash);
    for (std::size_t i = 0; i < stands_.size(); ++i) add_task(hash, static_cast<TaskId>(i));
    add_resources(hash);
    if (plan_.model == Model::event_loop) {
        hash.add(index_of(loop_) | std::uint64_t{loop_runs_for_} << 32);
        hash.add(static_cast<std::uint64_t>(turns_left_));
    }
    if (plan_.model == Model::sequential) add_nesting(hash);
    return hash;
}

/// What a run of several machines has come to. Where its daemons were cut off matters no more, but for whom they wait;
/// nor does what was on its way to them.
void Conducted::add_end(StateHash& hash) const {
    for (std::size_t i = 0; i < stands_.size(); ++i) {
        const CoopTask& task = looked_at(static_cast<TaskId>(i));
        const bool ended = task.doing == TaskProgress::ended;
        hash.add(std::uint64_t{ended} | std::uint64_t{task.failure_taken} << 1 | std::uint64_t{task.by_hand} << 2 |
                 std::uint64_t{index_of(node_of(task))} << 8 | static_cast<std::uint64_t>(task.ending) << 16);
        if (ended || task.by_hand)
            hash.add(stands_[i].history);
        else
            hash.add(index_of(waited_for(task.id)));
    }
    for (std::size_t i = 0; i < infos_.size(); ++i)
        if (infos_[i].kind != ResourceKind::channel) add_resource(hash, i);
}

void Conducted::add_task(StateHash& hash, TaskId id) const {
    const CoopTask& task = looked_at(id);
    const Stand& stand = stands_[index_of(id)];
    const bool ended = task.doing == TaskProgress::ended;
    // Only on an event loop a cancellation meets a task otherwise when it was held back before.
    const bool held = stand.held && plan_.model == Model::event_loop;
    const bool begun = stand.begun && begun_matters_;
    const bool slept = stand.slept && stand.asked && plan_.model == Model::event_loop;
    // Who needs its mutex again knows already how its wait at the condition ended.
    const bool in_line = task.resumes && !ended && task.operation && stands_in_line(task);
    const bool notified = (stand.relocks || in_line) && task.waiter.notified;
    const bool has_it = in_line && stand.goes_on && task.waiter.reserved;
    hash.add(std::uint64_t{stand.asked} | std::uint64_t{stand.relocks} << 1 | std::uint64_t{task.cancel_asked} << 2 |
             std::uint64_t{stand.expires} << 16 | std::uint64_t{task.timed_out} << 17 |
             std::uint64_t{task.timed_out && task.beyond_limit} << 18 | std::uint64_t{notified} << 19 |
             std::uint64_t{task.callback} << 20 | std::uint64_t{task.in_pool} << 21 | std::uint64_t{slept} << 22 |
             std::uint64_t{stand.last_turn} << 23 | std::uint64_t{stand.ends} << 24 |
             std::uint64_t{task.limit_passed_on} << 25 | std::uint64_t{stand.goes_on} << 26 |
             std::uint64_t{stand.hears} << 27 | std::uint64_t{has_it} << 28 |
             std::uint64_t{task.is_left_running()} << 29 | std::uint64_t{task.started} << 3 |
             std::uint64_t{ended} << 4 | std::uint64_t{task.failure_taken} << 5 | std::uint64_t{held} << 6 |
             std::uint64_t{begun} << 7 | static_cast<std::uint64_t>(task.ending) << 8);
    hash.add(stand.draws);
    if (!ended) add_cancelling(hash, task.cancelling_if_any());
    if (!nodes_.empty()) hash.add(index_of(node_of(task)));
    if (task.started && !ended && task.operation) add_operation(hash, *task.operation);
    if (!task.started && !task.by_hand)
        hash.add(tasks_.call_of(task));
    else
        hash.add(ended || task.by_hand ? stand.history : place_of(task));
    if (!task.extras) return;
    for (const RegisteredCallback& callback : task.extras->callbacks) {
        hash.add(std::uint64_t{index_of(callback.registrar)} << 32 | callback.after);
        hash.add(std::string_view(callback.call));
    }
    for (const Watch& watch : task.extras->watches) {
        hash.add(watch.ended.size());
        for (const TaskId end : watch.ended) hash.add(index_of(end));
    }
    if (task.extras->told_group != 0) hash.add(brothers_before(task));
    if (task.extras->variables) add_values(hash, *task.extras->variables);
}

/// Who ended before it in its group, whose errors come in that order. 0: the group was left.
std::size_t Conducted::brothers_before(const CoopTask& ended) const {
    const Cancelling* const owner = looked_at(ended.parent).cancelling_if_any();
    if (!owner || !owner->group(group_of(ended))) return 0;
    std::size_t before = 1;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        const CoopTask& other = looked_at(static_cast<TaskId>(i));
        before += other.parent == ended.parent && group_of(other) == group_of(ended) && other.extras->told_group != 0 &&
                  other.extras->told_group < ended.extras->told_group;
    }
    return before;
}

/// Known until the task's code continues. Its operation, which changes meanwhile, is none of it.
const StateHash& Conducted::place_of(const CoopTask& task) const {
    const Stand& stand = stands_[index_of(task.id)];
    if (stand.place) return *stand.place;
    StateHash place;
    stand.place = task.operation && story_.add_place(task, place) ? place : stand.history;
    return *stand.place;
}

/// One after another, whoever was called last continues first.
void Conducted::add_nesting(StateHash& hash) const {
    std::vector<TaskId> calls = asking_;
    std::sort(calls.begin(), calls.end(),
              [this](TaskId a, TaskId b) { return stands_[index_of(a)].entered < stands_[index_of(b)].entered; });
    for (const TaskId call : calls) hash.add(index_of(call));
}

}  // namespace simul
