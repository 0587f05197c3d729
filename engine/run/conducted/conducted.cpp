#include "engine/run/conducted/conducted.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/ensure.h"
#include "engine/resources/resource_type.h"
#include "engine/run/operation_events.h"
#include "engine/scenario/packed_table.h"
#include "engine/trace/text_form.h"

namespace simul {

Conducted::Conducted(Story& story, const RunPlan& plan, Conductor& conductor, Recorder& recorder,
                     const std::atomic<std::uint32_t>& stop)
    : Clustered(story, plan, recorder, stop),
      conductor_(&conductor),
      notes_touches_(conductor.looks_on()),
      clock_use_(story.clock_use()),
      may_cancel_(story.may_cancel() && plan.model != Model::sequential),
      looks_at_ends_(story.may_look_at_ends() && plan.model != Model::sequential),
      may_clean_up_(story.may_clean_up()),
      begun_matters_(may_cancel_ || plan.model == Model::event_loop),
      late_stores_(plan.memory == MemoryOrder::tso && runs_in_parallel(plan.model) &&
                   story.description().nodes.empty()),
      under_way_(story.description().network) {
    number_slots();
    make_models();
    begin_anew_on_machines();
}

void Conducted::begin_again(Conductor& conductor) {
    start_anew();
    conductor_ = &conductor;
    notes_touches_ = conductor.looks_on();
    stands_.clear();
    moving_.clear();
    asking_.clear();
    touches_.clear();
    buffers_.clear();
    taken_.clear();
    number_slots();
    make_models();
    begin_anew_on_machines();
    waking_ = kNoResource;
    done_alone_ = 0;
    steps_ = entered_ = 0;
    last_ = on_core_ = acting_ = kNoTask;
    loop_ = kMainTask;
    last_turns_given_ = cut_ = false;
    facts_.clear();
    marks_ = StateHash{};
}

void Conducted::drive() {
    settle();
    while (!over() && (unended_ > 0 || may_begin_anew()) && find_next()) {
        if (notes_touches_) tell_touches();
        const std::optional<std::size_t> chosen =
            conductor_->choose({steps_, enabled_, *this, waking_ != kNoResource, may_end_});
        if (!chosen) return end_here();
        ensure(*chosen < enabled_.size(), "a conductor chooses one of the tasks that can continue");
        const TaskId next = enabled_[*chosen];
        is_happening(next) ? happen(next) : step(tasks_[next]);
        settle();
        drop_crashed();
    }
    if (notes_touches_) touch_what_is_left_undone();
    if (notes_touches_) tell_touches();
}

/// The conductor wants no more. If all would go round for ever, it is told who goes round.
void Conducted::end_here() {
    if (may_end_) return;
    cut_ = over_ = true;
    const std::optional<std::size_t> since = conductor_->goes_round_since();
    if (!since) return;
    std::vector<TaskId> told;
    for (std::size_t i = *since; i < taken_.size(); ++i) {
        if (is_happening(taken_[i].task)) continue;
        if (std::find(told.begin(), told.end(), taken_[i].task) != told.end()) continue;
        told.push_back(taken_[i].task);
        note(NoteKind::livelock, tasks_[taken_[i].task], taken_[i].line, fmt::format("{}", *since));
    }
}

/// Whatever follows from the last operation by itself.
void Conducted::settle() {
    while (!moving_.empty() && !over()) {
        CoopTask& task = tasks_[moving_.pop()];
        if (task.doing == TaskProgress::ready || task.doing == TaskProgress::ready_later) move(task);
    }
}

void Conducted::move(CoopTask& task) {
    acting_ = task.id;
    if (!task.resumes) return go_on(task);
    take_core(task);
    go_on_after_wait(task);
}

void Conducted::go_on_after_wait(CoopTask& task) {
    remember_wait(task);
    const bool has_it = family_of(task.operation->kind) == Family::on_resource && !task.cancel_asked && !task.timed_out;
    task.doing = TaskProgress::running;
    complete(task);
    if (task.doing == TaskProgress::waiting) return;  // again: what it waited for has gone to another
    if (has_it) remember(task, *task.operation);
    go_on_in_story(task);
}

// ---- Tasks that can continue.

bool Conducted::find_enabled() {
    enabled_.clear();
    may_end_ = false;
    if (waking_ != kNoResource) {
        enable_the_woken();
        return true;
    }
    for (const TaskId id : asking_) {
        CoopTask& task = tasks_[id];
        if (stands_for_memory(task)) continue;
        Stand& stand = stands_[index_of(id)];
        const std::optional<NextStep> next = next_step_of(task, stand);
        const bool waits = !next || next == NextStep::time_out;
        if (waits) hold_back(task, stand);
        if (!waits && stand.held && stand.cause == kNoTask) stand.cause = last_;
        if (next) enabled_.push_back(id);
    }
    if (plan_.wakeups == Wakeups::spurious) enable_spurious();
    keep_to_model();
    if (tells_stands_) record_stands();
    if (!nodes_.empty()) enable_happenings();
    if (late_stores_) enable_late_stores();
    return !enabled_.empty();
}

/// Of those who ask: what has changed since the last decision.
void Conducted::record_stands() {
    auto enabled = enabled_.begin();
    for (const TaskId id : asking_) {
        const bool can = enabled != enabled_.end() && *enabled == id;
        if (can) ++enabled;
        Stand& stand = stands_[index_of(id)];
        const bool runs_out = can && next_step_of(tasks_[id], stand) == NextStep::time_out;
        const Told told = runs_out ? Told::can_run_out_of_time : can ? Told::can_go_on : Told::cannot;
        if (stand.told != told) record_stand(tasks_[id], told);
    }
}

/// Which entry of a shared table it is about, and what it is to become; empty: none.
static std::string about_entry(const Operation& operation) {
    if (!is_on_entry(operation.kind) || operation.kind == OperationKind::walk_entry) return {};
    std::string_view given = *operation.text;
    const std::string_view key = take_value(given);
    if (operation.kind == OperationKind::remove_entry) return {};
    if (operation.kind == OperationKind::insert_entry) return shown_value(given);
    return given.empty() ? label_of(key) : shown_entry(*operation.text);
}

void Conducted::record_stand(CoopTask& task, Told told) {
    stands_[index_of(task.id)].told = told;
    const Intent intent = intent_of(task.id);
    TraceEvent event;
    event.kind = EventKind::stand;
    event.phase = told == Told::cannot ? Phase::failed : Phase::done;
    event.value = value_of(intent);
    event.line = intent.line;
    const bool gives_value = intent.kind == OperationKind::store || intent.kind == OperationKind::atomic_add;
    const Operation& operation = *task.operation;
    std::string text = about_entry(operation);
    if (gives_value)
        text = operation.cell == CellType::packed ? shown_value(*operation.text)
                                                  : text_of(Cell{operation.value, operation.cell});
    record_text(task, event, text.append("\n").append(task.locals()));
}

/// Where one thread does everything, it is not free to turn to anybody.
void Conducted::keep_to_model() {
    if (plan_.model == Model::event_loop) keep_to_loop();
    if (plan_.model != Model::sequential || asking_.empty()) return;
    const TaskId innermost = *std::max_element(asking_.begin(), asking_.end(), [this](TaskId a, TaskId b) {
        return stands_[index_of(a)].entered < stands_[index_of(b)].entered;
    });
    const bool goes_on = std::find(enabled_.begin(), enabled_.end(), innermost) != enabled_.end();
    enabled_.assign(goes_on ? 1 : 0, innermost);
}

bool Conducted::is_free(ResourceId mutex) const {
    const ResourceState& state = resources_[index_of(mutex)];
    return state.owner == kNoTask && state.reserved_for == kNoTask;
}

/// Its operation would not have to wait, or its waiting would change something.
bool Conducted::can_go_on(const CoopTask& task, const Stand& stand) const {
    if (stand.relocks) return is_free(task.waiter.on);
    if (stand.goes_on) return true;
    if (stand.expires) return false;
    if (stand.hears) return true;
    if (task.cancel_asked || stand.ends) return true;  // its wait ends as soon as it begins
    if (stands_in_line(task)) return true;
    const Operation& operation = *task.operation;
    if (crosses(task, operation)) return true;
    const auto has_it = [&](ResourceId resource) {
        const ResourceState& state = resources_[index_of(resource)];
        return !type_of(state.kind).holds_back(state, operation.kind, task.id);
    };
    if (selects(operation)) {
        const std::vector<ResourceId> channels = selected_by(operation);
        return std::any_of(channels.begin(), channels.end(), has_it);
    }
    if (operation.resource != kNoResource) return has_it(operation.resource);
    if (operation.kind == OperationKind::await) return can_end(operation, task);
    if (operation.kind != OperationKind::future_result && operation.kind != OperationKind::future_exception)
        return true;
    // On an event loop it is refused if it is too early.
    return plan_.model == Model::event_loop || operation.task == task.id || looked_at(operation.task).is_over();
}

/// It is recorded once that the task waits.
void Conducted::hold_back(CoopTask& task, Stand& stand) {
    if (notes_touches_) touch_by_being_held_back(task);
    stand.cause = kNoTask;
    Operation& operation = *task.operation;
    const bool of_several = until_of(operation) != Until::its_end;
    if (stand.held && of_several && looked_at(operation.task).is_over()) wait_for_another(task);
    if (stand.held) return;
    stand.held = stand.begun = true;
    drop_global_lock(task);
    if (of_several) operation.task = still_awaited(operation, task);
    const bool on_resource = operation.resource != kNoResource;
    const std::uint16_t ticket = on_resource ? resources_[index_of(operation.resource)].ticket++ : std::uint16_t{0};
    TraceEvent waits = event_of_wait(operation, operation.task, ticket);
    if (is_on_stream(operation.kind)) waits.value = resources_[index_of(operation.resource)].count;
    record(task, waits);
    task.waiter.on = operation.resource;
    task.waiter.operation = operation.kind;
    task.waiter.reserved = false;
    next_deadline(task);
    task.resumes = true;
    task.doing = TaskProgress::waiting;
    wait(task);
}

// ---- One operation.

Grant Conducted::perform(TaskContext& context, Operation& operation) {
    auto& task = static_cast<CoopTask&>(context);
    stands_[index_of(task.id)].place.reset();
    if (is_on_thread(task)) adapt_to_thread(operation);
    only_gives_way(task, operation);
    // Main, alone for so long, may look again and again at what nobody else can change.
    constexpr std::size_t kMostAlone = 1'000;
    const bool alone = nodes_.empty() && unended_ + daemons_ == 1 && done_alone_ < kMostAlone;
    const bool at_once = info_of(operation.kind).at_once_by_main && !depends_on_moment(until_of(operation));
    if (alone) reach_memory_all(task);
    const bool is_step = task.id != kMainTask || !(alone || at_once);
    if (is_step || waits_for_memory(task, operation)) {
        ask(task);
        stands_[index_of(task.id)].at_once = !is_step;
        return Grant::later;
    }
    stand_of(task).begun = true;
    if (!at_once) ++done_alone_;
    take_core(task);
    if (notes_touches_) touch_by(task);
    if (ends_others(operation.kind)) remember_standstill();
    const Grant grant = do_operation(task, operation);
    if (grant == Grant::granted) remember(task, operation);
    return grant;
}

Grant Conducted::do_operation(CoopTask& task, Operation& operation) {
    if (!nodes_.empty()) {
        if (operation.kind == OperationKind::crash) remember_standstill();
        if (const std::optional<Grant> grant = perform_on_machines(task, operation)) return *grant;
    }
    if (late_stores_)
        if (const std::optional<Grant> grant = perform_in_buffer(task, operation)) return *grant;
    return Cooperative::perform(task, operation);
}

Grant Conducted::compute(CoopTask& task, Operation& operation) {
    record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    record(task, event_of(operation.kind), Phase::done, operation.value, operation.line);
    return Grant::granted;
}

Grant Conducted::rest(CoopTask& task, Operation& operation) {
    drop_global_lock(task);
    record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    task.resumes = true;
    wait(task);
    make_ready(task, kNoTask);
    return Grant::later;
}

Grant Conducted::give_way(CoopTask& task, Operation& operation) {
    record(task, event_of(operation.kind), Phase::done, 0, operation.line);
    if (!goes_on_as_a_step(task)) return Grant::granted;
    task.resumes = true;
    enqueue(task);
    return Grant::later;
}

// ---- What follows from it.

void Conducted::enqueue(CoopTask& task) {
    Stand& stand = stand_of(task);
    stand.entered = ++entered_;
    if (!stand.known) {
        stand.known = true;
        stand.history.add(tasks_.call_of(task));
    }
    if (notes_touches_) touch_by_going_on(task);
    if (stand.asked) no_longer_asks(task.id);
    if (task.resumes && goes_on_as_a_step(task)) return ask_to_go_on(task);
    moving_.push(task.id);
}

void Conducted::wait(CoopTask& task) {
    if (on_core_ == task.id) on_core_ = kNoTask;
    if (loop_ == task.id && !info_of(task.operation->kind).keeps_loop) loop_ = kNoTask;
}

Grant Conducted::begin(CoopTask& parent, CoopTask& child, Operation& operation) {
    stand_of(child);
    if (notes_touches_) touch_pool(parent.id, child);
    if (plan_.model != Model::sequential) return Cooperative::begin(parent, child, operation);
    child.urgent = true;
    const Grant grant = wait_for_end(parent, operation, child);
    arrive(child);
    return grant;
}

void Conducted::add_future(CoopTask& future) { stand_of(future).known = true; }

void Conducted::begin_at(CoopTask& child, Time) {
    stand_of(child).slept = true;
    if (notes_touches_) touch_pool(child.parent, child);
    arrive(child);
}

void Conducted::leave(CoopTask& task) {
    reach_memory_all(task);  // of one that was killed
    if (notes_touches_) touch_by_end(task);
    forget_but_the_end(task);
    if (stand_of(task).asked) no_longer_asks(task.id);
    const bool was_killed = task.ending == Ending::died && on_core_ != task.id;  // who kills itself has left the core
    if (task.ending == Ending::crashed || was_killed) return;
    const bool never_ran = !task.started || (task.ending == Ending::cancelled && !has_begun(task));
    if (never_ran) return;
    take_core(task);
    drop_global_lock(task);
    on_core_ = kNoTask;
}

/// There is no time, so its time may run out whenever it waits: it is a step that it can do.
void Conducted::set_deadline(CoopTask& task, Duration) {
    if (family_of(task.operation->kind) == Family::asks_device) return;
    ask(task);
    task.doing = TaskProgress::waiting;
    Stand& stand = stands_[index_of(task.id)];
    stand.held = stand.expires = true;
}

/// A mutex that becomes free is nobody's: those who were notified want it like all others. On an event loop they stand
/// in its line.
bool Conducted::defer(CoopTask& task, const Consequence& woken, TaskId) {
    if (plan_.model == Model::event_loop) return false;
    if (task.waiter.operation != OperationKind::condition_wait || woken.resource == pool_) return false;
    ResourceState& mutex = resources_[index_of(woken.resource)];
    mutex.reserved_for = kNoTask;
    relock(task);
    while (!mutex.queue.empty()) relock(tasks_[rules_.dequeue(mutex.queue)]);
    return true;
}

void Conducted::relock(CoopTask& task) {
    if (notes_touches_) touch_by_going_on(task);
    if (stand_of(task).asked) no_longer_asks(task.id);
    ask(task);
    task.doing = TaskProgress::waiting;
    Stand& stand = stands_[index_of(task.id)];
    stand.held = stand.relocks = true;
}

}  // namespace simul
