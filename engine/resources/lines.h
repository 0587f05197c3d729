// Who is next when several wait for a resource.
#pragma once

#include "engine/trace/trace_header.h"

namespace simul {

/// Whether they stand in a line, and what one of them is given is kept for it. Else, in a conducted run off the event
/// loop, they are held back, and it is anybody's.
inline bool keeps_line(const TraceHeader& header, ResourceKind kind) {
    return !header.conducted() || header.model == Model::event_loop || kind == ResourceKind::rw_lock;
}

}  // namespace simul
