// Messages between machines: what the slanted lines of the timeline show.
#pragma once

#include <vector>

#include "engine/trace/trace.h"

namespace simul::layout {

struct MessageLine {
    TaskId sender = kNoTask;
    ResourceId channel = kNoResource;
    Time sent{}, until{};  ///< until: when it arrived, or would have
    bool lost = false;
    friend bool operator==(const MessageLine&, const MessageLine&) = default;
};

/// The messages that were sent or arrived between these moments, in the order of their ends. None when they are more
/// than `most`: so many lines tell nothing.
std::vector<MessageLine> messages_between(const Trace& trace, Time from, Time until, std::size_t most);

}  // namespace simul::layout
