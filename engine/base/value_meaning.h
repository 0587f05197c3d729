// What the `value` of an event means.
#pragma once

#include <cstdint>

namespace simul {

enum class ValueMeaning : std::uint8_t { none, number, task, duration, boolean, real, cell, ending, intent, happening };

}  // namespace simul
