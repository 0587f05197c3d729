// An operation as a part of the state that a run is in.
#pragma once

#include "engine/base/state_hash.h"
#include "engine/scenario/cancelling.h"
#include "engine/scenario/operation.h"

namespace simul {

/// What is asked for, and as much of the result as there is: all that the task's code can be told.
void add_operation(StateHash& hash, const Operation& operation);

/// Null: nobody asks it to be cancelled.
void add_cancelling(StateHash& hash, const Cancelling* cancelling);

}  // namespace simul
