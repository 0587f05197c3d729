// What a story does with the time, read from its text.
#pragma once

#include <string_view>

#include "engine/scenario/scenario.h"

namespace simul::lua {

/// `tells`: it is certain that what now() gives only comes into measure() and print(), straight or through names that
/// stand for nothing else, and through messages. Whatever is not certain decides.
ClockUse clock_use_in(std::string_view source);

}  // namespace simul::lua
