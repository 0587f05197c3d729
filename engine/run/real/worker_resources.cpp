// A worker and the resources: the rules under a guard, and the blocking that follows.
#include <algorithm>

#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/resources/mutex.h"
#include "engine/run/operation_events.h"
#include "engine/run/real/worker.h"

namespace simul {

void Worker::on_resource(TaskContext& context, Operation& operation) {
    if (run_.info(operation.resource).raw && access_raw(context, operation)) return;
    if (selects(operation)) return select(context, operation);
    hold(operation.resource);
    const Answer answer = attempt(context, operation);
    let_go(operation.resource);
    go_on_after_attempt(answer, context, operation);
}

/// Nothing comes into any of the channels between the look at them and the wait.
void Worker::select(TaskContext& context, Operation& operation) {
    const std::vector<ResourceId> channels = selected_in_order(operation);
    for (const ResourceId channel : channels) hold(channel);
    const Answer answer = attempt(context, operation);
    for (const ResourceId channel : channels) let_go(channel);
    go_on_after_attempt(answer, context, operation);
}

std::vector<ResourceId> Worker::selected_in_order(const Operation& operation) {
    std::vector<ResourceId> channels = selected_by(operation);
    std::sort(channels.begin(), channels.end());
    channels.erase(std::unique(channels.begin(), channels.end()), channels.end());
    return channels;
}

WaitQueue& Worker::hold_selecting() {
    run_.guard(run_.table().selecting_guard, current_);
    return run_.table().selecting;
}

void Worker::select_from(TaskId who, const std::vector<ResourceId>& channels) {
    TaskSlot& slot = this->slot(who);
    slot.selected = static_cast<std::uint32_t>(channels.size());
    std::copy(channels.begin(), channels.end(), slot.among.begin());
}

bool Worker::selects_from(TaskId who, ResourceId channel) const {
    const TaskSlot& slot = run_.slot(who);
    const auto end = slot.among.begin() + slot.selected;
    return std::find(slot.among.begin(), end, channel) != end;
}

void Worker::let_go_of_selecting() {
    run_.table().anybody_selects.store(!run_.table().selecting.empty());
    run_.unguard(run_.table().selecting_guard);
}

Answer Worker::attempt(TaskContext& context, Operation& operation) {
    notice_gap(context.id);
    keeps_guards_ = operation.kind == OperationKind::notify || operation.kind == OperationKind::notify_all;
    const Change change = rules_.attempt(operation, context.id);
    const bool waits = change.answer == Answer::wait;
    if (waits && operation.kind == OperationKind::condition_wait) let_go_of_mutex(context, operation);
    if (waits) {
        if (run_.global_lock() != kNoResource) drop_lock(context.id);
        begin_wait(context, operation);
    }
    record_change(context.id, operation, change);
    tell_consequences(context.id);
    let_go_of_kept();
    return change.answer;
}

/// A long write into a small stream waits many times.
void Worker::go_on_after_attempt(Answer answer, TaskContext& context, Operation& operation) {
    for (;;) {
        wake_told();
        if (answer == Answer::refused) context.fail_next(rules_.refusal());
        if (answer != Answer::wait) return;
        const Time began = core_.since_start(now_);
        const Wait wait = wait_for_wake(context, operation);
        const bool may_wait_again = is_on_stream(operation.kind) && operation.longest != kForever;
        if (may_wait_again)  // its time counts from the first time
            operation.longest = std::max(Duration(0), operation.longest - (core_.since_start(now_) - began));
        if (wait != Wait::stopped && selects(operation)) operation.resource = slot(context.id).waiter.on;
        if (wait != Wait::ended) return go_on_after(wait, context, operation);
        answer = complete(context, operation);
    }
}

// The rules guard the mutex of each task that a notify moves. Nobody may wake such a task before its move was recorded.
void Worker::guard(ResourceId mutex) {
    if (std::find(kept_guards_.begin(), kept_guards_.end(), mutex) == kept_guards_.end()) hold(mutex);
}

void Worker::unguard(ResourceId mutex) {
    if (!keeps_guards_) return let_go(mutex);
    if (std::find(kept_guards_.begin(), kept_guards_.end(), mutex) == kept_guards_.end()) kept_guards_.push_back(mutex);
}

void Worker::let_go_of_kept() {
    keeps_guards_ = false;
    for (const ResourceId mutex : kept_guards_) let_go(mutex);
    kept_guards_.clear();
}

/// With the condition's guard held.
void Worker::let_go_of_mutex(TaskContext& context, Operation& operation) {
    hold(operation.mutex);
    now_ = os::monotonic_now();
    const Change unlocked = simul::let_go(rules_, operation.mutex);
    record_on(context.id, EventKind::unlock, Phase::done, operation.mutex, unlocked.ticket, operation.line);
    let_go(operation.mutex);
}

Answer Worker::complete(TaskContext& context, Operation& operation) {
    if (operation.kind == OperationKind::condition_wait) {
        complete_on_condition(context, operation, Phase::done);
        return Answer::granted;
    }
    const ResourceId on = slot(context.id).waiter.on;
    hold(on);
    read_clock();
    const Change change = rules_.complete(operation, context.id);
    const bool waits = change.answer == Answer::wait;  // again: it has come into a barrier
    if (waits && run_.global_lock() != kNoResource) drop_lock(context.id);
    if (waits) begin_wait(context, operation);
    record_change(context.id, operation, change);
    tell_consequences(context.id);
    let_go(on);
    return change.answer;
}

/// It has its mutex again, whatever has become of its wait.
void Worker::complete_on_condition(TaskContext& context, Operation& operation, Phase phase) {
    const ResourceId mutex = operation.mutex;
    hold(mutex);
    read_clock();
    const Change locked = rules_.complete(operation, context.id);
    record_on(context.id, EventKind::lock, Phase::done, mutex, locked.ticket, operation.line);
    let_go(mutex);
    hold(operation.resource);
    now_ = os::monotonic_now();
    record_on(context.id, EventKind::condition_wait, phase, operation.resource, state_of(operation.resource).ticket++,
              operation.line);
    let_go(operation.resource);
}

/// For lessons about memory order: the machine's own load and store, in no order that a trace could tell.
bool Worker::access_raw(TaskContext& context, Operation& operation) {
    Cell& cell = cell_of(operation.resource, context.id);
    if (operation.cell == CellType::packed) return false;
    if (operation.kind == OperationKind::load)
        operation.value = __atomic_load_n(&cell.bits, __ATOMIC_RELAXED);
    else if (operation.kind == OperationKind::store)
        __atomic_store_n(&cell.bits, operation.value, __ATOMIC_RELAXED);
    else
        return false;
    operation.cell = cell.type;
    notice_gap(context.id);
    TraceEvent event;
    event.kind = event_of(operation.kind);
    event.resource = operation.resource;
    event.line = operation.line;
    event.value = operation.value;
    event.cell = cell.type;
    event.unordered = 1;
    record(context.id, event);
    return true;
}

Cell& Worker::cell_of(ResourceId variable, TaskId) {
    return has_own(variable) ? own_values_->cells[index_of(variable)] : run_.state(variable).cell;
}

/// With the guard held, so that nobody else can wake or move them meanwhile.
void Worker::tell_consequences(TaskId cause) {
    for (const Consequence& it : rules_.consequences()) {
        if (slot(it.who).activity.load() == Activity::ended) continue;  // it died while it waited
        if (!it.ready) {
            record_on(it.who, EventKind::lock, Phase::wanted, it.resource, it.ticket, 0, value_of(cause));
            continue;
        }
        record(it.who, EventKind::ready, Phase::done, value_of(cause));
        slot(it.who).activity.store(Activity::ready);
        to_wake_.push_back(it.who);
    }
    rules_.consequences().clear();
}

void Worker::wake_told() {
    for (const TaskId who : to_wake_) {
        TaskSlot& slot = this->slot(who);
        slot.wake.fetch_add(1, std::memory_order_release);
        os::wake(slot.wake, 1);
    }
    to_wake_.clear();
}

void Worker::record_change(TaskId task, const Operation& operation, const Change& change) {
    const TraceEvent event = event_of(operation, change, run_.info(operation.resource).raw);
    record(task, event, text_of(operation, event));
}

// ---- The pool's places.

void Worker::queue_for_place(TaskId child) {
    slot(child).in_pool = true;
    Operation place(OperationKind::acquire, 0);
    place.resource = run_.pool();
    hold(run_.pool());
    now_ = os::monotonic_now();
    const Change change = rules_.attempt(place, child);
    const bool waits = change.answer == Answer::wait;
    if (waits) slot(child).activity.store(Activity::waiting);
    record_change(child, place, change);
    let_go(run_.pool());
    if (!waits) run_.place(child, current_);
}

/// It waited for its place, and has it now.
void Worker::settle_in(TaskId id) {
    Operation place(OperationKind::acquire, 0);
    place.resource = run_.pool();
    hold(run_.pool());
    now_ = os::monotonic_now();
    record_change(id, place, rules_.complete(place, id));
    let_go(run_.pool());
}

void Worker::free_place(TaskId by) {
    Operation place(OperationKind::release, 0);
    place.resource = run_.pool();
    place.value = 1;
    hold(run_.pool());
    now_ = os::monotonic_now();
    record_change(by, place, rules_.attempt(place, by));
    const std::vector<Consequence> next = rules_.consequences();
    tell_consequences(by);
    let_go(run_.pool());
    to_wake_.clear();  // its place in the queue wakes a worker, not the task itself
    for (const Consequence& it : next) run_.place(it.who, current_);
}

// ---- The global lock, as CPython's (see simulated/global_lock.cpp), in wall time.

void Worker::take_lock(TaskContext& context) {
    const ResourceId lock = run_.global_lock();
    Operation wants(OperationKind::lock, 0);
    wants.resource = lock;
    const Waiter other_wait = slot(context.id).waiter;  // which has ended, but is not completed yet
    hold(lock);
    now_ = os::monotonic_now();
    const Change change = rules_.attempt(wants, context.id);
    const bool waits = change.answer == Answer::wait;
    if (waits) slot(context.id).activity.store(Activity::waiting);
    record_change(context.id, wants, change);
    const std::uint64_t switches = run_.table().lock_switches;
    let_go(lock);
    if (!waits || !wait_for_lock(context, switches)) return;
    hold(lock);
    now_ = os::monotonic_now();
    record_change(context.id, wants, rules_.complete(wants, context.id));
    slot(context.id).waiter = other_wait;
    run_.table().lock_asked.store(0);
    let_go(lock);
}

/// Five milliseconds at a time, as CPython: who has waited in vain queues again.
bool Worker::wait_for_lock(TaskContext& context, std::uint64_t switches) {
    TaskSlot& slot = this->slot(context.id);
    const std::int64_t since = now_;
    std::int64_t due = since + kGlobalLockInterval.count();
    for (;;) {
        writer_.stream.horizon.store(kNothingPending, std::memory_order_release);
        const std::uint32_t seen = slot.wake.load(std::memory_order_acquire);
        if (slot.activity.load(std::memory_order_acquire) == Activity::ready) break;
        const os::Woken woken = run_.wait_for_word(slot, seen, due);
        if (woken == os::Woken::stop) {
            read_clock();
            context.stop_next();
            return false;
        }
        if (woken != os::Woken::timeout) continue;
        switches = queue_again(context.id, switches);
        due = now_ + kGlobalLockInterval.count();
    }
    slot.activity.store(Activity::busy, std::memory_order_relaxed);
    read_clock();
    core_.waited(now_ - since);
    record_run(context.id);
    return true;
}

/// At the end; and asks the owner to let go, if nobody got the lock since `switches` was read. Gives what it is now.
std::uint64_t Worker::queue_again(TaskId id, std::uint64_t switches) {
    const ResourceId lock = run_.global_lock();
    hold(lock);
    read_clock();
    ResourceState& state = run_.state(lock);
    const bool alone = state.queue.first == id && state.queue.last == id;
    if (alone || rules_.remove(state.queue, id)) {
        if (run_.table().lock_switches == switches) run_.table().lock_asked.store(1);
        switches = run_.table().lock_switches;
        if (!alone) {
            rules_.enqueue(state.queue, id);
            record_on(id, EventKind::lock, Phase::wanted, lock, state.ticket++, 0);
        }
    }
    let_go(lock);
    return switches;
}

void Worker::drop_lock(TaskId id) {
    const ResourceId lock = run_.global_lock();
    hold(lock);
    if (run_.state(lock).owner == id) {
        now_ = os::monotonic_now();
        const Change change = simul::let_go(rules_, lock);
        record_on(id, EventKind::unlock, Phase::done, lock, change.ticket, 0);
        if (!rules_.consequences().empty()) ++run_.table().lock_switches;
        tell_consequences(id);
        run_.table().lock_asked.store(0);
    }
    let_go(lock);
    wake_told();
}

void Worker::hand_over_if_asked(TaskContext& context) {
    if (run_.table().lock_asked.load(std::memory_order_relaxed) == 0) return;
    drop_lock(context.id);
    take_lock(context);
}

}  // namespace simul
