// What analysis noticed in a run: what the reader came to see. A finding is never an error of ours.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/finding_kinds.h"
#include "engine/trace/trace.h"

namespace simul {

struct Finding {
    FindingKind kind{};
    std::string text;  ///< a sentence with names and figures
    Time at{};
    std::vector<TaskId> tasks;        ///< who takes part
    std::uint16_t line = 0;           ///< of the story; 0: none
    std::vector<std::size_t> events;  ///< that prove it, in the order of the trace
};

/// In the order in which they could be known.
std::vector<Finding> findings_of(const Trace& trace);

}  // namespace simul
