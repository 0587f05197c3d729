// All devices of a run in simulated time: what they hold, and when they answer.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/base/ids.h"
#include "engine/devices/model.h"
#include "engine/devices/service.h"

namespace simul {

class DeviceSimulation {
  public:
    DeviceSimulation(const DeviceList& devices, std::uint64_t seed);

    bool empty() const { return devices_.empty(); }
    /// Gives the answer if it is there at once: the device is busy, and refuses.
    /// `number`: what it is known by, a new one.
    std::optional<DeviceAnswer> begin(std::uint64_t number, TaskId who, const DeviceRequest& request, Time now);
    /// Its task no longer waits for the answer. What changes the device continues.
    void forget(std::uint64_t number, Time now);
    /// When something happens next; kNever: never.
    Time next() const;

    struct Answered {
        TaskId who = kNoTask;  ///< nobody: it was forgotten
        DeviceAnswer answer;
    };
    /// Those that are answered by now, the device with the lowest number first.
    std::vector<Answered> take_answered(Time now);

  private:
    struct Device {
        DeviceModel model;
        DeviceService service;
    };
    struct Asked {
        TaskId who;
        DeviceRequest request;
    };

    std::map<std::uint16_t, Device> devices_;
    std::unordered_map<std::uint64_t, Asked> asked_;
};

}  // namespace simul
