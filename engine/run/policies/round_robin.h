#pragma once

#include <memory>

#include "engine/scenario/policy.h"

namespace simul {

/// The quantum must be positive.
std::unique_ptr<Policy> make_round_robin(Duration quantum);

}  // namespace simul
