// What each command does.
#include <algorithm>
#include <iterator>
#include <set>

#include "app/workspace/challenge.h"
#include "app/workspace/commands.h"
#include "app/workspace/conducting.h"
#include "app/workspace/keeping.h"
#include "app/workspace/notes.h"
#include "app/workspace/opening.h"
#include "app/workspace/prediction.h"
#include "app/workspace/running.h"

namespace simul::workspace {
namespace {

constexpr float kLeastZoom = 0.5F, kMostZoom = 3;

/// Each command has an overload here, in the order of commands.h.
struct Performer {
    Workspace& workspace;

    // ---- The gallery

    void operator()(const Open& command) { open(workspace, command.name); }
    void operator()(const ShowGallery&) {
        workspace.story.reset();
        workspace.view = View::gallery;
    }
    void operator()(const SearchFor& command) { workspace.gallery.search = command.words; }
    void operator()(const ShowChapter& command) { workspace.gallery.chapter = command.chapter; }
    void operator()(const ChooseFile& command) {
        workspace.gallery.choosing_file = !command.folder.empty();
        if (workspace.gallery.choosing_file) workspace.gallery.folder = command.folder;
    }

    // ---- The next run

    void operator()(const SetModel& command) {
        if (can_change()) workspace.story->settings.model = command.model;
    }
    void operator()(const SetClock& command) {
        if (!can_change()) return;
        Settings& settings = workspace.story->settings;
        settings.clock = command.clock;
        if (command.clock == Clock::simulated) return;
        // What a real run cannot be asked for: its cores are those of this computer, its policy the kernel's.
        settings.policy.reset();
        settings.quantum.reset();
        if (settings.cores && *settings.cores > real_cores()) settings.cores.reset();
    }
    void operator()(const SetCores& command) {
        if (can_change() && command.cores != workspace.cores()) workspace.story->settings.cores = command.cores;
    }
    void operator()(const SetPolicy& command) {
        if (can_change() && command.policy != workspace.policy()) workspace.story->settings.policy = command.policy;
    }
    void operator()(const SetQuantum& command) {
        if (can_change()) workspace.story->settings.quantum = command.quantum;
    }
    void operator()(const TurnKnob& command) {
        if (!can_change()) return;
        OpenStory& story = *workspace.story;
        Knobs turned = story.description.knobs;
        if (const Result<void> result = turn(turned, {{command.name, command.value}}); !result) {
            workspace.message = result.error().sentence;
            return;
        }
        story.description.knobs = turned;
        keep_knob(story, command.name, knob_named(turned, command.name).value_as_text());
    }
    void operator()(const ResetKnob& command) {
        if (!can_change()) return;
        OpenStory& story = *workspace.story;
        const auto as_told = std::find_if(story.untouched.begin(), story.untouched.end(),
                                          [&](const Knob& knob) { return knob.name == command.name; });
        if (as_told != story.untouched.end()) (*this)(TurnKnob{command.name, as_told->value_as_text()});
    }
    void operator()(const StartRun&) { start_run(workspace); }
    void operator()(const RunEveryModel&) { start_every_model(workspace); }
    void operator()(const StopRun&) { stop_runs(workspace); }
    void operator()(const ShowModel& command) { show_model(workspace, command.model); }
    void operator()(const DropGhost&) {
        if (workspace.story) workspace.story->ghost.reset();
    }

    // ---- The playhead

    void operator()(const Play&) {
        if (workspace.run() == nullptr) return start_run(workspace);
        OpenStory& story = *workspace.story;
        const bool at_end = story.playhead.at >= story.run->end();
        if (at_end && !story.run->live()) move(Playhead{});
        story.playback.playing = true;
        story.playback.follow = at_end && story.run->live();
    }
    void operator()(const Pause&) {
        if (!workspace.story) return;
        workspace.story->playback.playing = false;
        workspace.story->playback.follow = false;
        workspace.story->conducting.going_on = false;
    }
    void operator()(const SetSpeed& command) {
        if (!workspace.story) return;
        workspace.story->playback.speed = command.speed;
        if (command.speed) workspace.story->playback.speed = std::clamp(*command.speed, kSlowest, kFastest);
    }
    void operator()(const MoveTo& command) {
        if (workspace.run() != nullptr) hold_at(playhead_at(*workspace.run(), command.at));
    }
    void operator()(const MoveToEvent& command) {
        if (workspace.run() != nullptr) hold_at(playhead_after(*workspace.run(), command.events));
    }
    void operator()(const Step& command) {
        const OpenRun* run = workspace.run();
        if (run == nullptr) return;
        const TaskId task = command.of_selected ? workspace.story->selection.task : kNoTask;
        (*this)(Pause{});
        if (is_conducted(workspace)) return step_decision(workspace, command.direction, task);
        if (const auto next = stepped(*run, workspace.story->playhead, command.direction, task)) move(*next);
        if (!workspace.story->timeline.chosen) (*this)(ShowDetail{});
    }
    void operator()(const JumpTo& command) {
        const OpenRun* run = workspace.run();
        if (run == nullptr) return;
        if (command.place == Place::start)
            return hold_at(is_conducted(workspace) ? first_decision(workspace) : Playhead{});
        if (command.place == Place::end) return hold_at(playhead_at(*run, run->end()));
        if (const auto there = landmark(*run, command.place)) hold_at(*there);
    }
    void operator()(const Follow&) {
        const OpenRun* run = workspace.run();
        if (run == nullptr) return;
        move(playhead_at(*run, run->end()));
        workspace.story->playback.playing = workspace.story->playback.follow = run->live();
    }

    // ---- A run that is conducted by hand

    void operator()(const Conduct&) { start_conducting(workspace); }
    void operator()(const Choose& command) { choose(workspace, command.task); }
    void operator()(const GoOn&) { go_on(workspace); }
    void operator()(const SetChooser& command) {
        if (workspace.story) workspace.story->conducting.chooser = command.chooser;
    }
    void operator()(const ToggleBreakpoint& command) {
        if (!workspace.story) return;
        std::vector<Breakpoint>& list = workspace.story->conducting.breakpoints;
        if (std::erase(list, command.breakpoint) == 0) list.push_back(command.breakpoint);
    }
    void operator()(const TypeCondition& command) {
        if (!workspace.story) return;
        workspace.story->conducting.condition = command.text;
        workspace.story->conducting.condition_error.clear();
    }
    void operator()(const BreakWhen& command) {
        if (workspace.run() == nullptr) return;
        Conducting& conducting = workspace.story->conducting;
        const Result<Breakpoint> condition = condition_from(command.condition, workspace.run()->header());
        conducting.condition_error = condition ? "" : condition.error().sentence;
        if (!condition) return;
        (*this)(ToggleBreakpoint{*condition});
        conducting.condition.clear();
    }
    void operator()(const ShowBranch& command) { show_branch(workspace, command.branch); }
    void operator()(const DropBranch& command) { drop_branch(workspace, command.branch); }

    // ---- All orders of a story

    void operator()(const Explore&) { start_exploring(workspace); }
    void operator()(const StopExploring&) { stop_exploring(workspace); }
    void operator()(const ChooseSearch& command) {
        if (!workspace.story) return;
        workspace.story->exploring.search = command.search;
        workspace.story->exploring.runs = command.runs;
    }
    void operator()(const ShowExample& command) { show_example(workspace, command.result); }
    void operator()(const ShowExampleOfFinding& command) { show_example_of_finding(workspace, command.finding); }

    void operator()(const TakeUp& command) { take_up_challenge(workspace, command.challenge); }
    void operator()(const GiveUp&) {
        if (workspace.story) workspace.story->attempt.reset();
    }
    void operator()(const ShowHint&) {
        if (workspace.story && workspace.story->attempt) ++workspace.story->attempt->hints;
    }

    // ---- What is looked at

    void operator()(const Select& command) {
        if (workspace.story) workspace.story->selection = command.selection;
    }
    void operator()(const ShowTimes& command) {
        const OpenRun* run = workspace.run();
        if (run == nullptr || command.until <= command.from) return;
        TimelineView& view = workspace.story->timeline;
        const bool all = command.from <= Time{} && command.until >= run->end();
        view = {all, true, all ? Time{} : command.from, all ? Time{} : command.until, view.scroll};
    }
    void operator()(const ShowWhole&) {
        if (workspace.story) workspace.story->timeline.whole = workspace.story->timeline.chosen = true;
    }
    void operator()(const ShowDetail&) {
        const OpenRun* run = workspace.run();
        if (run == nullptr || !workspace.story->timeline.whole) return;
        TimelineView& view = workspace.story->timeline;
        if (const auto detail = detail_about(*run, workspace.story->playhead.at))
            view = {false, view.chosen, detail->from, detail->until, view.scroll};
    }
    void operator()(const ScrollRows& command) {
        if (workspace.story) workspace.story->timeline.scroll = std::max(0.0F, command.scroll);
    }
    void operator()(const ToggleParts& command) {
        if (!workspace.story) return;
        std::set<std::uint16_t>& opened = workspace.story->lines_in_parts;
        if (opened.erase(command.line) == 0) opened.insert(command.line);
    }
    void operator()(const ShowTab& command) { workspace.right_tab = command.tab; }
    void operator()(const ShowFlyout& command) { workspace.flyout = command.flyout; }
    void operator()(const OpenSection& command) {
        workspace.section_open[static_cast<std::size_t>(command.section)] = command.open;
    }
    void operator()(const ShowHelp& command) { workspace.help = command.shown; }
    void operator()(const DismissMessage&) { workspace.message.clear(); }

    // ---- Notes at moments

    void operator()(const WriteNote&) {
        (*this)(Pause{});
        write_note(workspace);
    }
    void operator()(const TypeNote& command) {
        if (!workspace.story || !workspace.story->note_draft) return;
        workspace.story->note_draft->note.text = command.text;
    }
    void operator()(const KeepNote&) { keep_note(workspace); }
    void operator()(const LeaveNote&) {
        if (workspace.story) workspace.story->note_draft.reset();
    }
    void operator()(const ChangeNote& command) {
        (*this)(Pause{});
        change_note(workspace, command.place);
    }
    void operator()(const DropNote& command) { drop_note(workspace, command.place); }
    void operator()(const ShowNote& command) {
        (*this)(Pause{});
        show_note(workspace, command.place);
    }

    // ---- The prediction

    void operator()(const Predict& command) {
        if (settle_prediction(workspace, Prediction::Stage::answered, command.answer)) start_run(workspace);
    }
    void operator()(const SkipPrediction&) {
        if (settle_prediction(workspace, Prediction::Stage::skipped, {})) start_run(workspace);
    }

    // ---- What is kept

    void operator()(const SetLook& command) {
        workspace.preferences.look = command.look;
        keep();
    }
    void operator()(const SetZoom& command) {
        workspace.preferences.zoom = std::clamp(command.zoom, kLeastZoom, kMostZoom);
        keep();
    }
    void operator()(const SetReducedMotion& command) {
        workspace.preferences.reduced_motion = command.reduced;
        keep();
    }
    void operator()(const ArrangePanes& command) {
        workspace.preferences.panes = command.panes;
        keep();
    }
    void operator()(const RememberWindow& command) {
        workspace.preferences.window_width = command.width;
        workspace.preferences.window_height = command.height;
        keep();
    }
    void operator()(const SavePicture& command) {
        workspace.picture_to_save = command.path.empty() ? free_name(workspace, ".png") : command.path;
    }
    void operator()(const KeepRuns& command) { keep_runs(workspace, command.path); }
    void operator()(const Close&) { workspace.wants_to_close = true; }

  private:
    bool can_change() const { return workspace.story && !workspace.story->from_trace; }

    static void keep_knob(OpenStory& story, const std::string& name, const std::string& value) {
        KnobSettings& knobs = story.settings.knobs;
        std::erase_if(knobs, [&](const auto& setting) { return setting.first == name; });
        const Knob& untouched = knob_named(story.untouched, name);
        if (untouched.value_as_text() != value) knobs.emplace_back(name, value);
    }

    void move(const Playhead& playhead) { workspace.story->playhead = playhead; }
    void hold_at(const Playhead& playhead) {
        (*this)(Pause{});
        move(playhead);
    }

    /// Notes are landmarks, too: a run that somebody has prepared is walked through from one to the next.
    std::optional<Playhead> landmark(const OpenRun& run, Place place) const {
        std::vector<Time> times;
        for (const Landmark& each : landmarks_of(run))
            if (place != Place::next_finding || each.kind == Landmark::Kind::finding) times.push_back(each.at);
        if (place != Place::next_finding)
            for (const ShownNote& each : notes_shown(workspace)) times.push_back(std::min(each.note->at, run.end()));
        std::sort(times.begin(), times.end());
        const Time at = workspace.story->playhead.at;
        const auto next = std::upper_bound(times.begin(), times.end(), at);
        if (place != Place::previous_mark)
            return next == times.end() ? std::nullopt : std::optional(playhead_at(run, *next));
        const auto here = std::lower_bound(times.begin(), times.end(), at);
        return here == times.begin() ? std::nullopt : std::optional(playhead_at(run, *std::prev(here)));
    }

    void keep() {
        if (const Result<void> kept = write_preferences(workspace.preferences_file, workspace.preferences); !kept)
            workspace.message = kept.error().sentence;
    }
};

}  // namespace

void perform(Workspace& workspace, const Command& command) {
    const Playhead before = workspace.story ? workspace.story->playhead : Playhead{};
    std::visit(Performer{workspace}, command);
    keep_if_met(workspace);
    if (workspace.story && !(workspace.story->playhead == before)) keep_in_sight(*workspace.story);
}

}  // namespace simul::workspace
