// A policy that somebody has written, in the place of one of the list.
#pragma once

#include <memory>

#include "engine/base/comparison.h"
#include "engine/run/policies/policy.h"
#include "engine/scenario/written_policy.h"

namespace simul {

/// `quantum`: of a policy that has quanta, and does not say how long they are.
std::unique_ptr<Policy> written_policy(std::unique_ptr<WrittenPolicy> program, Duration quantum);

/// How its choices are told.
Comparison comparison_of(const WrittenPolicy& program);

}  // namespace simul
