// A worker that asks a device: its thread blocks until the answer has come.
#include <utility>

#include "engine/run/device_requests.h"
#include "engine/run/real/worker.h"

namespace simul {

void Worker::ask_device(TaskContext& context, Operation& operation) {
    TaskSlot& slot = this->slot(context.id);
    notice_gap(context.id);
    Change change{Answer::wait, false, 0, operation.value};
    record_change_of_device(context, operation, change);
    if (run_.global_lock() != kNoResource) drop_lock(context.id);
    slot.activity.store(Activity::resting, std::memory_order_relaxed);
    const Deadline deadline = deadline_of(operation);
    writer_.stream.horizon.store(kNothingPending, std::memory_order_release);
    const std::int64_t since = now_;
    const std::optional<DeviceAnswer> answer = devices_.call(request_of(operation), deadline.at);
    slot.activity.store(Activity::busy, std::memory_order_relaxed);
    if (run_.stopping()) return context.stop_next();
    read_clock();
    core_.waited(now_ - since);
    if (answer) record_answer(context, operation, *answer);
    go_on_by_itself(context);
    if (!answer) return give_up(context, operation, deadline.then);
    change = take_answer(operation, *answer, 0);
    record_change_of_device(context, operation, change);
    if (answer->failed) context.fail_next(answer->error);
}

/// With the next ticket of the device.
void Worker::record_change_of_device(TaskContext& context, const Operation& operation, Change change) {
    hold(operation.resource);
    read_clock();
    change.ticket = state_of(operation.resource).ticket++;
    record_change(context.id, operation, change);
    let_go(operation.resource);
}

void Worker::record_answer(TaskContext& context, const Operation& operation, const DeviceAnswer& answer) {
    hold(operation.resource);
    read_clock();
    const TraceEvent event = event_of_answer(answer, operation.resource, state_of(operation.resource).ticket++);
    record(context.id, event, text_of(answer, now_, run_.plan().scale));
    let_go(operation.resource);
}

}  // namespace simul
