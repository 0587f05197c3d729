// Stepping: a run that stands still at every decision, the choices that are made there, and the branches that follow
// from choosing otherwise.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/workspace/workspace.h"
#include "engine/analysis/decisions.h"

namespace simul::workspace {

/// A new tree: a run of the settings as they are, which stands at its first decision.
void start_conducting(Workspace& workspace);

/// What is not settled by the rules of conducted runs.
Settings conducted_settings(const OpenStory& story);
/// The run that the schedule in these settings leads to, as a branch that was found, at its first decision. It joins
/// the tree when that is of the same settings.
void show_schedule(Workspace& workspace, Settings settings, const std::string& name);

/// Whether the run that is shown is a conducted one, so that its steps can be told apart.
bool is_conducted(const Workspace& workspace);
/// The decision at the playhead: those who ask, by number. Empty in a free run.
std::vector<Candidate> candidates_at(const Workspace& workspace);

/// Where the decision before this step is looked at: after all that followed from the step before.
Playhead decision_at(const OpenRun& run, std::size_t step);
/// Before it nobody asks for anything.
Playhead first_decision(const Workspace& workspace);

/// Who continues at the playhead. Where the run continued otherwise, this makes a branch.
void choose(Workspace& workspace, TaskId task);
/// To the next decision, or that before. At the live edge whoever is to choose does. `task`: the next step of this one.
void step_decision(Workspace& workspace, int direction, TaskId task);
/// From step to step until a breakpoint, a person's decision, or the end.
void go_on(Workspace& workspace);
/// A part of that, while it lasts, or of playing at the live edge. True when something changed.
bool keep_going(Workspace& workspace, double seconds);

/// Where playing has come to the last of what was recorded: an order in which a story opens may be shorter than the
/// run.
void tell_if_order_stops_short(Workspace& workspace);

void show_branch(Workspace& workspace, std::size_t branch);
void drop_branch(Workspace& workspace, std::size_t branch);
/// Its place among the branches; nothing: what is shown is no branch.
std::optional<std::size_t> shown_branch(const Workspace& workspace);

/// The decisions of the shown run up to the playhead, as a text that `simul run --schedule` replays.
std::string schedule_so_far(const Workspace& workspace);

}  // namespace simul::workspace
