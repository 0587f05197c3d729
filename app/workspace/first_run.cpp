#include "app/workspace/first_run.h"

#include <algorithm>

#include "app/workspace/conducting.h"
#include "app/workspace/exploring.h"
#include "app/workspace/prediction.h"
#include "app/workspace/run_settings.h"
#include "app/workspace/running.h"
#include "engine/run/schedule.h"

namespace simul::workspace {
namespace {

bool opens_conducted(const OpenStory& story) {
    const Settings& settings = story.settings;
    return story.description.opening && settings.clock == Clock::simulated && settings.knobs.empty() &&
           settings.model.value_or(story.description.default_model) == story.description.default_model;
}

/// In the order that the story says; false: it cannot be.
bool start_in_order(Workspace& workspace, const std::vector<std::uint32_t>& order) {
    OpenStory& story = *workspace.story;
    Settings settings = conducted_settings(story);
    const Result<RunPlan> plan = settle(settings, story.description, static_cast<std::uint32_t>(real_cores()));
    if (!plan) return false;
    std::vector<TaskId> choices;
    for (const std::uint32_t task : order) choices.push_back(TaskId{task});
    settings.schedule = text_of(schedule_of(story.description, *plan, std::move(choices)));
    show_schedule(workspace, std::move(settings), "as it opens");
    if (!story.run) return false;
    play_from_beginning(workspace);
    return true;
}

bool is_free_and_over(const OpenRun& run) { return !run.live() && !run.header().conducted(); }

bool can_follow(const Workspace& workspace) {
    if (workspace.run() == nullptr || workspace.comparing() || is_asked(workspace)) return false;
    const OpenRun& run = *workspace.run();
    const bool simulated =
        workspace.story->settings.clock == Clock::simulated && run.settings().clock == Clock::simulated;
    return simulated && (is_free_and_over(run) || workspace.story->follows) && workspace.stale();
}

/// The story refused the settings: there is nothing to see of it but the reason.
bool never_began(const OpenRun& run) { return !run.live() && run.ending().error && run.trace().size() == 0; }

bool is_as_wanted(const Workspace& workspace, const OpenRun* run) {
    return run != nullptr && run->settings().clock == Clock::simulated && is_free_and_over(*run) &&
           differences(next_header(workspace), run->header(), workspace.story->description.knobs).empty();
}

}  // namespace

void start_first_run(Workspace& workspace) {
    OpenStory& story = *workspace.story;
    if (!opens_conducted(story)) return start_run(workspace);
    if (story.description.opening->order.empty()) return start_conducting(workspace);
    if (!start_in_order(workspace, story.description.opening->order)) start_run(workspace);
}

void show_asked_run(Workspace& workspace) {
    OpenStory& story = *workspace.story;
    if (!story.run)
        start_first_run(workspace);
    else if (!workspace.stale())
        play_from_beginning(workspace);
    else
        start_run(workspace);
    if (story.prediction.stage == Prediction::Stage::answered && story.prediction.question.possible)
        explore_quietly(workspace);
}

void run_again(Workspace& workspace) {
    if (!workspace.story) return;
    OpenStory& story = *workspace.story;
    if (workspace.comparing() || !is_as_wanted(workspace, story.run.get())) return start_run(workspace);
    story.follows = false;
    play_from_beginning(workspace);
}

void follow_settings(Workspace& workspace) {
    if (workspace.comparing() && workspace.story->comparison->of == SideBySide::Of::policies)
        return compare_policies(workspace);
    if (!can_follow(workspace)) return;
    OpenStory& story = *workspace.story;
    if (story.follows && is_as_wanted(workspace, story.ghost.get())) {  // turned back to where it was
        show_in_place(workspace, std::move(story.ghost));
        story.ghost.reset();
        story.follows = false;
        return;
    }
    Result<std::unique_ptr<OpenRun>> run = OpenRun::start(*workspace.zygote, story.settings);
    if (!run) {
        workspace.error = run.error();
        return;
    }
    wait_a_little(**run, workspace.patience);
    if (never_began(**run)) {
        workspace.error = *(*run)->ending().error;
        return;
    }
    workspace.error.reset();
    if (!story.follows) story.ghost = is_worth_comparing(*story.run) ? story.run : nullptr;
    story.follows = true;
    show_in_place(workspace, std::move(*run));
}

}  // namespace simul::workspace
