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
        CoopTask* task = coming_.front().task;
        coming_.pop_front();
        arrive(*task);
    }
}

Grant Sequential::rest(CoopTask& task, Operation& operation) {
    record(task, event_of(operation.kind), Phase::wanted, operation.value, operation.line);
    if (!rest_blocking(task, deadline_after(Duration(operation.value)))) return Grant::later;
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
    stuck_ |= task.waiter.on != kNoResource;
    task.urgent = true;
}

Grant Sequential::begin(CoopTask& parent, CoopTask& child, Operation& operation) {
    child.urgent = true;
    const Grant grant = wait_for_end(parent, operation, child);
    arrive(child);
    return grant;
}

void Sequential::begin_at(CoopTask& child, Time when) {
    const std::int64_t due = region_.head().began.load(std::memory_order_relaxed) + core_.real(when.time_since_epoch());
    const auto after = std::upper_bound(coming_.begin(), coming_.end(), due,
                                        [](std::int64_t moment, const Arrival& it) { return moment < it.when; });
    coming_.insert(after, {due, &child});
}

}  // namespace simul
