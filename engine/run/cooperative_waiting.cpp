// Waiting, in executors where one thread runs all tasks: the one place where a wait begins, ends, and is completed.
//
// How it works. A task waits for a resource, a future, or the clock. Its wait ends in one of three ways. Somebody
// reserves for it what it waited for, and makes it ready; or its time is up, or it is cancelled, which takes it out of
// its queue. Whichever comes first: a deadline that has passed after the grant is forgotten, and a grant after the
// deadline goes to the next in the queue. It continues once it has a core: then it takes what was reserved, or,
// cancelled meanwhile, gives it back. So nothing that was granted is lost, also when all fall on the same instant.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/resources/mutex.h"
#include "engine/run/cooperative.h"
#include "engine/run/operation_events.h"
#include "engine/scenario/selection.h"

namespace simul {

namespace {

std::string beyond_the_clock(OperationKind kind) {
    return fmt::format("{} goes beyond the 292 years that the clock of a run can show; use shorter times",
                       info_of(kind).verb);
}

}  // namespace

// ---- It begins.

Grant Cooperative::begin_wait(CoopTask& task) {
    task.resumes = true;
    task.doing = TaskProgress::waiting;
    wait(task);
    if (task.cancel_asked) [[unlikely]] {  // whoever awaits passes it on, as who awaits already does
        task.cancel_asked = false;
        task.cancel_asked = plan_.model != Model::event_loop || !pass_cancel_on(task, task.id);
        if (task.cancel_asked) end_wait(task, task.id);
    }
    if (task.doing == TaskProgress::waiting && task.operation->is_timed()) {
        task.has_deadline = true;
        set_deadline(task, next_deadline(task));
    }
    return Grant::later;
}

Duration Cooperative::next_deadline(CoopTask& task) {
    const Operation& operation = *task.operation;
    const Duration left = left_until(operation.limit);
    task.beyond_limit = left <= operation.longest && left != kForever;
    return std::min(left, operation.longest);
}

Duration Cooperative::left_until(Time end) const {
    return end == kNever ? kForever : std::max(Duration(0), end - time_of_limits());
}

bool Cooperative::only_gives_way(const CoopTask& task, Operation& operation) const {
    if (operation.kind != OperationKind::sleep || operation.value != 0 || !is_on_loop(task)) return false;
    operation.kind = OperationKind::yield;
    return true;
}

/// A sleep that would last longer than the time limit is cut; one that blocks cannot be.
Grant Cooperative::rest_within_limit(CoopTask& task, Operation& operation) {
    const Duration left = left_until(operation.limit);
    const bool can_be_cut = operation.kind == OperationKind::sleep && left != kForever;
    if (can_be_cut && left <= Duration(operation.value)) {
        operation.value = left.count();
        task.timed_out = task.beyond_limit = true;
    }
    return rest(task, operation);
}

Grant Cooperative::give_way_within_limit(CoopTask& task, Operation& operation) {
    task.timed_out = task.beyond_limit = operation.limit != kNever && operation.limit <= time_of_turn();
    const Grant grant = give_way(task, operation);
    if (task.timed_out && grant == Grant::granted) give_up(task, operation);
    return grant;
}

Grant Cooperative::wait_for_end(CoopTask& task, Operation& operation, CoopTask& awaited) {
    before_wait(task);
    record(task, event_of_wait(operation, awaited.id));
    task.waiter.on = kNoResource;
    rules_.enqueue(awaited.awaiting, task.id);
    return begin_wait(task);
}

Grant Cooperative::on_resource(CoopTask& task, Operation& operation) {
    const Change change = rules_.attempt(operation, task.id);
    if (change.answer == Answer::wait && operation.kind == OperationKind::condition_wait)
        return wait_on_condition(task, operation, change);
    if (change.answer == Answer::wait) before_wait(task);
    record_change(task, operation, change);
    if (change.answer == Answer::refused) task.fail_next(rules_.refusal());
    if (!rules_.consequences().empty()) tell_consequences(task.id);
    if (change.answer != Answer::wait) return Grant::granted;
    if (operation.longest != kForever && (!keeps_what_it_granted() || is_on_stream(operation.kind)))
        task.more().deadline = later(time_of_limits(), operation.longest);
    else if (task.extras)
        task.extras->deadline = kNever;
    return begin_wait(task);
}

Grant Cooperative::wait_on_condition(CoopTask& task, Operation& operation, const Change& change) {
    const Change unlocked = let_go(rules_, operation.mutex);
    record_on(task, EventKind::unlock, Phase::done, operation.mutex, unlocked.ticket, operation.line);
    before_wait(task);
    record_change(task, operation, change);
    tell_consequences(task.id);
    return begin_wait(task);
}

// ---- It ends.

void Cooperative::forget_deadline(CoopTask& task) {
    task.has_deadline = false;
    forget_alarm(task);
}

/// Of a task that waits: it will not get what it waits for. Who needs a mutex before it can continue waits for that.
void Cooperative::end_wait(CoopTask& task, TaskId cause) {
    forget_news(task);
    if (task.doing == TaskProgress::resting) {
        forget_alarm(task);
        return make_ready(task, cause);
    }
    if (task.waiter.on == kNoResource) {
        rules_.remove(tasks_[task.operation->task].awaiting, task.id);
        return make_ready(task, cause);
    }
    const bool too_late = task.timed_out && !task.beyond_limit;
    if (too_late ? rules_.time_out(task.id) : rules_.leave_queue(task.id)) make_ready(task, cause);
    tell_consequences(cause);
}

/// Who has what it waited for already, or was notified and needs only its mutex, is not too late.
void Cooperative::run_out_of_time(CoopTask& task) {
    task.has_deadline = false;
    const bool on_resource = task.waiter.on != kNoResource;
    if (on_resource && (task.waiter.reserved || task.waiter.on != task.operation->resource)) return;
    if (task.beyond_limit && plan_.model == Model::event_loop && pass_cancel_on(task, kNoTask)) {
        pass_limit_on(task);
        return wait_for_next_limit(task);
    }
    task.timed_out = true;
    end_wait(task, kNoTask);
}

void Cooperative::end_wait_for_time(CoopTask& task) {
    if (task.doing == TaskProgress::coming)
        arrive(task);
    else if (task.doing == TaskProgress::waiting)
        run_out_of_time(task);
    else
        make_ready(task, kNoTask);
}

/// What it awaits was cancelled, whose end it still waits for: until the next limit is over, which cancels that again.
void Cooperative::pass_limit_on(CoopTask& task) {
    pass_limits(task);
    task.beyond_limit = false;
    task.limit_passed_on = true;
    task.operation->longest = kForever;
    task.operation->limit = task.cancelling().next_limit();
}

void Cooperative::wait_for_next_limit(CoopTask& task) {
    if (task.doing != TaskProgress::waiting || !task.operation->is_timed()) return;
    task.has_deadline = true;
    set_deadline(task, next_deadline(task));
}

/// Those of the task that are over ask it to be cancelled. Where there is no time, one is over because it was said so.
void Cooperative::pass_limits(CoopTask& task) {
    const Operation& operation = *task.operation;
    task.cancelling().pass_limits(task.cancel_asked ? time_of_limits() : std::max(operation.limit, time_of_limits()));
}

bool Cooperative::selects_from(TaskId who, ResourceId channel) const {
    const std::vector<ResourceId> channels = selected_by(*tasks_[who].operation);
    return std::find(channels.begin(), channels.end(), channel) != channels.end();
}

void Cooperative::tell_consequences(TaskId cause) {
    const std::vector<Consequence> list = std::exchange(rules_.consequences(), {});
    for (const Consequence& it : list) {
        CoopTask& who = tasks_[it.who];
        if (it.ready && !defer(who, it, cause))
            make_ready(who, cause);
        else if (!it.ready)
            record_on(who, EventKind::lock, Phase::wanted, it.resource, it.ticket, 0, value_of(cause));
    }
}

// ---- It is completed: the task has a core.

void Cooperative::complete_others(CoopTask& task) {
    Operation& operation = *task.operation;
    const bool waited = family_of(operation.kind) != Family::computes;
    if (waited && (task.cancel_asked || task.timed_out)) return give_up(task, operation);
    switch (family_of(operation.kind)) {
        case Family::computes:
        case Family::rests:
            if (now_ >= kLatest) return fail_at_end_of_time(task, operation);
            return record(task, event_of(operation.kind), Phase::done, operation.value, operation.line);
        case Family::spawns:
            return record(task, event_of(operation.kind), Phase::done, value_of(operation.task), operation.line);
        case Family::awaits:
        case Family::asks_future:
            return complete_on_future(task, operation);
        case Family::on_resource:
            return complete_on_resource(task, operation);
        case Family::asks_device:
            return complete_on_device(task, operation);
        case Family::gives_way:
        case Family::tells:
        case Family::draws:
            return;
    }
}

/// A callback of a future that had ended already was a call, which has returned.
void Cooperative::complete_on_future(CoopTask& task, Operation& operation) {
    if (operation.kind == OperationKind::add_done_callback)
        return record(task, EventKind::add_done_callback, Phase::done, value_of(operation.task), operation.line);
    if (calls_back(operation.kind)) {
        const auto called = static_cast<TaskId>(operation.expected);
        record(task, EventKind::await, Phase::done, operation.expected, operation.line);
        return void(await_callbacks(task, operation, called));
    }
    if (until_of(operation) == Until::its_end)
        deliver(task, operation, tasks_[operation.task]);
    else
        deliver_end(task, operation);
}

void Cooperative::fail_at_end_of_time(CoopTask& task, const Operation& operation) {
    record_on(task, event_of(operation.kind), Phase::failed, operation.resource, 0, operation.line);
    task.fail_next(beyond_the_clock(operation.kind));
}

void Cooperative::complete_on_resource(CoopTask& task, Operation& operation) {
    const bool on_condition = operation.kind == OperationKind::condition_wait;
    if (on_condition) lock_again(task, operation);
    const Change change = on_condition ? Change{Answer::granted, false, state_of(operation.resource).ticket++, 0}
                                       : rules_.complete(operation, task.id);
    if (change.answer == Answer::wait) return wait_again(task, operation, change);
    record_change(task, operation, change);
    if (change.answer == Answer::refused) task.fail_next(rules_.refusal());
    tell_consequences(task.id);
}

/// What it waited for has gone to another. Its time counts from the first time.
void Cooperative::wait_again(CoopTask& task, Operation& operation, const Change& change) {
    if (task.extras && task.extras->deadline != kNever) operation.longest = left_until(task.extras->deadline);
    before_wait(task);
    record_change(task, operation, change);
    tell_consequences(task.id);
    begin_wait(task);
}

/// Who waited at a condition has its mutex again.
void Cooperative::lock_again(CoopTask& task, Operation& operation) {
    const Change locked = rules_.complete(operation, task.id);
    record_on(task, EventKind::lock, Phase::done, operation.mutex, locked.ticket, operation.line);
}

/// It continues without what it waited for: it was cancelled, which is raised where it waited, or its time is up.
void Cooperative::give_up(CoopTask& task, Operation& operation) {
    operation.late = task.timed_out && !task.cancel_asked;
    if (task.timed_out && task.beyond_limit) pass_limits(task);
    const bool cancelled = task.cancel_asked || task.beyond_limit;
    task.cancel_asked = task.timed_out = task.beyond_limit = task.limit_passed_on = false;
    if (until_of(operation) != Until::its_end && watch_number(operation) != 0)
        watch_of(task, watch_number(operation)).waits = false;
    record_giving_up(task, operation);
    if (cancelled)
        task.cancel_next();
    else if (now_ >= kLatest)
        task.fail_next(beyond_the_clock(operation.kind));
    else if (fails_when_late(operation.kind))
        task.fail_next(operation.resource == kNoResource ? kTimeout : rules_.why_late(operation));
}

void Cooperative::record_giving_up(CoopTask& task, Operation& operation) {
    const EventKind kind = event_of(operation.kind);
    const Phase phase = operation.late ? Phase::timed_out : Phase::failed;
    const bool on_future = operation.task != kNoTask;
    if (operation.resource == kNoResource)
        return record(task, kind, phase, on_future ? value_of(operation.task) : operation.value, operation.line);
    if (operation.kind == OperationKind::condition_wait) lock_again(task, operation);
    const Return returned = rules_.give_back(operation, task.id);
    const bool asked_device = family_of(operation.kind) == Family::asks_device;
    record_on(task, kind, phase, operation.resource, returned.failed.ticket, operation.line,
              asked_device ? returned.failed.value : 0);
    if (returned.release)
        record_on(task, EventKind::release, Phase::done, operation.resource, returned.release->ticket, operation.line,
                  returned.release->value);
    tell_consequences(task.id);
}

// ---- Cancelling.

bool Cooperative::cancel(CoopTask& target, TaskId who) {
    const bool was_cancelled = target.doing == TaskProgress::ended && target.ending == Ending::cancelled;
    if (was_cancelled && plan_.model != Model::event_loop) return true;
    if (target.is_over() || (plan_.model == Model::sequential && !target.by_hand)) return false;
    if (!has_begun(target)) {
        if (!ends_at_once(target)) return target.cancel_asked = true;
        const bool waits_for_place = target.doing == TaskProgress::waiting && !target.started;
        if (target.doing == TaskProgress::coming && !target.by_hand) forget_alarm(target);
        if (waits_for_place) rules_.leave_queue(target.id);
        return true;
    }
    if (plan_.model != Model::event_loop) return false;
    if (is_on_thread(target)) {
        leave_running(target);
        return true;
    }
    target.cancelling().ask();
    if (pass_cancel_on(target, who)) return true;
    target.cancel_asked = true;
    if (target.doing == TaskProgress::resting || target.doing == TaskProgress::waiting) end_wait(target, who);
    return true;
}

/// Also who is to continue once somebody has had his turn to tell that he has ended.
bool Cooperative::still_awaits(const CoopTask& task) {
    if (task.doing != TaskProgress::waiting && task.doing != TaskProgress::ready_later) return false;
    const Operation& operation = *task.operation;
    if (operation.kind != OperationKind::await) return false;
    if (task.doing == TaskProgress::waiting) return true;
    const bool of_several = until_of(operation) != Until::its_end && watch_number(operation) != 0;
    return of_several && watch_of(task, watch_number(operation)).waits;
}

/// Who awaits, or gathers, is not cancelled itself: what it awaits is, and its end is then raised in who awaits it.
bool Cooperative::pass_cancel_on(CoopTask& target, TaskId who) {
    if (!still_awaits(target) || target.passes_cancel_on) return false;
    target.passes_cancel_on = true;  // whoever awaits in a circle is met again
    bool any = false;
    for (const TaskId id : passes_cancel_to(target)) {
        CoopTask& awaited = tasks_[id];
        if (awaited.is_over() || !cancel(awaited, who)) continue;
        any = true;
        end_if_not_begun(awaited);
    }
    target.passes_cancel_on = false;
    if (any && still_awaits(target) && waits_for_all_at_once(until_of(*target.operation)) &&
        watch_number(*target.operation) != 0)
        watch_of(target, watch_number(*target.operation)).cancelled = true;
    return any;
}

std::vector<TaskId> Cooperative::passes_cancel_to(const CoopTask& target) const {
    const Operation& await = *target.operation;
    if (until_of(await) == Until::its_end) return {await.task};
    if (gives_each(until_of(await))) return {};
    return watch_number(await) == 0 ? listed_futures(*await.text) : watch_of(target, watch_number(await)).watched;
}

}  // namespace simul
