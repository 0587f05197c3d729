// What the workspace knows of challenges: whether one is met where the playhead stands, and that this is kept.
#pragma once

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// After so many events of the run.
bool is_met_at(const OpenRun& run, std::size_t events, const Goal& goal);

/// The story with the challenge's settings; one that is to be broken stands at its first decision, and one whose
/// settings are to be turned runs.
void take_up_challenge(Workspace& workspace, std::size_t challenge);
/// That was taken up; null: none.
const Challenge* challenge_of(const Workspace& workspace);
/// How many decisions led to the playhead at which there was more than one to choose.
std::size_t clicks_so_far(const Workspace& workspace);
/// Whether what was taken up is met at the playhead; by turning settings: by the run that is shown, once it is over.
bool is_met_now(const Workspace& workspace);
/// Then it is kept.
void keep_if_met(Workspace& workspace);

/// Enters it into the score and keeps that; what cannot be kept is told. True when it was never done better.
bool keep_feat(Workspace& workspace, const Feat& feat);

/// By what a run differs from the challenge beyond what may be turned, each in a few words. Nothing: it counts.
/// `untouched`: the story, no knob of it turned.
std::vector<std::string> turned_beyond(const Challenge& challenge, const ScenarioDescription& untouched,
                                       const TraceHeader& run);
/// The same of the run that is shown and what was taken up.
std::vector<std::string> turned_beyond(const Workspace& workspace);

/// The run in which the reader is to meet it, or of whose orders all are to be right.
Settings settings_of(const Challenge& challenge, const std::string& scenario);

}  // namespace simul::workspace
