// What a task does, as finely as sentences differ.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/trace/task_state.h"
#include "engine/trace/trace.h"

namespace simul {

enum class Doing : std::uint8_t {
    absent,        ///< it has not arrived yet
    running,       ///< it has a core
    ready,         ///< it could use a core
    interrupted,   ///< the same, in the middle of a compute
    may_go_on,     ///< conducted: it may be chosen for the next step
    held_up,       ///< conducted: it waits for nobody, but the only thread does something else, or its stores are late
    waits,         ///< for a resource of the story
    awaits,        ///< the end of another task
    wants_worker,  ///< of the pool
    wants_lock,    ///< the global one
    asks_device,   ///< in I/O: it waits for the answer
    asleep,
    returned,
    failed,
    cancelled,
    died,
    cut_off,  ///< the run is over, and has not waited for it
};
inline constexpr std::size_t kDoingCount = static_cast<std::size_t>(Doing::cut_off) + 1;

/// The state that it is a part of.
State state_of(Doing doing);
Doing doing_of(Ending ending);
/// Of a free run. `computes`: it is in the middle of a compute. Of a task that is done: that it returned.
Doing doing_of(const TraceHeader& header, const TaskState& state, bool computes);
constexpr std::uint32_t bit_of(Doing doing) { return 1U << static_cast<unsigned>(doing); }
constexpr bool has_ended(Doing doing) { return doing >= Doing::returned; }

}  // namespace simul
