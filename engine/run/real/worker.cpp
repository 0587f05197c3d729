#include "engine/run/real/worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/os/cores.h"
#include "engine/os/futex.h"
#include "engine/os/processes.h"
#include "engine/os/threads.h"
#include "engine/run/gate.h"
#include "engine/run/given_events.h"
#include "engine/run/latest_time.h"
#include "engine/run/operation_events.h"
#include "engine/run/own_threads.h"
#include "engine/scenario/body_end.h"
#include "engine/scenario/plain_value.h"

namespace simul {

Worker::Worker(SharedRun& run, Story& story, Launcher& launcher, OwnValues* values)
    : run_(run),
      story_(story),
      launcher_(launcher),
      own_values_(values),
      writer_(*run.region().take_writer()),
      core_(run.head(), run.plan(), writer_.stream.horizon, [this](const os::Gap& it) { gap(it); }),
      devices_(run.plan().devices.get()),
      thread_(os::thread_id()),
      current_(run.supervisor()) {
    if (run_.has_nodes()) writer_.process.store(os::own_pid());
    read_clock();
}

Worker::~Worker() { run_.region().give_back(writer_); }

void Worker::read_clock() {
    now_ = os::monotonic_now();
    writer_.stream.horizon.store(now_, std::memory_order_release);
}

// ---- The life of a task.

void Worker::run_task(TaskId id) {
    TaskSlot& slot = this->slot(id);
    slot.writer.store(static_cast<std::uint32_t>(&writer_ - run_.head().slots()) + 1);
    slot.thread.store(thread_);
    if (own_values_ || run_.has_nodes()) slot.process.store(os::own_pid());
    if (slot.due != 0 && !wait_until_due(id)) return;
    take_share(slot);
    Start pending = Start::pending;
    if (!slot.start.compare_exchange_strong(pending, Start::begun)) return;
    const TaskId before = std::exchange(current_, id);
    TaskContext context;
    TaskContext* const context_before = std::exchange(running_, &context);
    context.id = id;
    context.granter = this;
    const std::int64_t cpu_before = os::thread_cpu_now(), lent_before = lent_cpu_;
    slot.activity.store(Activity::busy);
    core_.forget_delay();
    read_clock();
    record_run(id);
    record_refusals(id);
    if (run_.global_lock() != kNoResource) take_lock(context);
    if (slot.in_pool && slot.waiter.on == run_.pool()) settle_in(id);
    begin_body(context, id);
    slot.in_story.store(true);
    context.resume();
    slot.in_story.store(false);
    ensure(context.ended(), "a worker's task continues until its body has ended");
    read_clock();
    const std::int64_t used = os::thread_cpu_now() - cpu_before, own = used - (lent_cpu_ - lent_before);
    lent_cpu_ = lent_before + used;
    record(id, EventKind::core_busy, Phase::done, within_axis(static_cast<double>(own) * run_.plan().scale).count());
    end_body(context, id);
    current_ = before;
    running_ = context_before;
}

std::uint32_t Worker::thread_of(const TaskContext& context) const {
    TaskId who = context.id;  // whose thread it is; each process has one for itself
    while (launcher_.shares_memory() && run_.slot(who).called_by != kNoTask) who = run_.slot(who).called_by;
    const bool in_pool = run_.slot(who).in_pool;
    return in_pool ? thread_of_worker(static_cast<std::uint32_t>(thread_)) : own_thread(run_.plan().model, who);
}

/// It arrives when it is due, though it may have to wait for a core from then on.
bool Worker::wait_until_due(TaskId id) {
    TaskSlot& slot = this->slot(id);
    now_ = std::max(now_, slot.due);
    writer_.stream.horizon.store(now_, std::memory_order_release);
    while (slot.start.load() == Start::pending) {
        const std::uint32_t seen = slot.wake.load(std::memory_order_acquire);
        const os::Woken woken = run_.wait_for_word(slot, seen, slot.due);
        if (woken == os::Woken::stop) return false;
        if (woken == os::Woken::timeout) break;
    }
    if (slot.start.load() != Start::pending) return false;
    record_arrival(id);
    read_clock();
    return true;
}

void Worker::arrive(TaskId child) {
    read_clock();
    record_arrival(child);
}

void Worker::record_arrival(TaskId child) {
    slot(child).activity.store(Activity::ready);
    if (run_.has_nodes())
        record(child, EventKind::place, Phase::done, static_cast<std::int64_t>(index_of(slot(child).node)));
    TraceEvent event;
    event.kind = EventKind::arrive;
    event.value = value_of(slot(child).parent);
    record(child, event, run_.name_of(child));
    for_each_given(slot(child).given,
                   [&](std::string_view name, const Cell& value) { record_given(child, name, value); });
}

void Worker::begin_body(TaskContext& context, TaskId id) {
    context.begin(id == kMainTask ? story_.start_main(context) : story_.start(context, run_.call_of(id)));
    run_.drop_long_call(id, current_);
}

void Worker::end_body(TaskContext& context, TaskId id) {
    TaskSlot& slot = this->slot(id);
    const std::exception_ptr exception = context.exception();
    BodyEnd end = settled_exit(body_end_of(exception), run_.plan().model, id);
    if (end.ending == Ending::returned && !exception) {
        const std::string result = context.take_result();
        if (is_long(result) && !run_.take_memory(result.size())) {
            end = {Ending::failed, fmt::format(kNoMemoryLeft, "its result", result.size()), 0};
        } else {
            slot.result = run_.region().keep(result);
            if (!result.empty()) end.told = preview_and_size(result);
        }
    }
    if (end.ending == Ending::failed) slot.error = run_.region().keep(end.told);
    context.drop_body();
    if (slot.in_pool) free_place(id);
    if (run_.global_lock() != kNoResource) drop_lock(id);
    finish(id, end.ending, end.signal, raised_sentence(end.told), end.line);
}

void Worker::finish(TaskId id, Ending ending, std::int64_t detail, std::string_view text, std::uint16_t line) {
    TaskSlot& slot = this->slot(id);
    read_clock();
    run_.drop_long_call(id, current_);
    run_.guard(slot.guard, current_);
    TraceEvent event;
    event.kind = EventKind::finish;
    event.phase = ending == Ending::returned ? Phase::done : Phase::failed;
    event.value = static_cast<std::int64_t>(ending) | detail << 8;
    event.line = line;
    record(id, event, text);
    slot.ending.store(ending);
    slot.signal.store(static_cast<std::int32_t>(detail));
    slot.activity.store(Activity::ended);
    while (!slot.awaiting.empty()) rules_.consequences().push_back({rules_.dequeue(slot.awaiting), kNoResource});
    tell_consequences(id);
    const Offset callbacks = std::exchange(slot.callbacks, 0), watchers = std::exchange(slot.watchers, 0);
    run_.unguard(slot.guard);
    wake_told();
    tell_watchers(id, watchers);
    for (Offset at = callbacks; at != 0; at = run_.region().at<Callback>(at)->next)
        call_back(*run_.region().at<Callback>(at));
    run_.count_out(id);
    run_.tell_supervisor();
}

void Worker::record_end(TaskId id, Ending ending, int signal, std::string_view told, std::uint16_t line) {
    if (!told.empty()) slot(id).error = run_.region().keep(told);
    finish(id, ending, signal, raised_sentence(told), line);
}

// ---- Operations.

Grant Worker::perform(TaskContext& context, Operation& operation) {
    TaskSlot& slot = this->slot(context.id);
    slot.in_story.store(false, std::memory_order_relaxed);
    slot.operations.store(slot.operations.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    pass_gate(run_.head().gate, run_.head().stop);
    if (run_.stopping()) {
        context.stop_next();
        return Grant::granted;
    }
    const bool has_news = slot.inbox.load(std::memory_order_relaxed) != 0;
    if (operation.resource == kNoResource || has_news) notice_gap(context.id);  // else under the resource's guard
    if (run_.global_lock() != kNoResource) hand_over_if_asked(context);
    if (has_news) run_inbox(context.id);
    if (!run_.has_nodes() || !perform_on_machines(context, operation)) perform_here(context, operation);
    slot.line.store(context.noted_line(), std::memory_order_relaxed);
    slot.in_story.store(true, std::memory_order_relaxed);
    return Grant::granted;
}

void Worker::perform_here(TaskContext& context, Operation& operation) {
    switch (family_of(operation.kind)) {
        case Family::on_resource:
            on_resource(context, operation);
            break;
        case Family::asks_device:
            ask_device(context, operation);
            break;
        case Family::computes:
            compute(context, operation);
            break;
        case Family::rests:
            rest(context, operation);
            break;
        case Family::gives_way:
            give_way(context, operation);
            break;
        case Family::spawns:
            spawn(context, operation);
            break;
        case Family::awaits:
            await(context, operation);
            break;
        case Family::asks_future:
            ask_future(context, operation);
            break;
        case Family::tells:
            tell(context, operation);
            break;
        case Family::draws:
            draw(context, operation);
            break;
    }
}

void Worker::compute(TaskContext& context, Operation& operation) {
    record(context.id, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    const bool shares_lock = run_.global_lock() != kNoResource && !operation.native;
    if (run_.global_lock() != kNoResource && operation.native) drop_lock(context.id);
    RealCore::Use use{core_.real(Duration(operation.value)), 0, false};
    const std::atomic<std::uint32_t>* asked = shares_lock ? &run_.table().lock_asked : nullptr;
    while (!use.done) {
        const bool went_on = core_.go_on(operation, use, asked);
        read_clock();
        if (!went_on) return context.stop_next();
        if (!use.done) hand_over_if_asked(context);
        if (run_.stopping()) return context.stop_next();
    }
    if (run_.global_lock() != kNoResource && operation.native) take_lock(context);
    record(context.id, event_of(operation.kind), Phase::done, operation.value, operation.line);
    core_.forget_delay();  // after the clock was read: what goes by in here is seen next time
}

void Worker::gap(const os::Gap& gap) {
    TraceEvent event;
    event.kind = EventKind::preempt;
    event.core = static_cast<CoreId>(gap.core_before);
    now_ = gap.from;
    record(current_, event);
    event.kind = EventKind::run;
    event.core = static_cast<CoreId>(gap.core_after);
    now_ = gap.until;
    record(current_, event);
}

void Worker::notice_gap(TaskId id) {
    const std::int64_t before = now_, now = os::monotonic_now();
    if (const std::int64_t away = core_.missed(before, now); away > 0) {
        now_ = now - away;
        record(id, EventKind::preempt, Phase::done);
        now_ = now;
        record_run(id);
    }
    now_ = now;
    writer_.stream.horizon.store(now_, std::memory_order_release);
}

void Worker::rest(TaskContext& context, Operation& operation) {
    TaskSlot& slot = this->slot(context.id);
    record(context.id, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    if (run_.global_lock() != kNoResource) drop_lock(context.id);
    slot.activity.store(Activity::resting, std::memory_order_relaxed);
    const std::int64_t end = now_ + core_.real(Duration(operation.value));
    const std::int64_t limit = operation.kind == OperationKind::sleep ? deadline_of(operation).at : os::kNoDeadline;
    const std::int64_t deadline = std::min(end, limit);
    const std::int64_t delay_before = core_.delay().nanoseconds();
    writer_.stream.horizon.store(deadline, std::memory_order_release);
    const os::Woken woken = os::wait(run_.head().stop, 0, deadline);
    slot.activity.store(Activity::busy, std::memory_order_relaxed);
    if (woken != os::Woken::timeout) return context.stop_next();
    // How long it was ready without a core is known to the scheduler only.
    const std::int64_t awake = os::monotonic_now();
    now_ = std::max(deadline, awake - (core_.delay().nanoseconds() - delay_before));
    go_on_by_itself(context);
    if (limit <= end) return give_up(context, operation, Wait::beyond_limit);
    record(context.id, event_of(operation.kind), Phase::done, operation.value, operation.line);
}

/// Nobody woke it: the clock, or a device.
void Worker::go_on_by_itself(TaskContext& context) {
    record(context.id, EventKind::ready, Phase::done, value_of(kNoTask));
    core_.forget_delay();
    read_clock();
    record_run(context.id);
    if (run_.global_lock() != kNoResource) take_lock(context);
}

void Worker::give_way(TaskContext& context, Operation& operation) {
    record(context.id, event_of(operation.kind), Phase::done, 0, operation.line);
    const bool locks = run_.global_lock() != kNoResource;
    if (locks) drop_lock(context.id);
    os::yield_core();
    read_clock();
    if (locks) take_lock(context);
    if (deadline_of(operation).at <= now_) give_up(context, operation, Wait::beyond_limit);
}

void Worker::tell(TaskContext& context, Operation& operation) {
    if (operation.kind == OperationKind::fence) __sync_synchronize();  // a seq_cst fence; TSan knows no other form
    const Time now = core_.since_start(now_);
    const TraceEvent event = event_of_telling(operation, now, now);
    record(context.id, event, operation.text ? shortened(*operation.text) : std::string());
}

void Worker::draw(TaskContext& context, Operation& operation) {
    Random& chance = chance_.try_emplace(context.id, run_.plan().seed, index_of(context.id)).first->second;
    record(context.id, event_of_draw(operation, chance));
}

void Worker::record_run(TaskId id) {
    TraceEvent event;
    event.kind = EventKind::run;
    event.value = thread_;
    record(id, event);
}

// ---- Recording. Once the run stops nothing more is told: tasks only unwind. What a task's own thread records says on
// which core that is.

void Worker::record(TaskId task, TraceEvent event, std::string_view text) {
    if (run_.stopping()) return;
    event.time = Time(Duration(now_));
    event.task = task;
    if (task == current_ && event.core == kNoCore) event.core = static_cast<CoreId>(os::current_core());
    writer_.events.store(writer_.events.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    TaskSlot& slot = this->slot(task);
    if (run_.has_nodes()) return record_among_machines(slot, event, text);
    event.sequence = slot.sequence.load(std::memory_order_relaxed);
    slot.sequence.store(static_cast<std::uint16_t>(event.sequence + 1), std::memory_order_relaxed);
    writer_.recorder.record(event, text);
}

void Worker::record(TaskId task, EventKind kind, Phase phase, std::int64_t value, std::uint16_t line) {
    TraceEvent event;
    event.kind = kind;
    event.phase = phase;
    event.value = value;
    event.line = line;
    record(task, event);
}

void Worker::record_on(TaskId task, EventKind kind, Phase phase, ResourceId resource, std::uint16_t ticket,
                       std::uint16_t line, std::int64_t value) {
    record(task, event_on(kind, phase, resource, ticket, line, value));
}

void Worker::record_outcome(Outcome outcome) {
    TraceEvent event;
    event.kind = EventKind::end;
    event.value = static_cast<std::int64_t>(outcome);
    event.time = Time(Duration(os::monotonic_now()));
    writer_.recorder.record(event);
}

/// To another process it is a copy in every language.
void Worker::hear_of_changed_copy(TaskContext& context, std::string_view what) {
    if (copies_variables(run_.plan().model) || context.id == kMainTask) return;
    read_clock();
    note(context.id, NoteKind::changed_copy, 0, what);
}

void Worker::note(TaskId task, NoteKind kind, std::uint16_t line, std::string_view text) {
    TraceEvent event;
    event.kind = EventKind::note;
    event.value = static_cast<std::int64_t>(kind);
    event.line = line;
    record(task, event, text);
}

}  // namespace simul
