// What the next step of a task is, and how it is done.
#include <algorithm>
#include <utility>

#include "engine/run/conducted/conducted.h"
#include "engine/run/operation_events.h"

namespace simul {

/// None: it is held back.
std::optional<NextStep> Conducted::next_step_of(const CoopTask& task, const Stand& stand) const {
    if (stand.goes_on) return NextStep::going_on;
    if (stand.hears) return task.timed_out ? NextStep::time_out : NextStep::answer;
    if (can_go_on(task, stand)) return NextStep::operation;
    if (may_cancel_ && !stand.begun) return NextStep::wait;
    const bool was_notified = stand.expires && task.waiter.on != task.operation->resource;
    if (task.operation->is_timed() && !stand.relocks && !was_notified) return NextStep::time_out;
    return std::nullopt;
}

void Conducted::record_step(CoopTask& task) {
    const CoreId core = nodes_.empty() ? kNoCore : core_for(task);
    record(task, EventKind::step, Phase::done, static_cast<std::int64_t>(steps_), 0, core);
}

void Conducted::step(CoopTask& task) {
    now_ += kConductedStep;
    ++steps_;
    if (waits_at_condition(task)) {
        if (tells_stands_) record_step(task);
        return wake(task, waking_ == kNoResource ? kNoTask : last_);
    }
    const std::optional<NextStep> next = next_step_of(task, stands_[index_of(task.id)]);
    last_ = acting_ = task.id;
    if (notes_touches_ && ends_meet_turns()) touch(task.id, Use::writes, kEverything);
    if (next != NextStep::time_out && !is_on_thread(task)) take_loop(task);
    if (next == NextStep::wait) return begin_to_wait(task);
    if (notes_touches_) next == NextStep::going_on ? touch_by_completing(task) : touch_by(task);
    const bool ends = task.cancel_asked && !has_begun(task);
    const Stand before = begin_step(task);
    if (tells_stands_) taken_.push_back(intent_of(task.id));
    no_longer_asks(task.id);
    if (tells_stands_) record_step(task);
    if (next == NextStep::time_out) return run_out_of_time_in(task, before);
    if (next == NextStep::answer) return hear_answer(task);
    if (before.held) record(task, EventKind::ready, Phase::done, value_of(before.cause));
    if (ends) return end_without_running(task);
    take_core(task);
    if (before.ends) return end(task);
    if (before.relocks || before.goes_on) return go_on_after_wait(task);
    task.resumes = false;
    task.doing = TaskProgress::running;
    Operation& operation = *task.operation;
    if (operation.kind == OperationKind::sleep || operation.kind == OperationKind::yield) give_loop_away(task);
    if (ends_others(operation.kind)) remember_standstill();
    if (is_to_choose(operation))
        begin_waking(task, operation);
    else if (do_operation(task, operation) == Grant::later)
        return;
    remember(task, operation);
    go_on_in_story(task);
}

/// Where threads come in between, a turn is many steps, and whoever had the first of them kept the others out.
void Conducted::take_loop(const CoopTask& task) {
    if (notes_touches_ && plan_.loop_has_pool && loop_ != task.id) touch(task.id, Use::writes, {Thing::Kind::loop, 0});
    loop_ = task.id;
}

/// What it awaits was cancelled: it waits on, until the next limit. Who was held back, and still is, asks again.
void Conducted::run_out_of_time_in(CoopTask& task, const Stand& before) {
    run_out_of_time(task);
    if (!task.limit_passed_on || task.doing != TaskProgress::waiting) return;
    next_deadline(task);
    if (before.expires && !task.operation->is_timed()) return;
    if (before.expires) return set_deadline(task, {});
    ask(task);
    task.doing = TaskProgress::waiting;
    stands_[index_of(task.id)].held = true;
}

/// Gives how the task stood until now.
Conducted::Stand Conducted::begin_step(CoopTask& task) {
    Stand& stand = stands_[index_of(task.id)];
    stand.begun = true;
    stand.last_turn = false;
    const Stand before = stand;
    stand.slept = task.operation->kind == OperationKind::sleep && !stand.goes_on;
    return before;
}

/// It still asks for its operation, and stands in line for it.
void Conducted::begin_to_wait(CoopTask& task) {
    if (notes_touches_) touch_by_beginning_to_wait(task);
    if (tells_stands_) taken_.push_back(intent_of(task.id));
    Stand& stand = stands_[index_of(task.id)];
    stand.begun = true;
    stand.last_turn = false;
    stand.told = Told::nothing;
    if (tells_stands_) record_step(task);
    take_core(task);
    hold_back(task, stand);
}

void Conducted::ask(CoopTask& task) {
    stand_of(task).asked = true;
    task.doing = TaskProgress::ready;
    asking_.insert(std::upper_bound(asking_.begin(), asking_.end(), task.id), task.id);
}

void Conducted::ask_to_go_on(CoopTask& task) {
    ask(task);
    stands_[index_of(task.id)].goes_on = true;
}

void Conducted::no_longer_asks(TaskId task) {
    Stand& stand = stands_[index_of(task)];
    stand.asked = stand.held = stand.relocks = stand.expires = stand.hears = stand.ends = stand.goes_on =
        stand.at_once = false;
    stand.told = Told::nothing;
    stand.cause = kNoTask;
    asking_.erase(std::lower_bound(asking_.begin(), asking_.end(), task));
}

}  // namespace simul
