#pragma once

#include <memory>

#include "engine/scenario/policy.h"

namespace simul {

/// The quantum is not used.
std::unique_ptr<Policy> make_fifo(Duration quantum);

}  // namespace simul
