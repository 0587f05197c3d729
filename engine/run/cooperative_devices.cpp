// Requests to devices, in executors where one thread runs all tasks: the task waits in the device's queue until the
// executor has heard the answer, and takes it once it has a core.
#include <fmt/format.h>

#include <utility>

#include "engine/run/cooperative.h"
#include "engine/run/device_requests.h"

namespace simul {

Grant Cooperative::ask_device(CoopTask& task, Operation& operation) {
    const Change change = rules_.attempt(operation, task.id);
    record_change(task, operation, change);
    before_wait(task);
    task.more().answer = {};
    task.extras->asked_at = now_;
    const DeviceRequest request = request_of(operation);
    if (keeps_thread(operation)) return ask_and_block(task, operation, request);
    const Grant grant = begin_wait(task);
    if (task.doing == Doing::waiting) begin_request(task, request);
    return grant;
}

void Cooperative::hear(CoopTask& task, DeviceAnswer answer) {
    ResourceState& device = resources_[index_of(task.waiter.on)];
    rules_.remove(device.queue, task.id);
    task.waiter.reserved = true;
    record_answer(task, answer);
    task.extras->answer = std::move(answer);
    make_ready(task, kNoTask);
}

void Cooperative::record_answer(CoopTask& task, const DeviceAnswer& answer) {
    const ResourceId device = task.waiter.on;
    const TraceEvent event = event_of_answer(answer, device, resources_[index_of(device)].ticket++);
    record_text(task, event, answer.error);
}

void Cooperative::complete_on_device(CoopTask& task, Operation& operation) {
    const DeviceAnswer& answer = task.extras->answer;
    record_change(task, operation, take_answer(operation, answer, resources_[index_of(operation.resource)].ticket++));
    if (answer.failed) task.fail_next(answer.error);
    const bool kept_loop =
        plan_.model == Model::event_loop && info_of(operation.kind).keeps_loop && plan_.policy != kConducted;
    if (!kept_loop) return;
    note(NoteKind::loop_blocked, task, operation.line,
         fmt::format("{} keeps the event loop for {:.3g} s", info_of(operation.kind).verb,
                     seconds_of(now_ - task.extras->asked_at) * plan_.scale));
}

}  // namespace simul
