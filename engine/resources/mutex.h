// What others do with a mutex: conditions, the global lock, and whoever clears up after a task that died.
#pragma once

#include "engine/resources/rules.h"

namespace simul {

/// Releases it on the way into a condition, or a global lock: as unlock, without the question who asks.
Change let_go(ResourceRules& rules, ResourceId mutex);
/// A task that waited for something else needs the mutex now: it joins the queue, and is woken at once if it is free.
void join_queue_of_mutex(ResourceRules& rules, TaskId who, ResourceId mutex);
/// Its owner is gone for good: the next in the queue gets it. Returns whether there was one to free.
bool inherit(ResourceRules& rules, ResourceId mutex, TaskId gone);

}  // namespace simul
