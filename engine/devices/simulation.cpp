#include "engine/devices/simulation.h"

#include <algorithm>
#include <utility>

namespace simul {

DeviceSimulation::DeviceSimulation(const DeviceList& devices, std::uint64_t seed) {
    for (const auto& [number, traits] : devices)
        devices_.emplace(number, Device{DeviceModel(traits, seed, number), DeviceService(traits)});
}

std::optional<DeviceAnswer> DeviceSimulation::begin(TaskId who, const DeviceRequest& request, Time now) {
    Device& device = devices_.at(request.device);
    const std::uint64_t number = ++last_;
    if (!device.service.begin({number, device.model.bytes_of(request), changes_content(request.verb)}, now))
        return DeviceAnswer{true, 0, kDatabaseLocked};
    asked_.emplace(number, Asked{who, request});
    waits_[who] = number;
    return std::nullopt;
}

void DeviceSimulation::forget(TaskId who, Time now) {
    const auto waits = waits_.find(who);
    if (waits == waits_.end()) return;
    const auto asked = asked_.find(waits->second);
    if (changes_content(asked->second.request.verb)) {
        asked->second.who = kNoTask;
    } else {
        devices_.at(asked->second.request.device).service.forget(asked->first, now);
        asked_.erase(asked);
    }
    waits_.erase(waits);
}

Time DeviceSimulation::next() const {
    Time earliest = kNever;
    for (const auto& [number, device] : devices_) earliest = std::min(earliest, device.service.next());
    return earliest;
}

std::vector<DeviceSimulation::Answered> DeviceSimulation::take_answered(Time now) {
    std::vector<Answered> list;
    for (auto& [number, device] : devices_) {
        if (device.service.next() > now) continue;
        for (const std::uint64_t request : device.service.take_answered(now)) {
            const auto asked = asked_.find(request);
            list.push_back({asked->second.who, device.model.answer(asked->second.request)});
            if (asked->second.who != kNoTask) waits_.erase(asked->second.who);
            asked_.erase(asked);
        }
    }
    return list;
}

}  // namespace simul
