// Requests to devices, in executors where one thread runs all tasks: the task waits in the device's queue until the
// executor has heard the answer, and takes it once it has a core.
#include <utility>

#include "engine/run/cooperative.h"
#include "engine/run/device_requests.h"

namespace simul {

std::uint64_t Cooperative::take_request(CoopTask& task) {
    return task.extras ? std::exchange(task.extras->request, 0) : 0;
}

Grant Cooperative::ask_device(CoopTask& task, Operation& operation) {
    const Change change = rules_.attempt(operation, task.id);
    record_change(task, operation, change);
    before_wait(task);
    task.more().answer = {};
    task.extras->asked_at = now_;
    const DeviceRequest request = request_of(operation);
    if (keeps_thread(task, operation)) return ask_and_block(task, operation, request);
    const Grant grant = begin_wait(task);
    if (task.doing != TaskProgress::waiting) return grant;
    task.extras->request = ++requests_;
    begin_request(task, request);
    return grant;
}

void Cooperative::hear(CoopTask& task, DeviceAnswer answer) {
    take_in(task, std::move(answer));
    make_ready(task, kNoTask);
}

void Cooperative::take_in(CoopTask& task, DeviceAnswer answer) {
    task.extras->request = 0;
    ResourceState& device = resources_[index_of(task.waiter.on)];
    rules_.remove(device.queue, task.id);
    task.waiter.reserved = true;
    record_answer(task, answer);
    task.extras->answer = std::move(answer);
}

void Cooperative::record_answer(CoopTask& task, const DeviceAnswer& answer) {
    const ResourceId device = task.waiter.on;
    const TraceEvent event = event_of_answer(answer, device, resources_[index_of(device)].ticket++);
    const double scale = answer.ended == 0 ? 1 : plan_.scale;
    record_text(task, event, text_of(answer, now_.time_since_epoch().count(), scale));
}

void Cooperative::complete_on_device(CoopTask& task, Operation& operation) {
    const DeviceAnswer& answer = task.extras->answer;
    record_change(task, operation, take_answer(operation, answer, resources_[index_of(operation.resource)].ticket++));
    if (answer.failed) task.fail_next(answer.error);
    if (!keeps_loop(plan_.model, operation.kind) || plan_.policy == kConducted) return;
    const auto length = static_cast<double>((now_ - task.extras->asked_at).count());
    note_kept_loop(task, operation, within_axis(length * plan_.scale));
}

}  // namespace simul
