// How this room words what the kernel refused, and the switch that makes it refuse.
#pragma once

#include <string_view>

#include "engine/base/result.h"

namespace simul::os {

/// "Could not <tried>: <the kernel's reason>. <remedy>". `number` is an errno; the remedy is a whole sentence.
Error failure(std::string_view tried, int number, std::string_view remedy);

/// Fault injection for tests of the failing paths: true when the comma list in the environment variable SIMUL_DENY
/// names this part. Known: shared_memory, kernel_records, kernel_policies, nice.
bool denied(std::string_view part);

}  // namespace simul::os
