#include "app/workspace/challenge.h"

#include "app/workspace/conducting.h"
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

const Challenge* challenge_of(const Workspace& workspace) {
    if (!workspace.story || !workspace.story->attempt) return nullptr;
    const std::vector<Challenge>& challenges = workspace.story->description.challenges;
    const std::size_t challenge = workspace.story->attempt->challenge;
    return challenge < challenges.size() ? &challenges[challenge] : nullptr;
}

void take_up_challenge(Workspace& workspace, std::size_t challenge) {
    if (!workspace.story || challenge >= workspace.story->description.challenges.size()) return;
    OpenStory& story = *workspace.story;
    const Challenge taken = story.description.challenges[challenge];
    Knobs turned = story.untouched;
    if (const Result<void> result = turn(turned, taken.knobs); !result) {
        workspace.message = result.error().sentence;
        return;
    }
    story.description.knobs = turned;
    story.settings.knobs = taken.knobs;
    story.settings.model = taken.model;
    story.attempt = Attempt{challenge, 0};
    if (taken.mend)
        open_editor(workspace);
    else
        start_conducting(workspace);
}

std::size_t clicks_so_far(const Workspace& workspace) {
    const OpenRun& run = *workspace.run();
    return run.steps().clicks(run.steps().done(workspace.story->playhead.events));
}

bool is_met_now(const Workspace& workspace) {
    const Challenge* challenge = challenge_of(workspace);
    if (challenge == nullptr || challenge->mend || !is_conducted(workspace)) return false;
    return is_met_at(*workspace.run(), workspace.story->playhead.events, challenge->goal);
}

void keep_if_met(Workspace& workspace) {
    if (!is_met_now(workspace)) return;
    keep_feat(workspace, {challenge_of(workspace)->title, static_cast<std::int64_t>(clicks_so_far(workspace)),
                          static_cast<std::int64_t>(workspace.story->attempt->hints)});
}

Settings settings_of(const Challenge& challenge, const std::string& scenario) {
    Settings settings;
    settings.scenario = scenario;
    settings.model = challenge.model;
    settings.knobs = challenge.knobs;
    return settings;
}

}  // namespace simul::workspace
