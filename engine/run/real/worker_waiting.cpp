// A worker that waits: it blocks on its task's own word, until somebody else has ended the wait, or its time is up.
#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/run/real/worker.h"

namespace simul {

Worker::Deadline Worker::deadline_of(const Operation& operation) const {
    Deadline deadline;
    if (operation.longest != kForever && until_of(operation) != Until::its_end)
        deadline.at = run_.region().at<SharedWatch>(static_cast<Offset>(watch_number(operation)))->end;
    else if (operation.longest != kForever)
        deadline.at = now_ + core_.real(operation.longest);
    if (operation.limit == kNever) return deadline;
    const std::int64_t end = run_.head().began.load() + core_.real(operation.limit.time_since_epoch());
    return end < deadline.at ? Deadline{end, Wait::beyond_limit} : deadline;
}

/// Whoever looks for a deadlock sees at once that it can continue by itself.
void Worker::begin_wait(TaskContext& context, const Operation& operation) {
    slot(context.id).timed.store(operation.is_timed());
    slot(context.id).activity.store(Activity::waiting);
}

Worker::Wait Worker::wait_for_wake(TaskContext& context, const Operation& operation) {
    TaskSlot& slot = this->slot(context.id);
    std::int64_t since = now_;
    Deadline deadline = deadline_of(operation);
    Wait wait = Wait::ended;
    for (;;) {
        slot.timed.store(deadline.at != os::kNoDeadline);
        writer_.stream.horizon.store(kNothingPending, std::memory_order_release);
        const std::uint32_t seen = slot.wake.load(std::memory_order_acquire);
        if (slot.activity.load(std::memory_order_acquire) == Activity::ready) break;
        if (slot.inbox.load(std::memory_order_acquire) != 0) {
            read_clock();
            core_.waited(now_ - since);
            run_inbox(context.id);
            since = now_;
            continue;
        }
        const os::Woken woken = run_.wait_for_word(slot, seen, deadline.at);
        if (woken == os::Woken::stop) {
            read_clock();
            context.stop_next();
            return Wait::stopped;
        }
        if (woken != os::Woken::timeout) continue;
        deadline.at = os::kNoDeadline;
        if (leave_wait(context, operation, deadline.then)) wait = deadline.then;
    }
    slot.timed.store(false);
    slot.activity.store(Activity::busy, std::memory_order_relaxed);
    read_clock();
    core_.waited(now_ - since);
    record_run(context.id);
    if (run_.global_lock() != kNoResource) take_lock(context);
    return run_.stopping() ? Wait::stopped : wait;
}

void Worker::go_on_after(Wait wait, TaskContext& context, Operation& operation) {
    if (wait == Wait::stopped) return;
    if (wait != Wait::ended) return give_up(context, operation, wait);
    if (until_of(operation) == Until::its_end) return deliver(context, operation);
    operation.task = run_.region().at<SharedWatch>(static_cast<Offset>(watch_number(operation)))->awaits;
    deliver_end(context, operation);
}

bool Worker::leave_wait(TaskContext& context, const Operation& operation, Wait why) {
    return operation.resource == kNoResource ? leave_future(context, operation) : leave_queue(context, operation, why);
}

/// Nobody else ends its wait.
void Worker::make_itself_ready(TaskId id) {
    record(id, EventKind::ready, Phase::done, value_of(kNoTask));
    slot(id).activity.store(Activity::ready);
}

bool Worker::leave_future(TaskContext& context, const Operation& operation) {
    if (until_of(operation) != Until::its_end) return leave_watch(context, operation);
    TaskSlot& awaited = slot(operation.task);
    run_.guard(awaited.guard, current_);
    const bool waited = rules_.remove(awaited.awaiting, context.id);
    if (waited) {
        read_clock();
        make_itself_ready(context.id);
    }
    run_.unguard(awaited.guard);
    return waited;
}

/// Under the guard nobody else can wake it, or move it to the queue of a mutex. That is what a condition does now.
bool Worker::leave_queue(TaskContext& context, const Operation& operation, Wait why) {
    TaskSlot& slot = this->slot(context.id);
    const std::vector<ResourceId> held =
        selects(operation) ? selected_in_order(operation) : std::vector{operation.resource};
    for (const ResourceId resource : held) hold(resource);
    const bool waits = slot.activity.load() == Activity::waiting && slot.waiter.on == operation.resource;
    if (waits) {
        read_clock();
        keeps_guards_ = operation.kind == OperationKind::condition_wait;
        if (why == Wait::timed_out ? rules_.time_out(context.id) : rules_.leave_queue(context.id)) {
            make_itself_ready(context.id);
        }
        tell_consequences(kNoTask);
        let_go_of_kept();
    }
    for (const ResourceId resource : held) let_go(resource);
    wake_told();
    return waits;
}

void Worker::give_up(TaskContext& context, Operation& operation, Wait why) {
    operation.late = true;
    if (operation.kind == OperationKind::condition_wait) {
        complete_on_condition(context, operation, Phase::timed_out);
    } else if (operation.resource == kNoResource) {
        record(context.id, event_of(operation.kind), Phase::timed_out,
               operation.task == kNoTask ? operation.value : value_of(operation.task), operation.line);
    } else {
        hold(operation.resource);
        read_clock();
        record_on(context.id, event_of(operation.kind), Phase::timed_out, operation.resource,
                  state_of(operation.resource).ticket++, operation.line);
        let_go(operation.resource);
    }
    if (why == Wait::beyond_limit)
        context.cancel_next();
    else if (fails_when_late(operation.kind))
        context.fail_next(operation.resource == kNoResource ? kTimeout : rules_.why_late(operation));
}

}  // namespace simul
