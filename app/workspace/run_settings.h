// With which settings a run was made, and by what two runs differ, in words.
#pragma once

#include <string>
#include <vector>

#include "app/workspace/workspace.h"

namespace simul::workspace {

/// "Round robin", "The story's own policy", "mine.lua".
std::string policy_in_words(const std::string& policy);

/// What a trace of the next run would say of itself. Settings that fit nothing give those of the story.
TraceHeader next_header(const Workspace& workspace);

/// Where the settings of `run` are not those of `other`: what they are in `run`, each in a few words: "opponents 48",
/// "2 cores", "round robin". A conducted run has no cores and no policy, so these tell it from nothing. `knobs`: of
/// the story, for units.
std::vector<std::string> differences(const TraceHeader& run, const TraceHeader& other, const Knobs& knobs);

/// The first few of them in one line: "opponents 48, 2 cores"; empty when nothing differs.
std::string difference_in_words(const TraceHeader& run, const TraceHeader& other, const Knobs& knobs);

/// How a run is called beside another one: by what differs; else "the same again".
std::string name_beside(const TraceHeader& run, const TraceHeader& other, const Knobs& knobs);

/// "Event loop, simulated, 24 opponents …": what the shown run was made with, the most telling first.
std::string settings_in_words(const TraceHeader& run, const Knobs& untouched);

}  // namespace simul::workspace
