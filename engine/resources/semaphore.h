#pragma once

#include "engine/trace/trace_header.h"

namespace simul {

/// The places of a pool are a semaphore that its executor has made.
bool is_pool_of_workers(const ResourceInfo& resource);

}  // namespace simul
