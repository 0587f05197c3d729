// What comes to a simulated event loop from outside: answers of devices, and timers. As in asyncio they are looked at
// when a turn begins, answers first, each kind in the order of time, and have their effect behind all who are ready by
// then; whom they wake has its turn after that.
#include <algorithm>

#include "engine/run/simulated/simulated.h"

namespace simul {

/// Who slept long enough, or arrives, is ready from now on, however long the loop is kept from it.
void Simulated::hold_until_turn(const Alarm& alarm) {
    CoopTask& task = tasks_[alarm.task];
    if (task.doing == TaskProgress::waiting) return overdue_.push_back({alarm, Overdue::Kind::time_limit});
    if (task.doing == TaskProgress::coming)
        record_arrival(task);
    else
        record_ready(task, kNoTask);
    task.doing = TaskProgress::ready_later;
    overdue_.push_back({alarm, Overdue::Kind::timer});
}

/// Its answer is there.
void Simulated::hold_until_turn(CoopTask& task) {
    record_ready(task, kNoTask);
    task.doing = TaskProgress::ready_later;
    overdue_.push_back({{now_, task.id, task.alarm}, Overdue::Kind::answer});
}

void Simulated::look_at_overdue() {
    const bool nobody_else = ready_.empty();
    const auto is_answer = [](const Overdue& it) { return it.kind == Overdue::Kind::answer; };
    std::stable_partition(overdue_.begin(), overdue_.end(), is_answer);
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
    if (overdue.kind != Overdue::Kind::time_limit) return become_ready(task);
    if (is_valid(overdue.alarm)) return run_out_of_time(task);
    --void_alarms_;  // its wait has ended since it was due
}

}  // namespace simul
