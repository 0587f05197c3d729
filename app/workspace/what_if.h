// Runs that prove what more of something would change: asked of a runner, as exploring is.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/what_if.h"
#include "engine/run/run.h"
#include "engine/run/study.h"

namespace simul::workspace {

struct Workspace;
class OpenRun;

/// For the zygote: whatever is studied in the process in which the story was loaded, exploring or these runs.
Result<std::string> study_here(Story& story, const RunPlan& plan, const StoryMaker& make, const std::string& asked,
                               const std::function<bool()>& stopped);

/// What a runner is asked.
struct Tryout {
    Settings settings;
    std::vector<Trial> trials;

    std::string text() const;
    /// Of an answer, which comes from the process in which a stranger's story ran. Changes that led to no end are left
    /// out.
    std::vector<WhatIf> results_in(const std::string& answer) const;
};

/// Of a run that was made with these settings: on as many cores, and with as many workers, as it had. None: nothing can
/// be proven.
std::optional<Tryout> tryout_of(const Settings& settings, const TraceHeader& header, const Metrics& metrics);
/// Waits for the answer.
std::vector<WhatIf> try_out(Zygote& zygote, const Settings& settings, const TraceHeader& header,
                            const Metrics& metrics);

/// The same of the run that is shown, while the window continues.
struct TryingOut {
    std::shared_ptr<const OpenRun> run;  ///< of which; null: of none yet
    double rested = 0;                   ///< seconds for which this run has been shown
    std::optional<Tryout> tryout;        ///< that is answered, or waited for
    std::unique_ptr<Study> study;        ///< while it continues
    std::vector<WhatIf> what_ifs;
};

/// Asks for them once somebody looks at what is said of a run in simulated time that is over, and takes the answer.
/// True when something is shown now.
bool take_news_of_tryout(Workspace& workspace, double seconds);
/// Whether they are asked for, or soon will be.
bool is_trying_out(const Workspace& workspace);
/// What is proven of the run that is shown; nothing once the settings are others.
const std::vector<WhatIf>& proven_of_shown(const Workspace& workspace);

}  // namespace simul::workspace
