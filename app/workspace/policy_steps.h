// Stepping through the choices of a policy: forwards, backwards, and with the reader's guess first.
#pragma once

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// Whether the run that is shown has choices of a policy that are worth a look: of a policy that was chosen, or in a
/// story about policies.
bool has_policy_choices(const Workspace& workspace);

/// The number of the choice before which the playhead stands; else of the last that was made. Nothing: there is none.
std::optional<std::size_t> policy_choice_at(const Workspace& workspace);
/// Whether the reader is to say first who is chosen, and has not said it yet.
bool awaits_guess(const Workspace& workspace);
/// What lies after the playhead would give the answers away.
bool hides_what_comes(const Workspace& workspace);

/// Moves the playhead before the next choice, or the one before.
void step_choice(Workspace& workspace, int direction);
void guess_choice(Workspace& workspace, TaskId task);

}  // namespace simul::workspace
