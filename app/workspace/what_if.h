// Runs that prove what more of something would change: asked of a runner, as exploring is.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/analysis/what_if.h"
#include "engine/run/run.h"

namespace simul::workspace {

std::string text_of(const std::vector<Trial>& trials);

/// For the zygote: whatever is studied in the process in which the story was loaded, exploring or these runs.
Result<std::string> study_here(Story& story, const RunPlan& plan, const StoryMaker& make, const std::string& asked,
                               const std::function<bool()>& stopped);

/// Of an answer, which comes from the process in which a stranger's story ran. Changes that led to no end are left out.
std::vector<WhatIf> what_ifs_from(const std::string& answer, const std::vector<Trial>& trials);

/// Of a run that was made with these settings. Waits for the answer. Empty: nothing can be proven.
std::vector<WhatIf> try_out(Zygote& zygote, const Settings& settings, const TraceHeader& header,
                            const Metrics& metrics);

}  // namespace simul::workspace
