// One run from its start to its end: followed, recorded, stopped by Ctrl-C.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/command_line/followers.h"
#include "engine/run/run.h"

namespace simul::command_line {

struct LiveRun {
    Run run;
    bool stopped = false;      ///< by the user, or because nobody takes its output any more
    bool interrupted = false;  ///< by the user
};

/// Runs to the end. The first Ctrl-C stops the run and keeps what was recorded; the second ends the program at once.
Result<LiveRun> run_to_its_end(Zygote& zygote, const Settings& settings, const std::vector<Follower*>& followers);

}  // namespace simul::command_line
