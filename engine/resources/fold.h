// One resource at one moment, folded from its events.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/trace/trace_event.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// What each kind makes of the members, its file says.
struct ResourceFold {
    TaskId owner = kNoTask;       ///< mutex; rw_lock: who writes
    std::size_t owned_event = 0;  ///< since which event
    std::int64_t count = 0;       ///< mutex: how often it is locked; semaphore: permits left; channel: messages inside;
                                  ///< rw_lock: who read; stream: bytes inside
    bool flag = false;            ///< event: set; channel, stream: closed
};

/// Before the first event.
ResourceFold first_fold_of(const ResourceInfo& info);

/// An event of a resource, where it stands in its trace.
struct EventOfResource {
    const TraceEvent& event;
    const TraceHeader& header;
    std::size_t index = 0;
    bool had_to_wait = false;  ///< an acquire whose task has waited for the permit

    const ResourceInfo& info() const { return header.resources[index_of(event.resource)]; }
};

/// Of one task: for which permit it waits. Something else may come in between, as the global lock.
class PermitWait {
  public:
    /// For each event of the task that has a resource. True when it ends such a wait.
    bool ended_by(const TraceEvent& event) {
        if (event.kind != EventKind::acquire) return false;
        const bool waited = semaphore_ == event.resource;
        semaphore_ = event.phase == Phase::wanted ? event.resource : kNoResource;
        return waited;
    }

  private:
    ResourceId semaphore_ = kNoResource;
};

}  // namespace simul
