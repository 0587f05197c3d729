// The stories in scenarios/*.lua, as the build put them into the program. A build without Lua has none.
#pragma once

#include <cstddef>

namespace simul {

/// One story: its file's name without ".lua", and the whole text of the file.
struct EmbeddedScenario {
    const char* name;
    const char* text;
};

/// In the order of their names.
extern const EmbeddedScenario kEmbeddedScenarios[];
extern const std::size_t kEmbeddedScenarioCount;

}  // namespace simul
