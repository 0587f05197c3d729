#include "engine/run/real/sequential.h"

#include <algorithm>

namespace simul {

void Sequential::drive() {
    while (!over() && !stuck_) {
        let_arrive();
        if (!calls_.empty()) {
            CoopTask* task = calls_.back();
            calls_.pop_back();
            run_task(*task);
        } else if (!arrived_.empty()) {
            CoopTask* task = arrived_.front();
            arrived_.pop_front();
            run_task(*task);
        } else if (coming_.empty() || !rest_until(coming_.front().when)) {
            return;
        }
    }
}

void Sequential::let_arrive() {
    read_clock();
    while (!coming_.empty() && coming_.front().when <= raw_now()) {
        const Arrival next = coming_.front();
        coming_.pop_front();
        if (next.task->alarm != next.alarm) continue;
        if (next.task->doing == TaskProgress::waiting)
            run_out_of_time(*next.task);
        else
            arrive(*next.task);
    }
}

Grant Sequential::rest(CoopTask& task, Operation& operation) {
    record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    if (!rest_blocking(task, deadline_after(Duration(operation.value)))) return Grant::later;
    if (task.timed_out)
        give_up(task, operation);
    else
        record(task, event_of(operation.kind), Phase::done, operation.value, operation.line);
    return Grant::granted;
}

Grant Sequential::give_way(CoopTask& task, Operation& operation) {
    record(task, event_of(operation.kind), Phase::done, 0, operation.line);
    return Grant::granted;
}

void Sequential::enqueue(CoopTask& task) {
    if (task.urgent)
        calls_.push_back(&task);
    else
        arrived_.push_back(&task);
}

void Sequential::wait(CoopTask& task) {
    stuck_ |= task.waiter.on != kNoResource && !task.operation->is_timed();
    task.urgent = true;
}

/// Who waits for a resource keeps the thread until its time is up: nobody else can run. A future is another matter: its
/// task may be one that is still to come.
void Sequential::set_deadline(CoopTask& task, Duration length) {
    if (task.waiter.on == kNoResource) return add_alarm(task, deadline_after(length));
    if (rest_until(deadline_after(length))) run_out_of_time(task);
}

Grant Sequential::begin(CoopTask& parent, CoopTask& child, Operation& operation) {
    child.urgent = true;
    const Grant grant = wait_for_end(parent, operation, child);
    arrive(child);
    return grant;
}

void Sequential::begin_at(CoopTask& child, Time when) {
    add_alarm(child, region_.head().began.load(std::memory_order_relaxed) + core_.real(when.time_since_epoch()));
}

void Sequential::add_alarm(CoopTask& task, std::int64_t when) {
    const auto after = std::upper_bound(coming_.begin(), coming_.end(), when,
                                        [](std::int64_t moment, const Arrival& it) { return moment < it.when; });
    coming_.insert(after, {when, &task, ++task.alarm});
}

}  // namespace simul
