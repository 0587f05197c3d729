// What rulers and sliders show of a run: its time, or, when all of it happened at one instant, its steps.
#pragma once

#include "app/workspace/open_run.h"
#include "app/workspace/playhead.h"

namespace simul::workspace {

/// A run as rulers have it, and where the playhead stands there.
struct OnRuler {
    const OpenRun& run;  ///< itself, or `run.in_steps()`: its times count steps
    Playhead playhead;
};
OnRuler on_ruler(const OpenRun& run, const Playhead& playhead);
/// Where the playhead goes when it is put at this place of the ruler, which is kept within it.
Playhead from_ruler(const OpenRun& run, Time at);

/// Whether nothing comes after the playhead, as far as is known.
bool at_end_of(const OpenRun& run, const Playhead& playhead);

/// The same events, a step one after another: each event that a reader would call one begins a step.
std::shared_ptr<const Trace> spread_in_steps(const Trace& trace);

}  // namespace simul::workspace
