#include "app/workspace/running.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/workspace/conducting.h"
#include "app/workspace/prediction.h"
#include "engine/os/cores.h"

namespace simul::workspace {
namespace {

void tell_ending(Workspace& workspace, const OpenRun& run) {
    if (!run.live() && run.ending().error) workspace.error = *run.ending().error;
}

}  // namespace

void show_new_run(Workspace& workspace, std::unique_ptr<OpenRun> run) {
    OpenStory& story = *workspace.story;
    if (story.run && is_worth_comparing(*story.run)) story.ghost = std::move(story.run);
    story.run = std::move(run);
    story.comparison.reset();
    story.shows_sweep = false;
    story.playhead = {};
    story.timeline = {};
}

void wait_a_little(OpenRun& run, const Patience& patience) {
    const auto begin = std::chrono::steady_clock::now();
    while (run.settings().clock == Clock::simulated && run.live() && !run.awaits_choice()) {
        const auto left = patience.run - (std::chrono::steady_clock::now() - begin);
        if (left <= left.zero()) return;
        run.take_news(static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(left).count()) + 1);
    }
}

bool is_worth_comparing(const OpenRun& run) { return !run.live() && run.end() > Time{} && !run.header().conducted(); }

void start_run(Workspace& workspace) {
    if (!workspace.story || workspace.story->from_trace) return;
    OpenStory& story = *workspace.story;
    workspace.error.reset();
    story.follows = false;
    Result<std::unique_ptr<OpenRun>> run = OpenRun::start(*workspace.zygote, story.settings);
    if (!run) {
        workspace.error = run.error();
        return;
    }
    show_new_run(workspace, std::move(*run));
    wait_a_little(*story.run, workspace.patience);
    story.playback.playing = !workspace.preferences.reduced_motion || story.run->live();
    story.playback.follow = story.settings.clock == Clock::real && story.run->live();
    tell_ending(workspace, *story.run);
}

void play_from_beginning(Workspace& workspace) {
    OpenStory& story = *workspace.story;
    story.playhead = story.run->header().conducted() ? first_decision(workspace) : Playhead{};
    story.timeline = {};
    story.playback.playing = !workspace.preferences.reduced_motion;
    story.playback.follow = false;
}

void show_in_place(Workspace& workspace, std::shared_ptr<OpenRun> run) {
    OpenStory& story = *workspace.story;
    const bool was_at_end = story.playhead.at >= story.run->end();
    if (story.run != story.ghost) story.run->stop();
    story.run = std::move(run);
    wait_a_little(*story.run, workspace.patience);
    story.playhead = playhead_at(*story.run, was_at_end ? story.run->end() : story.playhead.at);
    if (story.timeline.until > story.run->end()) story.timeline = {};
    tell_ending(workspace, *story.run);
}

void stop_runs(Workspace& workspace) {
    if (!workspace.story) return;
    if (workspace.story->run) workspace.story->run->stop();
    if (!workspace.comparing()) return;
    workspace.story->comparison->to_come.clear();
    for (const auto& run : workspace.story->comparison->runs) run->stop();
}

bool take_news(Workspace& workspace) {
    if (!workspace.story) return false;
    OpenStory& story = *workspace.story;
    bool news = take_news_of_comparison(workspace);
    if (story.run && story.run->live()) {
        news = story.run->take_news(0) || news;
        tell_ending(workspace, *story.run);
    }
    return news;
}

std::int64_t real_cores() { return static_cast<std::int64_t>(os::allowed_cores().size()); }

}  // namespace simul::workspace
