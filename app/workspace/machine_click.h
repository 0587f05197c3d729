// A click on a machine or on a link of the scene: what it does in the run that is shown, or why it does nothing.
#pragma once

#include <string>

#include "app/workspace/workspace.h"

namespace simul::workspace {

struct MachineClick {
    TaskId happening = kNoTask;  ///< the step that it takes; kNoTask: none
    std::string words;           ///< what the step does, or why there is none and what to do instead
};

/// Of a machine, named twice, or of the link between two.
MachineClick click_on_machine(const Workspace& workspace, NodeId one, NodeId other);

/// Takes the step, as if it had been chosen from the list; where there is none, the reader is told why.
void click_machine(Workspace& workspace, NodeId one, NodeId other);

}  // namespace simul::workspace
