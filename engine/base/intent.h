// The operation that a task asks for, in short, and what of it the task would do next.
#pragma once

#include "engine/base/ids.h"
#include "engine/base/operation_kinds.h"

namespace simul {

/// What the next step of a task would be. Their numbers stand in trace files.
enum class NextStep : std::uint8_t {
    operation,  ///< does it
    time_out,   ///< waits for it no longer, as its time is up
    wait,       ///< begins to wait for it
    going_on,   ///< continues, as its wait is over
    answer,     ///< hears what the device answers that it has asked
    end,        ///< ends: it asks for nothing any more
    happening,  ///< of no task: `task` says what happens (happening.h)
};

/// The operation before which a task stands, or in which it has waited.
struct Intent {
    TaskId task = kNoTask;  ///< or a happening
    OperationKind kind{};
    ResourceId resource = kNoResource;
    TaskId other = kNoTask;  ///< of which future
    std::uint16_t line = 0;
    NextStep step{};
    friend bool operator==(const Intent&, const Intent&) = default;
};

}  // namespace simul
