// The operation that a task asks for, in short.
#pragma once

#include "engine/base/ids.h"
#include "engine/base/operation_kinds.h"

namespace simul {

/// The operation that a task would do next.
struct Intent {
    TaskId task = kNoTask;
    OperationKind kind{};
    ResourceId resource = kNoResource;
    TaskId other = kNoTask;  ///< of which future
    std::uint16_t line = 0;
    bool gives_up = false;  ///< it would wait no longer for that: its time is up
    friend bool operator==(const Intent&, const Intent&) = default;
};

}  // namespace simul
