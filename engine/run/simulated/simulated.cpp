#include "engine/run/simulated/simulated.h"

#include <bit>
#include <utility>

#include <fmt/format.h>

#include "engine/base/ensure.h"
#include "engine/run/device_requests.h"

namespace simul {

Simulated::Simulated(Story& story, const RunPlan& plan, std::unique_ptr<Policy> policy, Recorder& recorder,
                     const std::atomic<std::uint32_t>& stop)
    : Clustered(story, plan, recorder, stop),
      ready_(std::move(policy)),
      chooser_(ready_.chooser()),
      preempts_(chooser_ && chooser_->is_preemptive()),
      has_queues_(chooser_ && chooser_->has_queues()),
      warm_up_(chooser_ ? chooser_->warm_up() : 0ns),
      quantum_(ready_.slice()),
      machines_(nodes_),
      network_(story.description().network, plan.seed),
      strikes_(strikes_of(plan.outages)),
      cores_(all_cores_of(story.description(), plan)),
      gives_core_up_(plan.model != Model::sequential && plan.model != Model::threads_gil && !chooser_ &&
                     machines_.empty()),
      costs_(plan.switch_cost + plan.spawn_cost + plan.message_cost > 0ns),
      alarms_(TaskForesight{tasks_}),
      devices_(devices_among(infos_, 1), plan.seed) {
    keep_cores_for_threads();
    if (const WrittenPolicy* program = chooser_ ? chooser_->program() : nullptr) {
        progress_.policy = &program->place();
        progress_.policy_source_name = program->source_name();
    }
    if (!chooser_ || !chooser_->heeds_priorities()) return;
    for (std::size_t i = 0; i < infos_.size(); ++i)
        if (infos_[i].protocol != LockProtocol::none) lenders_.push_back(static_cast<ResourceId>(i));
}

/// Visits an instant as often as something is due in it.
void Simulated::drive() {
    for (Time next = now_; next != kNever; next = next_instant()) {
        now_ = next;
        const std::uint64_t events_before = events_;
        if (next_strike() <= now_) [[unlikely]]
            strike_as_planned();
        if (busy_ > 0) end_computes();
        if (busy_ > 0) end_quanta();
        if (chooser_ && chooser_->next_tick() <= now_) tick();
        if (!devices_.empty()) [[unlikely]]
            answer_requests();
        if (network_.next() <= now_) [[unlikely]]
            deliver_messages();
        wake_sleepers();
        chooser_ ? choose_who_runs() : fill_cores();
        if (!crashed_.empty()) [[unlikely]]
            drop_crashed();
        if (chooser_ && events_ == events_before) count_unseen();
        if (over() || (unended_ == 0 && !somebody_comes_back())) return;
    }
}

// ---- One instant.

void Simulated::end_computes() {
    for (Core& core : cores_)
        if (core.end <= now_) end_compute(core);
}

void Simulated::end_compute(Core& core) {
    CoopTask& task = *core.task;
    core.end = kNever;
    --busy_;
    if (std::exchange(core.switching, false)) return take_core(core, task);
    task.remaining = 0ns;
    if (task.charged && perform(task, *task.operation) == Grant::later) return;
    if (global_lock_ != kNoResource && !take_lock(task)) return;
    go_on(task);
}

void Simulated::end_quanta() {
    if (global_lock_ != kNoResource) end_lock_waits();
    for (Core& core : cores_) {
        if (core.end == kNever || core.quantum_end > now_ || core.switching) continue;
        if (chooser_) {
            lapse(core, Readiness::slice_ended);
            continue;
        }
        renew_quantum(core);
        if (core.quantum_end > now_) continue;
        if (anybody_could_follow(*core.task))
            preempt(core, Readiness::slice_ended);
        else
            start_quantum(core);
    }
}

void Simulated::wake_sleepers() {
    while (alarms_.next(now_) == now_) {
        const Alarm alarm = alarms_.take();
        CoopTask& task = tasks_[alarm.task];
        if (!is_valid(alarm)) {
            --void_alarms_;
            continue;
        }
        if (goes_on_at_once(task))
            go_on_from_sleep(task);
        else if (is_on_loop(task) && task.core == kNoCore)
            hold_until_turn(alarm);
        else
            end_wait_for_time(task);
    }
}

/// True when nobody else is due at this instant and a core is free: nothing lies between its waking and its continuing.
bool Simulated::goes_on_at_once(const CoopTask& task) {
    if (is_beside_loop(task)) return false;
    const bool nobody_else = ready_.empty() && !held_ready_ && overdue_.empty() && alarms_.next(now_) != now_;
    return task.doing == TaskProgress::resting && nobody_else && !costs_ && gives_core_up_ &&
           task.operation->kind == OperationKind::sleep && !task.cancel_asked && !task.timed_out && cores_.any_free() &&
           may_record(1) && !over() && now_ < kLatest;
}

void Simulated::go_on_from_sleep(CoopTask& task) {
    const CoreId id = cores_.take();
    Core& core = cores_[id];
    core.task = core.last = &task;
    task.core = id;
    task.doing = TaskProgress::running;
    task.resumes = false;
    start_quantum(core);
    record_end_of_sleep(task, id);
    go_on_in_story(task);
}

/// The end of a sleep, and what follows when a core is free: ready, run, done, in one go.
void Simulated::record_end_of_sleep(CoopTask& task, CoreId core) {
    events_ += 3;
    const std::uint16_t sequence = task.sequence;
    task.sequence = static_cast<std::uint16_t>(sequence + 3);
    if (!recorder_->has_room(3)) return;
    const Operation& sleep = *task.operation;
    TraceEvent* const place = recorder_->place();
    const auto second = static_cast<std::uint16_t>(sequence + 1), third = static_cast<std::uint16_t>(sequence + 2);
    make_event(place, task, EventKind::ready, Phase::done, value_of(kNoTask), 0, kNoCore, sequence);
    make_event(place + 1, task, EventKind::run, Phase::done, 0, 0, core, second);
    make_event(place + 2, task, EventKind::sleep, Phase::done, sleep.value, sleep.line, kNoCore, third);
    recorder_->publish(3);
}

void Simulated::fill_cores() {
    if (!machines_.empty()) [[unlikely]]
        return fill_machines();
    if (plan_.loop_has_pool) [[unlikely]]
        return fill_loop_and_threads();
    fill_loop();
}

/// Whose line there is only one.
void Simulated::fill_loop() {
    if (held_ready_) [[unlikely]]
        go_on_where_held();
    while (cores_.any_free() && !over() && (left_in_turn_ > 0 || begin_turn())) {
        --left_in_turn_;
        const CoreId core = cores_.take();
        const TaskId next = ready_.take();
        if (next == kNoTask) [[unlikely]] {
            cores_.put_back(core);
            fire_next();
            continue;
        }
        CoopTask& task = tasks_[next];
        if (task.doing == TaskProgress::ready && !is_beside_loop(task)) [[likely]] {
            dispatch(core, task);
            continue;
        }
        cores_.put_back(core);
        if (task.doing == TaskProgress::ended || is_beside_loop(task)) do_after_end(task);
        if (task.doing == TaskProgress::ready_later) become_ready(task);  // else it was cancelled meanwhile
    }
}

void Simulated::become_ready(CoopTask& task) {
    task.doing = TaskProgress::ready;
    ready_.add(task.id);
}

/// False: nobody is ready.
bool Simulated::begin_turn() {
    do {
        end_turn();
        if (!overdue_.empty()) look_at_overdue();
        left_in_turn_ = ready_.size();
        turn_began_ = time_of_limits();
    } while (left_in_turn_ == 0 && is_closing());
    return left_in_turn_ > 0;
}

void Simulated::go_on_where_held() {
    held_ready_ = false;
    Core& core = cores_[CoreId{0}];
    core.held = false;
    take_core(core, *core.task);
}

Time Simulated::next_instant() {
    Time on_cores = busy_ > 0 ? next_on_cores() : kNever;
    if (chooser_ && busy_ > 0) on_cores = std::min(on_cores, chooser_->next_tick());
    if (!devices_.empty()) [[unlikely]]
        on_cores = std::min(on_cores, devices_.next());
    on_cores = std::min({on_cores, network_.next(), next_strike()});
    if (void_alarms_ > 0) drop_void_alarms(on_cores);
    return std::min(on_cores, alarms_.next(on_cores));
}

/// Not earlier than now: a quantum may have ended long ago, while nobody was ready.
Time Simulated::next_on_cores() {
    Time earliest = global_lock_ == kNoResource ? kNever : next_about_lock();
    const bool slicing = chooser_ || !ready_.empty() || machines_.anybody_ready();
    for (const Core& core : cores_) {
        earliest = std::min(earliest, core.end);
        if (slicing && core.end != kNever && !core.switching) earliest = std::min(earliest, core.quantum_end);
    }
    return std::max(now_, earliest);
}

void Simulated::drop_void_alarms(Time limit) {
    while (alarms_.next(limit) != kNever && !is_valid(alarms_.front())) {
        alarms_.take();
        --void_alarms_;
    }
}

// ---- Cores.

void Simulated::dispatch(CoreId id, CoopTask& task) {
    Core& core = cores_[id];
    core.task = &task;
    task.core = id;
    const bool at_once = plan_.switch_cost == 0ns || core.last == &task;
    if (at_once && global_lock_ == kNoResource) [[likely]] {
        begin_turn(core, task);
        return task.computes() ? go_on_computing(core, task) : go_on(task);
    }
    if (at_once) return take_core(core, task);
    if (!chooser_) record_choice(task, id);
    core.switching = true;
    core.end = later(now_, plan_.switch_cost);
    ++busy_;
}

/// A core that is free.
void Simulated::give_core_to(CoopTask& task, CoreId id) {
    cores_.take(id);
    dispatch(id, task);
}

void Simulated::take_core(Core& core, CoopTask& task) {
    begin_turn(core, task);
    const bool native = task.computes() && task.operation->native;
    if (global_lock_ != kNoResource && !native && !take_lock(task)) return;
    if (task.computes()) return go_on_computing(core, task);
    go_on(task);
}

/// A quantum that ended while nobody was ready started anew: brings it up to date.
void Simulated::renew_quantum(Core& core) {
    if (core.quantum_end >= now_) return;
    const auto quanta = (now_ - core.quantum_end + quantum_ - 1ns) / quantum_;
    core.quantum_end = later(core.quantum_end, quanta * quantum_);
}

void Simulated::preempt(Core& core, Readiness why) {
    CoopTask& task = *core.task;
    take_off(core);
    if (chooser_)
        add_to_chooser(task, why);
    else
        add_to_line(task);
}

/// Its task is ready then. One that was still being switched to has not run.
void Simulated::take_off(Core& core) {
    CoopTask& task = *core.task;
    if (core.end != kNever) {
        if (!core.switching) task.remaining = core.end - now_;
        core.end = kNever;
        --busy_;
    }
    if (!std::exchange(core.switching, false)) record_run(task, EventKind::preempt, task.core);
    free_core(task);
    task.doing = TaskProgress::ready;
}

// ---- What tasks ask for.

Grant Simulated::perform(TaskContext& context, Operation& operation) {
    auto& task = static_cast<CoopTask&>(context);
    // What most tasks ask for most of the time has the shortest way.
    const bool sleeps = operation.kind == OperationKind::sleep && operation.value > 0;
    if (sleeps && gives_core_up_ && operation.limit == kNever)
        return may_perform() ? sleep(task, operation) : Grant::later;
    if (comes_round(task, operation)) return Grant::later;
    if (costs_ && pays_first(task, operation)) return Grant::later;
    if (!machines_.empty()) [[unlikely]]
        if (const std::optional<Grant> grant = perform_on_machines(task, operation)) return *grant;
    return Cooperative::perform(context, operation);
}

/// Who looks again and again, without a sleep or a compute, waits for what can never come: time stands still meanwhile.
bool Simulated::comes_round(CoopTask& task, const Operation& operation) {
    if (now_ != rounds_at_ || operation.kind == OperationKind::random) {
        rounds_at_ = now_;
        rounds_.begin_anew();
    }
    if (!rounds_.comes_round([this] { return standing_state(); })) return false;
    end_round(task, operation, NoteKind::busy_wait, "looks again and again while no time passes");
    return true;
}

Grant Simulated::sleep(CoopTask& task, const Operation& operation) {
    record(task, EventKind::sleep, Phase::wanted, operation.value, operation.line);
    task.resumes = true;
    task.doing = TaskProgress::resting;
    free_core(task);
    set_alarm(task, later(now_, Duration(operation.value)));
    if (task.cancel_asked) [[unlikely]]
        end_wait(task, task.id);
    return Grant::later;
}

Grant Simulated::compute(CoopTask& task, Operation& operation) {
    record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    warn_of_blocked_loop(task, operation);
    Core& core = core_of(task);
    task.remaining = Duration(operation.value) + std::exchange(core.warm_up, Duration(0));
    task.resumes = true;
    if (!chooser_) renew_quantum(core);
    const bool over = core.quantum_end <= now_;
    if (over && !chooser_) {
        if (anybody_could_follow(task)) {
            preempt(core, Readiness::slice_ended);
            return Grant::later;
        }
        start_quantum(core);
    }
    if (task.remaining == 0ns) {
        task.resumes = false;
        record(task, event_of(operation.kind), Phase::done, operation.value, operation.line);
        return Grant::granted;
    }
    if (operation.native && global_lock_ != kNoResource) drop_lock(task);
    go_on_computing(core, task);
    if (over && chooser_) lapse(core, Readiness::slice_ended);
    return Grant::later;
}

void Simulated::warn_of_blocked_loop(CoopTask& task, const Operation& operation) {
    const Duration length(operation.value);
    const bool too_long = is_on_loop(task) && length > plan_.loop_limit;
    if (too_long || keeps_loop(plan_.model, operation.kind)) note_kept_loop(task, operation, length);
}

void Simulated::enqueue(CoopTask& task) {
    if (task.core != kNoCore && core_of(task).held)
        held_ready_ = true;
    else if (chooser_)
        add_arrived_or_woken(task);
    else if (task.urgent && plan_.model != Model::event_loop)
        ready_.add_urgent(task.id);
    else
        add_to_line(task);
}

Grant Simulated::begin(CoopTask& parent, CoopTask& child, Operation& operation) {
    if (plan_.model != Model::sequential) return Cooperative::begin(parent, child, operation);
    // A call: the child begins at once, and the parent continues when it has ended.
    child.urgent = true;
    const Grant grant = wait_for_end(parent, operation, child);
    arrive(child);
    return grant;
}

void Simulated::begin_at(CoopTask& child, Time when) { set_alarm(child, when); }

}  // namespace simul
