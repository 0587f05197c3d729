#include "app/workspace/challenge.h"

#include <algorithm>

#include "app/workspace/conducting.h"
#include "app/workspace/first_run.h"
#include "app/workspace/prediction.h"
#include "app/workspace/run_settings.h"
#include "app/workspace/running.h"
#include "engine/analysis/challenges.h"

namespace simul::workspace {

bool is_met_at(const OpenRun& run, std::size_t events, const Goal& goal) {
    const bool is_over = !run.live() && events == run.trace().size();
    return is_met(goal,
                  {run.trace(), run.moment(events), run.names(), run.findings(), is_over ? &run.metrics() : nullptr});
}

namespace {

bool may_turn(const Challenge& challenge, std::string_view what) {
    return std::find(challenge.turn.begin(), challenge.turn.end(), what) != challenge.turn.end();
}

/// What the header of a run says that leaves the challenge as it is, and turns what may be turned as this run does.
Result<TraceHeader> header_asked_for(const Challenge& challenge, const ScenarioDescription& untouched,
                                     const TraceHeader& run) {
    ScenarioDescription story = untouched;
    if (const Result<void> turned = turn(story.knobs, challenge.knobs); !turned) return turned.error();
    const Result<RunPlan> plan =
        settle(settings_of(challenge, untouched.name), story, static_cast<std::uint32_t>(real_cores()));
    if (!plan) return plan.error();
    TraceHeader header = header_of(story, *plan);
    header.seed = run.seed;
    for (auto& [name, value] : header.knobs)
        for (const auto& [other, given] : run.knobs)
            if (other == name && may_turn(challenge, name)) value = given;
    if (may_turn(challenge, "cores")) header.cores = run.cores;
    if (may_turn(challenge, "quantum")) header.quantum_ns = run.quantum_ns;
    if (may_turn(challenge, "policy")) header.policy = run.policy;
    if (may_turn(challenge, "policy") || may_turn(challenge, "parameters")) header.policy_knobs = run.policy_knobs;
    return header;
}

OpenStory& with_settings_of(Workspace& workspace, const Challenge& challenge, const Knobs& turned) {
    OpenStory& story = *workspace.story;
    story.description.knobs = turned;
    story.settings.knobs = challenge.knobs;
    story.settings.model = challenge.model;
    if (challenge.turn.empty()) return story;
    story.settings.clock = Clock::simulated;
    story.settings.cores = challenge.cores;
    story.settings.policy = challenge.policy;
    story.settings.quantum = challenge.quantum;
    story.settings.policy_source.clear();
    story.settings.policy_knobs.clear();
    story.preset.clear();
    return story;
}

}  // namespace

std::vector<std::string> turned_beyond(const Challenge& challenge, const ScenarioDescription& untouched,
                                       const TraceHeader& run) {
    const Result<TraceHeader> asked = header_asked_for(challenge, untouched, run);
    if (!asked) return {asked.error().sentence()};
    if (run.conducted()) return {"step by step"};
    std::vector<std::string> words = differences(run, *asked, untouched.knobs);
    if (run.switch_cost_ns + run.spawn_cost_ns + run.message_cost_ns > 0) words.emplace_back("costs");
    return words;
}

std::vector<std::string> turned_beyond(const Workspace& workspace) {
    ScenarioDescription untouched = workspace.story->description;
    untouched.knobs = workspace.story->untouched;
    return turned_beyond(*challenge_of(workspace), untouched, workspace.run()->header());
}

bool keep_feat(Workspace& workspace, const Feat& feat) {
    if (!enter(workspace.score, feat)) return false;
    if (const Result<void> kept = write_score(workspace.score_file, workspace.score); !kept)
        workspace.error = kept.error();
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
    const Challenge taken = workspace.story->description.challenges[challenge];
    Knobs turned = workspace.story->untouched;
    if (const Result<void> result = turn(turned, taken.knobs); !result) {
        workspace.error = result.error();
        return;
    }
    with_settings_of(workspace, taken, turned).attempt = Attempt{challenge, 0};
    if (taken.mend) return open_editor(workspace);
    if (taken.turn.empty()) return start_conducting(workspace);
    skip_question(workspace);
    if (settle_source(workspace)) run_again(workspace);
}

std::size_t clicks_so_far(const Workspace& workspace) {
    const OpenRun& run = *workspace.run();
    return run.steps().clicks(run.steps().done(workspace.story->playhead.events));
}

bool is_met_now(const Workspace& workspace) {
    const Challenge* challenge = challenge_of(workspace);
    if (challenge == nullptr || challenge->mend) return false;
    if (!challenge->turn.empty()) {
        const OpenRun* run = workspace.run();
        const bool counts = run != nullptr && !run->live() && turned_beyond(workspace).empty();
        return counts && is_met_at(*run, run->trace().size(), challenge->goal);
    }
    if (!is_conducted(workspace)) return false;
    return is_met_at(*workspace.run(), workspace.story->playhead.events, challenge->goal);
}

void keep_if_met(Workspace& workspace) {
    if (!is_met_now(workspace)) return;
    const Challenge& met = *challenge_of(workspace);
    const std::size_t clicks = met.turn.empty() ? clicks_so_far(workspace) : 0;
    keep_feat(workspace, {met.title, static_cast<std::int64_t>(clicks),
                          static_cast<std::int64_t>(workspace.story->attempt->hints)});
}

Settings settings_of(const Challenge& challenge, const std::string& scenario) {
    Settings settings;
    settings.scenario = scenario;
    settings.model = challenge.model;
    settings.knobs = challenge.knobs;
    settings.cores = challenge.cores;
    settings.policy = challenge.policy;
    settings.quantum = challenge.quantum;
    return settings;
}

}  // namespace simul::workspace
