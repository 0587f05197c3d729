// What the models are called, and what Python has in their place.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/words.h"

namespace simul::workspace {

/// "Event loop".
std::string_view title_of(Model model);
/// "asyncio".
std::string_view python_of(Model model);
/// "asynchronous", "synchronous", or nothing where neither word is used.
std::string_view manner_of(Model model);
/// A few sentences: what a task, `compute` and `sleep` are on this model, and in Python.
std::string_view about(Model model);

}  // namespace simul::workspace
