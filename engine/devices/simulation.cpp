#include "engine/devices/simulation.h"

#include <algorithm>
#include <utility>

namespace simul {

DeviceSimulation::DeviceSimulation(const DeviceList& devices, std::uint64_t seed) {
    for (const auto& [number, traits] : devices)
        devices_.emplace(number, Device{DeviceModel(traits, seed, number), DeviceService(traits)});
}

std::optional<DeviceAnswer> DeviceSimulation::begin(std::uint64_t number, TaskId who, const DeviceRequest& request,
                                                    Time now) {
    Device& device = devices_.at(request.device);
    const DeviceService::Request asked{number, device.model.bytes_of(request), changes_content(request.verb),
                                       device.model.time_on_card(request)};
    if (!device.service.begin(asked, now)) return DeviceAnswer{true, 0, kDatabaseLocked};
    asked_.emplace(number, Asked{who, request});
    return std::nullopt;
}

void DeviceSimulation::forget(std::uint64_t number, Time now) {
    const auto asked = asked_.find(number);
    const bool continues = changes_content(asked->second.request.verb) ||
                           !devices_.at(asked->second.request.device).service.forget(number, now);
    if (continues)
        asked->second.who = kNoTask;
    else
        asked_.erase(asked);
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
            asked_.erase(asked);
        }
    }
    return list;
}

}  // namespace simul
