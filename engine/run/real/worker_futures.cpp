// A worker and the futures: spawning, awaiting, cancelling, calling back.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/plural.h"
#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/run/operation_events.h"
#include "engine/run/real/worker.h"
#include "engine/scenario/body_end.h"
#include "engine/scenario/plain_value.h"

namespace simul {

void Worker::spawn(TaskContext& context, Operation& operation) {
    if (operation.kind == OperationKind::make_future) return make_future(context, operation);
    if (run_.table().pool_broken.load()) {
        record(context.id, event_of(operation.kind), Phase::failed, value_of(kNoTask), operation.line);
        return context.fail_next(told_of_broken_pool());
    }
    if (!run_.has_nodes()) return begin_child(context, operation);
    run_.guard(run_.table().machines_guard, current_);
    if (!is_refused_elsewhere(context, operation)) begin_child(context, operation);
    run_.unguard(run_.table().machines_guard);
}

void Worker::begin_child(TaskContext& context, Operation& operation) {
    if (is_long(*operation.text) && !run_.take_memory(operation.text->size()))
        return refuse_long(context, operation, "the call with its arguments");
    const TaskId child = run_.new_task(context.id, *operation.text, current_);
    if (child == kNoTask) return too_many_tasks(context, operation);
    const bool asks_for_daemon = operation.attributes && operation.attributes->daemon;
    if (has_daemons(run_.plan().model) && (asks_for_daemon || slot(context.id).daemon)) make_daemon(child);
    if (operation.attributes) slot(child).given = *operation.attributes;
    slot(child).node = slot(child).given.node.value_or(slot(context.id).node);
    operation.task = child;
    const bool later = operation.kind == OperationKind::spawn_at;
    const std::int64_t when = later ? run_.head().began.load() + core_.real(Duration(operation.value)) : 0;
    operation.value = value_of(child);
    record(context.id, event_of(operation.kind), Phase::done, operation.value, operation.line);
    if (later) {
        slot(child).activity.store(Activity::coming);
        slot(child).due = std::max(when, now_);
    } else {
        arrive(child);
    }
    if (slot(child).daemon) record_given(child, "daemon", Cell::boolean(true));
    if (const Result<void> launched = launcher_.launch(*this, child); !launched) cannot_launch(launched.error());
}

void Worker::refuse_long(TaskContext& context, const Operation& operation, const char* what) {
    record(context.id, event_of(operation.kind), Phase::failed, value_of(operation.task), operation.line);
    context.fail_next(fmt::format(kNoMemoryLeft, what, operation.text->size()));
}

void Worker::too_many_tasks(TaskContext& context, const Operation& operation) {
    end_at_most_tasks(context.id, operation.line);
    context.stop_next();
}

void Worker::end_at_most_tasks(TaskId who, std::uint16_t line) {
    run_.table().too_long.store(1);
    note(who, NoteKind::too_long, line,
         fmt::format("the run was ended at {} {} (--max-tasks)", run_.plan().max_tasks,
                     noun(run_.plan().max_tasks, "task")));
    run_.region().stop();
    run_.tell_supervisor();
}

void Worker::make_daemon(TaskId child) {
    slot(child).daemon = true;
    run_.count_out(child);
}

void Worker::record_given(TaskId task, std::string_view name, const Cell& value, Phase phase) {
    TraceEvent event;
    event.kind = EventKind::given;
    event.phase = phase;
    event.value = value.bits;
    event.cell = value.type;
    record(task, event, name);
}

void Worker::cannot_launch(const Error& error) {
    if (run_.head().error == 0) run_.region().leave_error(error);
    run_.region().stop();
    run_.tell_supervisor();
}

bool Worker::has_ended(TaskId id) {
    const bool ended = slot(id).activity.load() == Activity::ended;
    if (ended) read_clock();
    return ended;
}

void Worker::await(TaskContext& context, Operation& operation) {
    if (until_of(operation) != Until::its_end) return await_of_several(context, operation);
    TaskSlot& awaited = slot(operation.task);
    if (operation.task == context.id) {
        record(context.id, event_of(operation.kind), Phase::failed, value_of(operation.task), operation.line);
        return context.fail_next(kAwaitsItself);
    }
    run_.guard(awaited.guard, current_);
    const bool ended = has_ended(operation.task);
    if (!ended) {
        if (run_.global_lock() != kNoResource) drop_lock(context.id);
        now_ = os::monotonic_now();
        begin_wait(context, operation);
        slot(context.id).waiter.on = kNoResource;
        record(context.id, event_of_wait(operation, operation.task));
        rules_.enqueue(awaited.awaiting, context.id);
    }
    run_.unguard(awaited.guard);
    if (ended) return deliver(context, operation);
    go_on_after(wait_for_wake(context, operation), context, operation);
}

void Worker::deliver(TaskContext& context, Operation& operation) {
    TaskSlot& awaited = slot(operation.task);
    const Ending ending = awaited.ending.load();
    const bool asks = operation.kind == OperationKind::future_exception && ending != Ending::cancelled;
    const bool fails = ending != Ending::returned && !asks;
    awaited.failure_taken.store(true);
    record(context.id, event_of(operation.kind), fails ? Phase::failed : Phase::done, value_of(operation.task),
           operation.line);
    operation.succeeded = ending != Ending::returned;
    const std::string error = ending == Ending::cancelled ? run_.name_of(operation.task) + " was cancelled"
                                                          : std::string(run_.region().text(awaited.error));
    if (fails) return context.fail_next(error);
    if (operation.text) *operation.text = asks ? error : std::string(run_.region().text(awaited.result));
}

void Worker::ask_future(TaskContext& context, Operation& operation) {
    if (operation.kind == OperationKind::add_done_callback) return add_callback(context, operation);
    if (operation.kind == OperationKind::set_result || operation.kind == OperationKind::set_exception)
        return set_by_hand(context, operation);
    if (asks_of_process(operation.kind)) return ask_of_process(context, operation);
    const bool cancels = operation.kind == OperationKind::future_cancel;
    const bool asks_cancelled = operation.kind == OperationKind::future_cancelled;
    if (!cancels && !asks_cancelled && operation.kind != OperationKind::future_done) return await(context, operation);
    const TaskSlot& asked = slot(operation.task);
    const bool ended = !cancels && has_ended(operation.task);
    operation.value =
        cancels ? cancel(operation.task) : ended && (!asks_cancelled || asked.ending.load() == Ending::cancelled);
    const bool fails = cancels && operation.value == 0;
    record(context.id, event_of(operation.kind), fails ? Phase::failed : Phase::done, value_of(operation.task),
           operation.line);
}

/// True only before it began, and from then on.
bool Worker::cancel(TaskId id) {
    if (end_before_it_begins(id, Ending::cancelled, {})) return true;
    const TaskSlot& target = slot(id);
    return target.start.load() == Start::refused &&
           (target.activity.load() != Activity::ended || target.ending.load() == Ending::cancelled);
}

bool Worker::end_before_it_begins(TaskId id, Ending ending, std::string_view told) {
    TaskSlot& target = slot(id);
    Start pending = Start::pending;
    if (!target.start.compare_exchange_strong(pending, Start::refused)) return false;
    if (target.in_pool) {
        hold(run_.pool());
        const bool waits = target.activity.load() == Activity::waiting;
        if (waits) rules_.leave_queue(id);
        let_go(run_.pool());
        if (!waits) free_place(id);
    }
    record_end(id, ending, 0, told);
    target.wake.fetch_add(1);
    os::wake(target.wake, 1);
    return true;
}

void Worker::take_out(TaskId dead) {
    TaskSlot& slot = this->slot(dead);
    // It may be moved from a condition's queue to a mutex' one meanwhile.
    for (ResourceId on = slot.waiter.on; slot.activity.load() == Activity::waiting && on != kNoResource;) {
        hold(on);
        const ResourceId now_on = slot.waiter.on;
        if (now_on == on && slot.activity.load() == Activity::waiting) {
            rules_.leave_queue_for_good(dead);
            slot.activity.store(Activity::busy);
        }
        let_go(on);
        on = now_on;
    }
    hand_streams_on(dead);
    if (slot.in_pool) free_place(dead);
}

/// It may have been in the middle of a write, or woken for what is another's now.
void Worker::hand_streams_on(TaskId dead) {
    Waiter& waiter = slot(dead).waiter;
    for (std::size_t i = 0; i < run_.infos().size(); ++i) {
        const auto stream = static_cast<ResourceId>(i);
        if (run_.info(stream).kind != ResourceKind::stream) continue;
        hold(stream);
        if (run_.state(stream).owner == dead || waiter.on == stream) {
            waiter.on = stream;
            rules_.leave_queue_for_good(dead);
            tell_consequences(dead);
        }
        let_go(stream);
    }
    wake_told();
}

// ---- Done callbacks.

void Worker::add_callback(TaskContext& context, Operation& operation) {
    if (is_long(*operation.text)) return context.fail_next(kLongCallback);
    record(context.id, event_of(operation.kind), Phase::done, value_of(operation.task), operation.line);
    const Offset place = run_.region().allocate(sizeof(Callback));
    auto* callback = new (run_.region().at<Callback>(place)) Callback;
    callback->registrar = registrar_for(context.id);
    callback->call = run_.region().keep(*operation.text);
    callback->about = operation.task;
    slot(callback->registrar).owed_callbacks.fetch_add(1);
    TaskSlot& asked = slot(operation.task);
    run_.guard(asked.guard, current_);
    const bool ended = has_ended(operation.task);
    if (!ended) {
        Offset* last = &asked.callbacks;
        while (*last != 0) last = &run_.region().at<Callback>(*last)->next;
        *last = place;
    }
    run_.unguard(asked.guard);
    if (ended) run_callback_here(*callback);
}

/// What a callback registers is called by the process that runs the callback, which is another task's and continues.
TaskId Worker::registrar_for(TaskId task) {
    const TaskId other = slot(task).called_back_by;
    return other == kNoTask || launcher_.shares_memory() ? task : other;
}

/// Where memory is shared, the thread that ended the task calls back; else the process that registered it.
void Worker::call_back(const Callback& callback) {
    if (run_.stopping()) return;
    if (launcher_.shares_memory()) return run_callback_here(callback);
    // The list is in reverse; its process puts it right.
    const Offset place = run_.region().allocate(sizeof(Callback));
    auto* copy = new (run_.region().at<Callback>(place)) Callback(callback);
    TaskSlot& registrar = slot(callback.registrar);
    run_.table().unended.fetch_add(1);  // the run must not end before it has run
    copy->next = registrar.inbox.load();
    while (!registrar.inbox.compare_exchange_weak(copy->next, place)) {
    }
    registrar.wake.fetch_add(1, std::memory_order_release);
    os::wake(registrar.wake, os::kEveryone);
    if (registrar.in_pool) run_.tell_pool();  // its worker may wait for a task meanwhile
    if (registrar.died.load()) run_.forget_callbacks(callback.registrar);
}

void Worker::run_inbox(TaskId registrar) {
    Offset list = slot(registrar).inbox.exchange(0);
    std::vector<Offset> calls;
    for (; list != 0; list = run_.region().at<Callback>(list)->next) calls.push_back(list);
    for (auto it = calls.rbegin(); it != calls.rend(); ++it) {
        run_callback_here(*run_.region().at<Callback>(*it));
        run_.table().unended.fetch_sub(1);
        run_.tell_supervisor();
    }
}

void Worker::run_callback_here(const Callback& callback) {
    TaskSlot& registrar = slot(callback.registrar);
    const TaskId child = run_.new_task(callback.registrar, run_.region().text(callback.call), current_);
    registrar.owed_callbacks.fetch_sub(1);
    if (child == kNoTask) return;
    slot(child).called_back_by = callback.registrar;
    slot(child).called_by = current_ == run_.supervisor() ? kNoTask : current_;
    const bool lends_lock = run_.global_lock() != kNoResource && run_.state(run_.global_lock()).owner == current_;
    if (lends_lock) drop_lock(current_);
    const bool interrupts = current_ == callback.registrar && registrar.activity.load() == Activity::busy;
    if (interrupts) {
        TraceEvent event;
        event.kind = EventKind::preempt;
        record(callback.registrar, event);
    }
    arrive(child);
    run_task(child);
    if (interrupts) record_run(callback.registrar);
    if (lends_lock) take_lock(*running_);
}

void Worker::run_owed_callbacks(TaskId registrar) {
    TaskSlot& slot = this->slot(registrar);
    while (slot.owed_callbacks.load() > 0 && !run_.stopping()) {
        writer_.stream.horizon.store(kNothingPending, std::memory_order_release);
        const std::uint32_t seen = slot.wake.load(std::memory_order_acquire);
        if (slot.inbox.load() == 0) run_.wait_for_word(slot, seen);
        read_clock();
        run_inbox(registrar);
    }
}

void Worker::keep_callbacks_of(TaskId ended) {
    if (slot(ended).owed_callbacks.load() > 0) owing_.push_back(ended);
}

void Worker::run_kept_callbacks() {
    for (const TaskId ended : owing_) {
        if (slot(ended).inbox.load() == 0) continue;
        read_clock();
        run_inbox(ended);
    }
    std::erase_if(owing_, [this](TaskId ended) { return slot(ended).owed_callbacks.load() == 0; });
}

void Worker::linger(TaskId id) {
    run_owed_callbacks(id);
    idle();
    const RunTable& table = run_.table();
    const auto has_child = [&] {
        for (std::uint32_t i = index_of(id) + 1; i < table.tasks.load(); ++i) {
            const TaskSlot& other = slot(static_cast<TaskId>(i));
            if (other.parent == id && !other.by_hand && other.activity.load() != Activity::ended) return true;
        }
        return false;
    };
    for (;;) {
        const std::uint32_t seen = table.changed.load(std::memory_order_acquire);
        if (run_.stopping() || !has_child()) return;
        os::wait_either(table.changed, seen, run_.head().stop, 0);
    }
}

}  // namespace simul
