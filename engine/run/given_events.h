// What a story says of a task, as the events `given` tell it: by name, and only what it says.
#pragma once

#include <optional>
#include <string_view>

#include "engine/scenario/task_attributes.h"
#include "engine/trace/trace_event.h"

namespace simul {

/// `say(name, cell)` for each. Lengths are in seconds.
template <class Say>
void for_each_given(const TaskAttributes& given, Say say) {
    const auto number = [&](std::string_view name, const std::optional<std::int64_t>& value) {
        if (value) say(name, Cell::integer(*value));
    };
    const auto length = [&](std::string_view name, const std::optional<Duration>& value) {
        if (value) say(name, Cell::real(seconds_of(*value)));
    };
    length("burst", given.burst);
    number("priority", given.priority);
    number("nice", given.nice);
    number("tickets", given.tickets);
    length("period", given.period);
    length("deadline", given.deadline);
    number("gang", given.gang);
}

}  // namespace simul
