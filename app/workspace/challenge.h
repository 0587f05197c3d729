// What the workspace knows of challenges: whether one is met where the playhead stands, and that this is kept.
#pragma once

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// After so many events of the run.
bool is_met_at(const OpenRun& run, std::size_t events, const Goal& goal);

/// Enters it into the score and keeps that; what cannot be kept is told. True when it was never done better.
bool keep_feat(Workspace& workspace, const Feat& feat);

/// The run in which the reader is to meet it, or of whose orders all are to be right.
Settings settings_of(const Challenge& challenge, const std::string& scenario);

}  // namespace simul::workspace
