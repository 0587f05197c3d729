#include "app/workspace/workspace.h"

#include <algorithm>

#include "app/workspace/on_ruler.h"
#include "app/workspace/run_settings.h"
#include "app/workspace/running.h"
#include "engine/base/ensure.h"
#include "engine/run/settings.h"

namespace simul::workspace {
namespace {

/// As `settle` has it for a simulated run that names no number.
std::int64_t asked_cores(const Workspace& workspace) {
    const OpenStory& story = *workspace.story;
    const Result<RunPlan> plan = settle(story.settings, story.description, static_cast<std::uint32_t>(real_cores()));
    return plan ? plan->cores : story.settings.cores.value_or(1);
}

}  // namespace

void keep_in_sight(OpenStory& story) {
    if (!story.run || story.timeline.whole) return;
    const OnRuler there = on_ruler(*story.run, story.playhead);
    const Stretch shown = in_sight({story.timeline.from, story.timeline.until}, there.playhead.at, there.run.end());
    story.timeline.from = shown.from;
    story.timeline.until = shown.until;
}

bool Workspace::stale() const {
    const OpenRun* shown = run();
    return shown != nullptr && !story->from_trace &&
           !differences(next_header(*this), shown->header(), story->description.knobs).empty();
}

const Moment& Workspace::moment() const {
    ensure(run() != nullptr, "a moment is asked for only when a run is open");
    return run()->moment(story->playhead.events);
}

std::uint16_t Workspace::line_at_playhead() const {
    constexpr std::size_t kMostBack = 50;
    const OpenRun* shown = run();
    if (shown == nullptr) return 0;
    if (const TaskId task = story->selection.task; task != kNoTask)
        if (const std::uint16_t line = moment().task(task).line; line != 0) return line;
    const std::size_t events = story->playhead.events;
    for (std::size_t i = events; i > 0 && i + kMostBack > events; --i)
        if (const std::uint16_t line = shown->trace()[i - 1].line; line != 0) return line;
    return 0;
}

Model Workspace::model() const { return story->settings.model.value_or(story->description.default_model); }
std::uint32_t Workspace::cores() const { return static_cast<std::uint32_t>(asked_cores(*this)); }
std::string Workspace::policy() const {
    return story->settings.policy.value_or(story->description.default_policy.value_or("fifo"));
}

}  // namespace simul::workspace
