// What time does to a workspace.
#include <algorithm>

#include "app/workspace/challenge.h"
#include "app/workspace/commands.h"
#include "app/workspace/conducting.h"
#include "app/workspace/on_ruler.h"
#include "app/workspace/opening.h"
#include "app/workspace/prediction.h"
#include "app/workspace/running.h"

namespace simul::workspace {
namespace {

bool play(OpenStory& story, double seconds) {
    if (!story.playback.playing || !story.run) return false;
    const OpenRun& run = *story.run;
    const Playhead before = story.playhead;
    if (story.playback.follow) {
        story.playhead = playhead_at(run, run.end());
    } else {
        const OnRuler shown = on_ruler(run, before);
        const Duration step = duration_of_seconds(std::min(seconds * story.playback.speed_for(shown.run), 1e9));
        const Time at = shown.playhead.at + story.playback.within_step + step;
        story.playhead = from_ruler(run, at);
        story.playback.within_step = run.in_steps() == nullptr ? 0ns : at - on_ruler(run, story.playhead).playhead.at;
    }
    keep_in_sight(story);
    const bool arrived = at_end_of(run, story.playhead);
    const bool waits = run.awaits_choice() && story.conducting.chooser == Chooser::person;
    if (arrived && (!run.live() || waits)) story.playback.playing = story.playback.follow = false;
    return !(before == story.playhead) || !story.playback.playing;
}

}  // namespace

bool advance(Workspace& workspace, double seconds) {
    if (workspace.view == View::gallery) return take_sample(*workspace.zygote, workspace.shelf);
    const bool news = take_news(workspace);
    if (news) keep_if_met(workspace);
    const bool was_playing = workspace.story->playback.playing;
    const bool moved = play(*workspace.story, seconds);
    if (was_playing && !workspace.story->playback.playing) tell_if_order_stops_short(workspace);
    const bool went_on = keep_going(workspace, seconds);
    const bool explored = take_news_of_exploring(workspace, seconds);
    const bool tried = take_news_of_tryout(workspace, seconds);
    const bool reloaded = look_at_file(workspace, seconds);
    const bool checked = rest_from_typing(workspace, seconds);
    const bool revealed = reveal(workspace);
    const bool solved = take_news_of_exercise(workspace);
    const bool swept = take_news_of_sweep(workspace);
    return news || swept || solved || moved || went_on || explored || tried || reloaded || checked || revealed;
}

bool moves_by_itself(const Workspace& workspace) {
    if (!workspace.story)
        return std::any_of(workspace.shelf.begin(), workspace.shelf.end(),
                           [](const ShelvedStory& story) { return !story.sampled; });
    const OpenStory& story = *workspace.story;
    const bool live = (story.run && story.run->live() && !story.run->awaits_choice()) ||
                      (story.comparison && story.comparison->live());
    const bool posed = story.exercise && !story.exercise->solution;
    const bool typing = story.draft && !story.draft->checked;
    return live || posed || story.sweep.goes_on() || story.exploring.study || story.playback.playing ||
           story.conducting.going_on || typing || is_trying_out(workspace);
}

}  // namespace simul::workspace
