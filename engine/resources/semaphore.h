#pragma once

#include "engine/trace/trace_event.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// The places of a pool are a semaphore that its executor has made.
bool is_pool_of_workers(const ResourceInfo& resource);
/// Of an event loop with threads beside it: whether a task takes, or wants, one of these with this event. No other
/// takes a place in the pool.
bool takes_thread(const TraceHeader& header, const TraceEvent& event);

}  // namespace simul
