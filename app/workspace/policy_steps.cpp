#include "app/workspace/policy_steps.h"

#include <algorithm>

namespace simul::workspace {
namespace {

bool is_about_policies(const ScenarioDescription& story) {
    const std::vector<std::string>& concepts = story.concepts;
    return story.default_policy || std::find(concepts.begin(), concepts.end(), "policy") != concepts.end();
}

}  // namespace

bool has_policy_choices(const Workspace& workspace) {
    const OpenRun* run = workspace.run();
    if (run == nullptr || uses_one_core(run->header().model)) return false;
    const bool matters = run->header().policy != "fifo" || is_about_policies(workspace.story->description);
    return matters && run->choices().size() > 0;
}

std::optional<std::size_t> policy_choice_at(const Workspace& workspace) {
    if (!has_policy_choices(workspace)) return std::nullopt;
    const PolicyChoices& choices = workspace.run()->choices();
    const std::size_t events = workspace.story->playhead.events, done = choices.done(events);
    if (done < choices.size() && choices.event(done) == events) return done;
    return done == 0 ? 0 : done - 1;
}

bool awaits_guess(const Workspace& workspace) {
    if (!hides_what_comes(workspace)) return false;
    const std::optional<std::size_t> choice = policy_choice_at(workspace);
    const Quiz& quiz = workspace.story->quiz;
    const bool is_to_come = choice && workspace.run()->choices().event(*choice) >= workspace.story->playhead.events;
    return is_to_come && quiz.choice != choice;
}

bool hides_what_comes(const Workspace& workspace) { return workspace.story && workspace.story->quiz.on; }

void step_choice(Workspace& workspace, int direction) {
    if (!has_policy_choices(workspace)) return;
    const PolicyChoices& choices = workspace.run()->choices();
    const std::size_t events = workspace.story->playhead.events, done = choices.done(events);
    const bool stands_before_one = done < choices.size() && choices.event(done) == events;
    const std::size_t next = done + (stands_before_one ? 1 : 0);
    if (direction > 0 ? next >= choices.size() : done == 0) return;
    workspace.story->playback.playing = workspace.story->playback.follow = false;
    workspace.story->playhead = playhead_after(*workspace.run(), choices.event(direction > 0 ? next : done - 1));
}

void guess_choice(Workspace& workspace, TaskId task) {
    if (!awaits_guess(workspace)) return;
    Quiz& quiz = workspace.story->quiz;
    quiz.choice = policy_choice_at(workspace);
    quiz.guess = task;
    ++quiz.guesses;
    if (workspace.run()->choices().at(workspace.run()->trace(), *quiz.choice).chosen == task) ++quiz.right;
}

}  // namespace simul::workspace
