// Where a story reads its knobs: what can be seen in its text, before anything runs.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/scenario/knobs.h"

namespace simul::lua {

/// "there is no knob.oponents; did you mean opponents? The knobs are …"
std::string no_such_knob(std::string_view name, const Knobs& knobs);

/// Whether each `knob.NAME` of the text is one of the knobs, also in functions that may never be called. The error
/// begins with the line. Where the story uses the word `knob` otherwise than to declare and read knobs, nothing is
/// said: it may be a local of its own.
Result<void> knobs_are_declared(const std::string& chunk, std::string_view source, const Knobs& knobs);

}  // namespace simul::lua
