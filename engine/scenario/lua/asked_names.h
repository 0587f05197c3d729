// The figures that a story asks about, as its text names them.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/scenario/scenario.h"

namespace simul::lua {

/// Whether what answers each question is one thing only, as far as the text shows: a mark, a measure, a variable, or
/// how the run ends. The error begins with the line.
Result<void> answers_are_clear(const std::string& chunk, std::string_view source,
                               const ScenarioDescription& description);

}  // namespace simul::lua
