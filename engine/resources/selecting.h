// Who waits for any of several channels.
//
// How it works. It stands in a queue that all channels share, and not in theirs, behind those who wait for one of them
// alone. Whoever has a message for it claims it: from then on it is as if it had waited for that one channel, so what
// is kept for it is handed on in the same way if it gives up.
#pragma once

#include <vector>

#include "engine/resources/rules.h"

namespace simul {

/// None of the channels has a message: the task waits.
Change stand_selecting(ResourceRules& rules, Operation& operation, TaskId who, const std::vector<ResourceId>& channels);

/// The first of those who select from this channel waits for it alone from now on; kNoTask: there is none.
TaskId claim_selector(ResourceRules& rules, ResourceId channel);

/// It waits no longer, and was not claimed. Gives true: nothing else has to come first.
bool stop_selecting(ResourceRules& rules, TaskId who);

}  // namespace simul
