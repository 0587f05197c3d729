// Who ended the waits of a task: what the arrows of the timeline show.
#pragma once

#include <vector>

#include "engine/analysis/timeline.h"

namespace simul::layout {

struct Cause {
    TaskId by = kNoTask;
    Time at{};
    friend bool operator==(const Cause&, const Cause&) = default;
};

/// The waits of the task that another task ended between these moments, in the order of time. None when they are more
/// than `most`: so many arrows tell nothing.
std::vector<Cause> causes_between(const Trace& trace, const Timeline& timeline, TaskId task, Time from, Time until,
                                  std::size_t most);

}  // namespace simul::layout
