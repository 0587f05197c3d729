// Devices in simulated time: what is asked, and what is answered at an instant.
#include <optional>
#include <utility>

#include "engine/run/simulated/simulated.h"

namespace simul {

void Simulated::answer_requests() {
    for (DeviceSimulation::Answered& it : devices_.take_answered(now_))
        if (it.who != kNoTask) bring(tasks_[it.who], std::move(it.answer));
}

void Simulated::bring(CoopTask& task, DeviceAnswer answer) {
    if (!is_on_loop(task) || task.core != kNoCore) return hear(task, std::move(answer));
    take_in(task, std::move(answer));
    hold_until_turn(task);
}

void Simulated::begin_request(CoopTask& task, const DeviceRequest& request) {
    std::optional<DeviceAnswer> at_once = devices_.begin(task.extras->request, task.id, request, now_);
    if (at_once) hear(task, std::move(*at_once));
}

void Simulated::forget_news(CoopTask& task) {
    if (const std::uint64_t request = take_request(task); request != 0) devices_.forget(request, now_);
}

}  // namespace simul
