// What a task asks a device for, and what the device answers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/base/device_parts.h"
#include "engine/base/devices.h"

namespace simul {

/// The devices of a run, by their numbers among its resources.
using DeviceList = std::map<std::uint16_t, DeviceTraits>;

struct DeviceRequest {
    std::uint16_t device = 0;  ///< its number among the resources of the run
    DeviceVerb verb{};
    std::int64_t number = 0;  ///< get, write: bytes; execute: the value; add: what is added; run: n
    std::string name;         ///< of the page, file, row or kernel
    std::string to;           ///< copy: the other file
    std::int64_t rounds = 1;  ///< run
};

struct DeviceAnswer {
    bool failed = false;
    std::int64_t value = 0;  ///< get, read, write, copy: bytes; query, execute, add: the value in the row; run: the
                             ///< checksum
    std::string error;       ///< of one that failed: a sentence without a full stop, as "no file has the name a.txt"
    std::vector<DeviceSpan> spans = {};  ///< run: how the card has spent the time
    std::int64_t ended = 0;              ///< run, for real: when the last of these was over (CLOCK_MONOTONIC)
};

}  // namespace simul
