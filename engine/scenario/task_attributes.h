// What a story may say of a task when it spawns it: what policies look at, and how late it may be.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace simul {

/// Whatever is missing was not said. `burst`, `tickets` and `period` only policies in simulated time look at.
struct TaskAttributes {
    std::optional<std::int64_t> nice;      ///< -20 to 19, as in Unix
    std::optional<std::int64_t> tickets;   ///< its share, for lottery and stride scheduling
    std::optional<std::int64_t> priority;  ///< the smaller, the more urgent
    std::optional<Duration> burst;         ///< the core time that it needs in all
    std::optional<Duration> period;        ///< how often a task of its kind arrives
    std::optional<Duration> deadline;      ///< since its arrival
    std::optional<std::int64_t> gang;      ///< those of one gang are to run at the same time
    std::optional<NodeId> node;            ///< where it runs; missing: where its spawner does
    bool daemon = false;                   ///< on threads and processes: the run does not wait for its end
    bool on_thread = false;                ///< on an event loop: a thread of its pool runs it, beside the loop
    std::int64_t group = 0;  ///< of its spawner: on an event loop, the first failure in it cancels them all

    /// Since its arrival. Without a deadline of its own a task has one at the end of its period; none: it has neither.
    const std::optional<Duration>& relative_deadline() const { return deadline ? deadline : period; }
};

}  // namespace simul
