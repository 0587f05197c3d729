// What a sweep asks of each of its runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/figures.h"
#include "engine/analysis/findings.h"

namespace simul {

/// A task failed, and nobody took it.
bool has_failure(const std::vector<Finding>& findings);

/// The figure exactly; kFailed or kNoFigure where there is none. It is the DigestRun of a sweep.
std::string digest_of(const Trace& trace, const std::string& measure);
inline constexpr std::string_view kFailed = "failed", kNoFigure = "none";

}  // namespace simul
