// What each command does: those that take more than a few lines.
#include "app/workspace/performer.h"
#include "app/workspace/random_sheet.h"
#include "engine/base/kernel_policies.h"

namespace simul::workspace {

void Performer::operator()(const SetClock& command) {
    if (!can_change()) return;
    Settings& settings = workspace.story->settings;
    settings.clock = command.clock;
    if (command.clock == Clock::simulated) {
        if (kernel_policy_named(workspace.policy())) settings.policy.reset();
        return settings_changed();
    }
    // What a real run cannot be asked for: its cores are those of this computer, its policy the kernel's.
    settings.policy.reset();
    settings.policy_knobs.clear();
    settings.quantum.reset();
    if (settings.cores && *settings.cores > real_cores()) settings.cores.reset();
}

void Performer::operator()(const ChoosePreset& command) {
    if (!can_change()) return;
    OpenStory& story = *workspace.story;
    Preset chosen;
    for (const Preset& preset : story.description.presets)
        if (preset.name == command.name) chosen = preset;
    Settings settings;
    settings.scenario = story.settings.scenario;
    settings.source = story.settings.source;
    settings.clock = story.settings.clock;
    settings.seed = story.settings.seed;
    fill_in(settings, chosen, static_cast<std::uint32_t>(real_cores()));
    if (!settings.model) settings.model = story.description.default_model;
    Knobs turned = story.untouched;
    if (const Result<void> result = turn(turned, settings.knobs); !result) {
        workspace.error = result.error();
        return;
    }
    story.description.knobs = turned;
    story.settings = std::move(settings);
    settings_changed();
    story.preset = chosen.name;
    // One press shows it, also where the run that is shown is stepped through.
    if (story.settings.clock == Clock::simulated && workspace.stale()) start_run(workspace);
}

void Performer::operator()(const TurnKnob& command) {
    if (!can_change()) return;
    OpenStory& story = *workspace.story;
    const Knob* sheet = sheet_of(story);
    if (sheet && sheet->name == command.name && is_drawn_sheet(command.value))
        return draw_new_sheet(workspace, command.value, story.settings.seed);
    Knobs turned = story.description.knobs;
    if (const Result<void> result = turn(turned, {{command.name, command.value}}); !result) {
        workspace.error = result.error();
        return;
    }
    story.description.knobs = turned;
    keep_knob(story, command.name, knob_named(turned, command.name).value_as_text());
    settings_changed();
}

void Performer::operator()(const ResetKnob& command) {
    if (!can_change()) return;
    OpenStory& story = *workspace.story;
    const auto as_told = std::find_if(story.untouched.begin(), story.untouched.end(),
                                      [&](const Knob& knob) { return knob.name == command.name; });
    if (as_told != story.untouched.end()) (*this)(TurnKnob{command.name, as_told->value_as_text()});
}

void Performer::operator()(const TypeKnob& command) {
    if (!can_change()) return;
    std::optional<HeldKnob>& held = workspace.story->held_knob;
    if (!held || held->name != command.name) held = HeldKnob{command.name, std::nullopt, 0};
    if (!held->typed) ++held->turn;
    held->typed = command.text;
}

void Performer::operator()(const EnterKnob&) {
    if (!can_change() || !workspace.story->held_knob || !workspace.story->held_knob->typed) return;
    const HeldKnob held = *workspace.story->held_knob;
    workspace.story->held_knob->typed.reset();
    (*this)(TurnKnob{held.name, *held.typed});
}

void Performer::operator()(const Play&) {
    skip_question(workspace);
    if (workspace.run() == nullptr) return start_first_run(workspace);
    OpenStory& story = *workspace.story;
    const bool at_end = at_end_of(*story.run, story.playhead);
    if (at_end && !story.run->live()) move(Playhead{});
    story.playback.playing = true;
    story.playback.follow = at_end && story.run->live();
}

void Performer::operator()(const Step& command) {
    const OpenRun* run = workspace.run();
    if (run == nullptr) return;
    const TaskId task = command.of_selected ? workspace.story->selection.task : kNoTask;
    (*this)(Pause{});
    if (is_conducted(workspace)) return step_decision(workspace, command.direction, task);
    if (const auto next = stepped(*run, workspace.story->playhead, command.direction, task)) move(*next);
    if (!workspace.story->timeline.chosen) (*this)(ShowDetail{});
}

void Performer::operator()(const JumpTo& command) {
    const OpenRun* run = workspace.run();
    if (run == nullptr) return;
    if (command.place == Place::start) return hold_at(is_conducted(workspace) ? first_decision(workspace) : Playhead{});
    if (command.place == Place::end) return hold_at(playhead_at(*run, run->end()));
    if (const auto there = landmark(*run, command.place)) hold_at(*there);
}

void Performer::operator()(const BreakWhen& command) {
    if (workspace.run() == nullptr) return;
    Conducting& conducting = workspace.story->conducting;
    const Result<Breakpoint> condition = condition_from(command.condition, workspace.run()->header());
    conducting.condition_error = condition ? "" : condition.error().sentence();
    if (!condition) return;
    (*this)(ToggleBreakpoint{*condition});
    conducting.condition.clear();
}

void Performer::operator()(const ShowTimes& command) {
    const OpenRun* run = workspace.run();
    if (run == nullptr || command.until <= command.from) return;
    TimelineView& view = workspace.story->timeline;
    const bool all = command.from <= Time{} && command.until >= on_ruler(*run, {}).run.end();
    view = {all, true, all ? Time{} : command.from, all ? Time{} : command.until, view.scroll};
}

void Performer::operator()(const ShowDetail&) {
    const OpenRun* run = workspace.run();
    if (run == nullptr || !workspace.story->timeline.whole) return;
    TimelineView& view = workspace.story->timeline;
    const OnRuler shown = on_ruler(*run, workspace.story->playhead);
    if (const auto detail = detail_about(shown.run, shown.playhead.at))
        view = {false, view.chosen, detail->from, detail->until, view.scroll};
}

std::optional<Playhead> Performer::landmark(const OpenRun& run, Place place) const {
    std::vector<Time> times;
    const OnRuler shown = on_ruler(run, workspace.story->playhead);
    for (const Landmark& each : landmarks_of(shown.run))
        if (place != Place::next_finding || each.kind == Landmark::Kind::finding) times.push_back(each.at);
    if (place != Place::next_finding)
        for (const ShownNote& each : notes_shown(workspace)) times.push_back(std::min(each.note->at, run.end()));
    std::sort(times.begin(), times.end());
    const Time at = shown.playhead.at;
    const auto next = std::upper_bound(times.begin(), times.end(), at);
    if (place != Place::previous_mark)
        return next == times.end() ? std::nullopt : std::optional(from_ruler(run, *next));
    const auto here = std::lower_bound(times.begin(), times.end(), at);
    return here == times.begin() ? std::nullopt : std::optional(from_ruler(run, *std::prev(here)));
}

namespace {

template <class Asked>
constexpr std::string_view kNameOf = "";
#define SIMUL_NAME_COMMAND(Name, ...) \
    template <>                       \
    constexpr std::string_view kNameOf<Name> = #Name;
SIMUL_COMMANDS(SIMUL_NAME_COMMAND)
#undef SIMUL_NAME_COMMAND

}  // namespace

template <class Asked>
Command::Command(Asked asked)
    : act_([it = std::move(asked)](Workspace& workspace) { Performer{workspace}(it); }), name_(kNameOf<Asked>) {}

#define SIMUL_MAKE_COMMAND(Name, ...) template Command::Command(Name);
SIMUL_COMMANDS(SIMUL_MAKE_COMMAND)
#undef SIMUL_MAKE_COMMAND

void perform(Workspace& workspace, const Command& command) {
    const Playhead before = workspace.story ? workspace.story->playhead : Playhead{};
    command.perform_on(workspace);
    keep_if_met(workspace);
    if (workspace.story && !(workspace.story->playhead == before)) keep_in_sight(*workspace.story);
}

}  // namespace simul::workspace
