// A task as a policy sees it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/scenario/task_attributes.h"

namespace simul {

/// What a policy knows of a task.
struct alignas(64) TaskView {
    TaskId id = kNoTask;
    CoreId last_core = kNoCore;
    Time arrival{}, ready_since{};
    Duration used{0};  ///< core time so far
    TaskAttributes given;
    /// At least so urgent it is because of a mutex that it has (LockProtocol).
    std::optional<std::int64_t> lent_priority;

    /// The smaller, the more urgent.
    std::int64_t priority() const {
        const std::int64_t own = given.priority.value_or(0);
        return lent_priority ? std::min(own, *lent_priority) : own;
    }
    /// Of the burst that the story declared.
    std::optional<Duration> remaining() const {
        if (!given.burst) return std::nullopt;
        return std::max(Duration(0), *given.burst - used);
    }
    /// What is not said never comes.
    Time absolute_deadline() const {
        const std::optional<Duration>& relative = given.relative_deadline();
        return relative ? arrival + *relative : kNever;
    }
};

}  // namespace simul
