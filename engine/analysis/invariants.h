// What must be true of every trace, whatever the story did. A violation is a fault of ours.
#pragma once

#include <string>
#include <vector>

#include "engine/trace/trace.h"

namespace simul {

/// A sentence for each violation, none for a good trace; at most 20.
///
/// Times do not decrease. A task arrives once and first, and nothing of it follows its end. Running, ready, blocked and
/// asleep together last from its arrival to its end. A core runs one task at a time, and a mutex has one owner, who
/// alone unlocks it. What was wanted is done or has failed, unless the task was ended by somebody else. In a run that
/// finished every task ended.
std::vector<std::string> violations_of(const Trace& trace);

}  // namespace simul
