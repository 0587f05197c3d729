#include "app/workspace/challenge.h"

#include "engine/analysis/challenges.h"

namespace simul::workspace {

bool is_met_at(const OpenRun& run, std::size_t events, const Goal& goal) {
    return is_met(goal, {run.trace(), run.moment(events), run.names(), run.findings()});
}

bool keep_feat(Workspace& workspace, const Feat& feat) {
    if (!enter(workspace.score, feat)) return false;
    if (const Result<void> kept = write_score(workspace.score_file, workspace.score); !kept)
        workspace.message = kept.error().sentence;
    return true;
}

Settings settings_of(const Challenge& challenge, const std::string& scenario) {
    Settings settings;
    settings.scenario = scenario;
    settings.model = challenge.model;
    settings.knobs = challenge.knobs;
    return settings;
}

}  // namespace simul::workspace
