// Devices in a conducted run. A request is two steps: the task asks, and its answer comes. What the device holds is
// looked at, and changed, when the answer comes. There is no time: a request is beyond a timeout if it alone takes so
// long.
#include "engine/devices/service.h"
#include "engine/run/conducted/conducted.h"
#include "engine/run/device_requests.h"

namespace simul {

void Conducted::make_models() {
    models_.clear();
    for (const auto& [number, traits] : devices_among(infos_, 1))
        models_.emplace(number, DeviceModel(traits, plan_.seed, number));
}

void Conducted::begin_request(CoopTask& task, const DeviceRequest& request) {
    const DeviceModel& device = models_.at(request.device);
    if (device.traits().refuses_when_busy && is_busy(request, task.id)) return hear(task, {true, 0, kDatabaseLocked});
    task.has_deadline = false;
    task.timed_out = is_beyond_its_time(task, request);
    ask(task);
    task.doing = TaskProgress::waiting;
    Stand& stand = stands_[index_of(task.id)];
    stand.held = stand.hears = true;
}

/// Whether a change meets another that is under way.
bool Conducted::is_busy(const DeviceRequest& request, TaskId but) const {
    if (!changes_content(request.verb)) return false;
    TaskId at = resources_[request.device].queue.first;
    for (; at != kNoTask; at = looked_at(at).waiter.next)
        if (at != but && changes_content(info_of(looked_at(at).waiter.operation).asks)) return true;
    return false;
}

bool Conducted::is_beyond_its_time(const CoopTask& task, const DeviceRequest& request) const {
    if (!task.operation->is_timed()) return false;
    const DeviceModel& device = models_.at(request.device);
    DeviceService alone(device.traits());
    alone.begin({1, device.bytes_of(request), false, device.time_on_card(request)}, Time{});
    Time end{};
    while (alone.take_answered(end).empty()) end = alone.next();
    const Duration longest = std::min(task.operation->longest, left_until(task.operation->limit));
    return end.time_since_epoch() > longest;
}

void Conducted::hear_answer(CoopTask& task) {
    DeviceAnswer answer = models_.at(index_of(task.waiter.on)).answer(request_of(*task.operation));
    answer.spans.clear();
    hear(task, std::move(answer));
}

/// A change that was asked for is made, whether its task waits for it or not.
void Conducted::forget_news(CoopTask& task) {
    if (task.doing != TaskProgress::waiting || !task.operation ||
        family_of(task.operation->kind) != Family::asks_device)
        return;
    const DeviceRequest request = request_of(*task.operation);
    if (changes_content(request.verb)) models_.at(request.device).answer(request);
}

}  // namespace simul
