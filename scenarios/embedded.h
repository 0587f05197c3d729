// The stories in scenarios/*.lua, and the Python programs beside them, as the build put them into the program. A build
// without Lua has none.
#pragma once

#include <cstddef>

namespace simul {

/// One story: its file's name without ".lua", the whole text of the file, and that of the file NAME.py (empty: none).
struct EmbeddedScenario {
    const char* name;
    const char* text;
    const char* python;
};

/// In the order of their names.
extern const EmbeddedScenario kEmbeddedScenarios[];
extern const std::size_t kEmbeddedScenarioCount;

}  // namespace simul
