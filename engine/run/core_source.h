// How a real run learns which core ran what: from the kernel's records, or from gaps that its threads notice.
#pragma once

#include "engine/base/result.h"

namespace simul {

enum class CoreSource { gaps, records };

/// As the environment variable SIMUL_CORE_SOURCE says, else records. Where the kernel refuses them, gaps do.
Result<CoreSource> wanted_core_source();

}  // namespace simul
