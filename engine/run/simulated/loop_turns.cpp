// Timers of a simulated event loop. As in asyncio they are looked at when a turn begins, in the order of their times,
// and have their effect behind all who are ready by then; whom they wake has its turn after that.
#include "engine/run/simulated/simulated.h"

namespace simul {

/// Who slept long enough is ready from now on, however long the loop is kept from it.
void Simulated::hold_until_turn(const Alarm& alarm) {
    CoopTask& task = tasks_[alarm.task];
    const bool has_slept = task.doing == TaskProgress::resting;
    if (has_slept) {
        record_ready(task, kNoTask);
        task.doing = TaskProgress::ready_later;
    }
    overdue_.push_back({alarm, has_slept});
}

void Simulated::look_at_overdue() {
    const bool nobody_else = ready_.empty();
    for (; !overdue_.empty(); overdue_.pop_front()) {
        if (nobody_else) {
            fire(overdue_.front());
            continue;
        }
        fired_next_.push_back(overdue_.front());
        ready_.add(kNoTask);
    }
}

void Simulated::fire_next() {
    const Overdue next = fired_next_.front();
    fired_next_.pop_front();
    fire(next);
}

void Simulated::fire(const Overdue& overdue) {
    CoopTask& task = tasks_[overdue.alarm.task];
    if (overdue.has_slept) return become_ready(task);
    if (is_valid(overdue.alarm)) return fire(task);
    --void_alarms_;  // its wait has ended since it was due
}

/// The time that it waited for is there.
void Simulated::fire(CoopTask& task) {
    if (task.doing == TaskProgress::coming)
        arrive(task);
    else if (task.doing == TaskProgress::waiting)
        run_out_of_time(task);
    else
        make_ready(task, kNoTask);
}

}  // namespace simul
