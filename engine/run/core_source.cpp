#include "engine/run/core_source.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

namespace simul {

Result<CoreSource> wanted_core_source() {
    const char* const set = std::getenv("SIMUL_CORE_SOURCE");
    const std::string_view wanted = set ? set : "records";
    if (wanted == "gaps") return CoreSource::gaps;
    if (wanted == "records") return CoreSource::records;
    return Error{fmt::format("SIMUL_CORE_SOURCE={}: it can be gaps or records, or not be set", wanted)};
}

}  // namespace simul
