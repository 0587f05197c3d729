#include "app/workspace/prediction.h"
#include "app/workspace/what_if.h"
#include "app/workspace/workspace.h"

namespace simul::workspace {
namespace {

/// Who turns a knob makes a run with each turn: only one that stays is worth more runs.
constexpr double kStays = 0.3;

bool can_be_tried(const Workspace& workspace) {
    const OpenRun* run = workspace.run();
    const bool looked_at = workspace.right_tab == RightTab::result || workspace.right_tab == RightTab::words;
    return run != nullptr && looked_at && !run->live() && !run->is_recorded() &&
           run->header().clock == Clock::simulated && !workspace.stale() && !keeps_secret(workspace);
}

void ask(Workspace& workspace, TryingOut& trying) {
    trying.tryout = tryout_of(trying.run->settings(), trying.run->header(), trying.run->metrics());
    if (!trying.tryout) return;
    Result<Study> study = Study::start(*workspace.zygote, trying.tryout->settings, trying.tryout->text());
    if (study) trying.study = std::make_unique<Study>(std::move(*study));
}

/// Whether it has been asked, and there is nothing more to come.
bool is_settled(const TryingOut& trying) { return trying.rested >= kStays && !trying.study; }

}  // namespace

bool take_news_of_tryout(Workspace& workspace, double seconds) {
    if (!workspace.story) return false;
    TryingOut& trying = workspace.story->trying_out;
    if (trying.run != workspace.story->run) {
        trying = {};
        trying.run = workspace.story->run;
    }
    if (trying.study) {
        if (trying.study->take_news(0)) return false;
        if (const Result<std::string>& answer = trying.study->answer())
            trying.what_ifs = trying.tryout->results_in(*answer);
        trying.study.reset();
        return true;
    }
    if (is_settled(trying) || !can_be_tried(workspace)) return false;
    trying.rested += seconds;
    if (trying.rested >= kStays) ask(workspace, trying);
    return false;
}

bool is_trying_out(const Workspace& workspace) {
    if (!workspace.story) return false;
    const TryingOut& trying = workspace.story->trying_out;
    const bool is_answered = trying.run == workspace.story->run && is_settled(trying);
    return trying.study || (!is_answered && can_be_tried(workspace));
}

const std::vector<WhatIf>& proven_of_shown(const Workspace& workspace) {
    static const std::vector<WhatIf> kNothing;
    const TryingOut& trying = workspace.story->trying_out;
    return trying.run == workspace.story->run && !workspace.stale() ? trying.what_ifs : kNothing;
}

}  // namespace simul::workspace
