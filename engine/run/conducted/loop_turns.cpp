// Who has the event loop of a conducted run, and how it ends.
//
// How it works. Who has the loop keeps it until it waits, sleeps or gives way; then any of those who are ready has it.
// When main has ended, whoever is ready has one more turn, in any order; then the loop closes. Sleeps take no time
// here: who has slept stands before what it would do next, and it is as if main had ended during its sleep. (Those
// orders in which it continues first show the other.) So it is cut off there, as is who gave way.
#include <algorithm>

#include "engine/run/conducted/conducted.h"

namespace simul {

bool Conducted::find_next() {
    for (;;) {
        const bool any = find_enabled();
        if (any && !(is_closing() && only_threads_can())) return true;
        if (!is_closing() || over()) return any;
        last_turns_given_ = false;
        if (turns_left_ > 0) continue;
        remember_standstill();
        close_loop();
        settle();
    }
}

/// What runs on threads may come at any time. But its end is one with that the loop hears of it, at a turn of its own.
bool Conducted::runs_beside_loop(const CoopTask& task) const {
    return is_on_thread(task) && (!stands_[index_of(task.id)].ends || task.is_left_running());
}

/// The loop does not wait for them when it closes.
bool Conducted::only_threads_can() const {
    return plan_.loop_has_pool &&
           std::all_of(enabled_.begin(), enabled_.end(), [this](TaskId id) { return runs_beside_loop(looked_at(id)); });
}

void Conducted::keep_to_loop() {
    if (!plan_.loop_has_pool) return keep_tasks_to_loop();
    const auto on_loop = std::stable_partition(enabled_.begin(), enabled_.end(),
                                               [this](TaskId id) { return runs_beside_loop(looked_at(id)); });
    const std::vector<TaskId> on_threads(enabled_.begin(), on_loop);
    enabled_.erase(enabled_.begin(), on_loop);
    keep_tasks_to_loop();
    enabled_.insert(enabled_.end(), on_threads.begin(), on_threads.end());
    std::sort(enabled_.begin(), enabled_.end());
}

void Conducted::keep_tasks_to_loop() {
    if (is_closing() && !last_turns_given_) give_last_turns();
    if (std::find(enabled_.begin(), enabled_.end(), loop_) != enabled_.end()) return keep_who_has_loop();
    loop_ = kNoTask;
    if (!is_closing()) return;
    const auto has_none = [this](TaskId id) {
        const Stand& stand = stands_[index_of(id)];
        return !stand.last_turn || next_step_of(tasks_[id], stand) == NextStep::time_out;
    };
    enabled_.erase(std::remove_if(enabled_.begin(), enabled_.end(), has_none), enabled_.end());
}

/// While it computes, or blocks the loop, the time of others may run out.
void Conducted::keep_who_has_loop() {
    const OperationKind kind = looked_at(loop_).operation->kind;
    const bool takes_time = !is_closing() && (family_of(kind) == Family::computes || info_of(kind).keeps_loop);
    const auto has_to_wait = [&](TaskId id) {
        const bool times_out = next_step_of(tasks_[id], stands_[index_of(id)]) == NextStep::time_out;
        return id != loop_ && !(takes_time && times_out);
    };
    enabled_.erase(std::remove_if(enabled_.begin(), enabled_.end(), has_to_wait), enabled_.end());
}

void Conducted::give_last_turns() {
    last_turns_given_ = true;
    --turns_left_;
    for (const TaskId id : enabled_) {
        Stand& stand = stands_[index_of(id)];
        stand.last_turn = !stand.slept && !stand.hears && can_go_on(tasks_[id], stand);
        if (!stand.last_turn && notes_touches_) touch_by_being_cancelled(tasks_[id]);
    }
}

/// Main continues at once when what it waited for has come, as it only spawns, awaits and tells. But its end, which
/// cuts others off, has to wait for a turn of its own; and so has that of a task which fails its group, and cancels
/// others. And a task ends only once its stores are in memory.
bool Conducted::puts_end_off(CoopTask& task) {
    const bool main_ends = task.id == kMainTask && loop_ != kMainTask;
    const bool group_ends = group_of(task) != 0 && task.exception() && !is_closing();
    const bool is_seen =
        task.id != kMainTask && !is_closing() && (is_on_loop(task) ? !stand_of(task).begun : looks_at_ends_);
    const bool on_loop = plan_.model == Model::event_loop && (main_ends || group_ends || is_on_thread(task));
    if (unended_ + daemons_ == 1) reach_memory_all(task);
    const bool is_step = unended_ != 1 && (on_loop || is_seen);
    if (!is_step && !(late_stores_ && buffers_.holds_any(task.id))) return false;
    if (group_ends && loop_ == task.id) loop_ = kNoTask;
    task.operation = &ends_;
    ask(task);
    Stand& stand = stands_[index_of(task.id)];
    stand.ends = true;
    stand.at_once = !is_step;
    stand.place = coming_end_of(task);
    return true;
}

/// Who is cut off is found for good.
bool Conducted::cut_before_next(CoopTask& task) {
    constexpr std::uint64_t kCutOff = 0x637574;
    StateHash fact;
    fact.add(kCutOff << 32 | index_of(task.id));
    facts_.add(fact);
    const Stand& stand = stands_[index_of(task.id)];
    if (!stand.begun || !stand.asked || stand.held || stand.goes_on || task.cancel_asked) return false;
    if (notes_touches_) touch_by_being_cancelled(task);
    task.cancel_next();
    make_ready(task, kMainTask);
    return true;
}

}  // namespace simul
