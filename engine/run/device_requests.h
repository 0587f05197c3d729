// Operations on devices as requests, and answers as results and events: the same for every executor.
#pragma once

#include <string>

#include "engine/devices/request.h"
#include "engine/resources/rules.h"
#include "engine/scenario/operation.h"
#include "engine/trace/trace_event.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// Those among the resources of a run; `scale`: scenario seconds per second of the clock that they run by.
DeviceList devices_among(const std::vector<ResourceInfo>& resources, double scale);

DeviceRequest request_of(const Operation& operation);
/// What it is about, for people: "a.txt", "a.txt to b.txt".
std::string request_in_words(const Operation& operation);

/// Why it failed; of a graphics card, how it has spent the time, in that of the scenario.
/// `now`: the moment at which the answer is heard (CLOCK_MONOTONIC), in a real run.
std::string text_of(const DeviceAnswer& answer, std::int64_t now, double scale);
TraceEvent event_of_answer(const DeviceAnswer& answer, ResourceId device, std::uint16_t ticket);
/// Makes the answer the operation's result.
Change take_answer(Operation& operation, const DeviceAnswer& answer, std::uint16_t ticket);

}  // namespace simul
