// What each command does; of perform.cpp only.
#pragma once

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "app/workspace/challenge.h"
#include "app/workspace/commands.h"
#include "app/workspace/conducting.h"
#include "app/workspace/exercise_desk.h"
#include "app/workspace/first_run.h"
#include "app/workspace/keeping.h"
#include "app/workspace/machine_click.h"
#include "app/workspace/notes.h"
#include "app/workspace/on_ruler.h"
#include "app/workspace/opening.h"
#include "app/workspace/policy_steps.h"
#include "app/workspace/prediction.h"
#include "app/workspace/running.h"
#include "app/workspace/sheet_editing.h"

namespace simul::workspace {

inline constexpr float kLeastZoom = 0.5F, kMostZoom = 3;

/// Each command has an overload here, in the order of commands.h.
struct Performer {
    Workspace& workspace;

    // ---- The gallery

    void operator()(const Open& command) { open(workspace, command.name); }
    void operator()(const ShowGallery&) {
        workspace.story.reset();
        workspace.view = View::gallery;
        workspace.news.clear();  // it spoke of the story
    }
    void operator()(const SearchFor& command) {
        workspace.gallery.search = command.words;
        workspace.gallery.selected.clear();
    }
    void operator()(const ShowChapter& command) { workspace.gallery.chapter = command.chapter; }
    void operator()(const ChooseFile& command) {
        workspace.gallery.choosing_file = !command.folder.empty();
        if (workspace.gallery.choosing_file) workspace.gallery.folder = command.folder;
    }

    void operator()(const SelectStory& command) { workspace.gallery.selected = command.name; }
    void operator()(const FocusSearch&) { ++workspace.gallery.searches; }

    // ---- The next run

    void operator()(const SetModel& command) {
        if (!can_change()) return;
        workspace.story->settings.model = command.model;
        settings_changed();
    }
    void operator()(const SetClock& command);
    void operator()(const SetCores& command) {
        if (!can_change() || command.cores == workspace.cores()) return;
        workspace.story->settings.cores = command.cores;
        settings_changed();
    }
    void operator()(const SetPolicy& command) {
        if (!can_change() || command.policy == workspace.policy()) return;
        workspace.story->settings.policy = command.policy;
        workspace.story->settings.policy_source.clear();
        workspace.story->settings.policy_knobs.clear();
        settings_changed();
    }
    void operator()(const SetQuantum& command) {
        if (!can_change()) return;
        workspace.story->settings.quantum = command.quantum;
        settings_changed();
    }
    void operator()(const ChoosePreset& command);
    void operator()(const TurnKnob& command);
    void operator()(const ResetKnob& command);
    void operator()(const HoldKnob& command) {
        if (!workspace.story) return;
        workspace.story->held_knob.reset();
        if (!command.name.empty()) workspace.story->held_knob = HeldKnob{command.name, std::nullopt, 0};
    }
    void operator()(const TypeKnob& command);
    void operator()(const EnterKnob&);
    void operator()(const StartRun&) {
        skip_question(workspace);
        if (settle_source(workspace)) run_again(workspace);
    }
    void operator()(const RunEveryModel&) {
        if (settle_source(workspace)) compare_models(workspace);
    }
    void operator()(const ComparePolicies&) {
        if (workspace.story && settle_source(workspace)) compare_policies(workspace);
    }
    void operator()(const ToggleCompared& command) { toggle_compared(workspace, command.policy); }
    void operator()(const StopRun&) { stop_runs(workspace); }
    void operator()(const ShowCompared& command) { show_compared(workspace, command.run); }
    void operator()(const CloseComparison&) { close_comparison(workspace); }
    void operator()(const DropGhost&) {
        if (!workspace.story) return;
        workspace.story->ghost.reset();
        workspace.story->follows = false;
    }

    // ---- A sweep

    void operator()(const ShowSweep&) {
        if (workspace.story && settle_source(workspace)) show_sweep(workspace);
    }
    void operator()(const CloseSweep&) { close_sweep(workspace); }
    void operator()(const WishSweep& command) { wish_sweep(workspace, command.wish); }
    void operator()(const StartSweep&) {
        if (workspace.story && settle_source(workspace)) start_sweep(workspace);
    }
    void operator()(const StopSweep&) { stop_sweep(workspace); }
    void operator()(const OpenSweepPoint& command) { open_point(workspace, command.point); }

    // ---- The story's text

    void operator()(const EditSource&) { open_editor(workspace); }
    void operator()(const LeaveEditor&) { close_editor(workspace); }
    void operator()(const TypeSource& command) { type_source(workspace, command.text); }
    void operator()(const TakeBackSource&) { take_back_source(workspace); }
    void operator()(const SaveSource&) { save_source(workspace); }

    // ---- The playhead

    void operator()(const Play&);
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
    void operator()(const MoveOnRuler& command) {
        if (workspace.run() != nullptr) hold_at(from_ruler(*workspace.run(), command.at));
    }
    void operator()(const MoveToEvent& command) {
        if (workspace.run() != nullptr) hold_at(playhead_after(*workspace.run(), command.events));
    }
    void operator()(const Step& command);
    void operator()(const JumpTo& command);
    void operator()(const Follow&) {
        const OpenRun* run = workspace.run();
        if (run == nullptr) return;
        move(playhead_at(*run, run->end()));
        workspace.story->playback.playing = workspace.story->playback.follow = run->live();
    }

    void operator()(const StepChoice& command) { step_choice(workspace, command.direction); }
    void operator()(const AskForGuesses& command) {
        if (!workspace.story) return;
        workspace.story->quiz = {};
        workspace.story->quiz.on = command.on;
    }
    void operator()(const GuessChoice& command) { guess_choice(workspace, command.task); }

    // ---- A sheet of jobs

    void operator()(const Drop& command) { take_dropped(workspace, command.path); }
    void operator()(const EditJob& command) { edit_job(workspace, command.row, command.column, command.text); }
    void operator()(const AddJob&) { add_job(workspace); }
    void operator()(const DropJob& command) { drop_job(workspace, command.row); }
    void operator()(const PasteSheet& command) { paste_sheet(workspace, command.text); }
    void operator()(const DrawSheet& command) { draw_new_sheet(workspace, command.words, command.seed); }
    void operator()(const UndoSheet&) { undo_sheet(workspace); }
    void operator()(const RedoSheet&) { redo_sheet(workspace); }

    // ---- An exercise

    void operator()(const TakeExercise& command) { take_exercise(workspace, command.policy, command.seed); }
    void operator()(const LeaveExercise&) {
        if (workspace.story) workspace.story->exercise.reset();
    }
    void operator()(const FillChart& command) {
        fill_chart(workspace, command.who, command.from, command.until, command.takes_back);
    }
    void operator()(const ClearSecond& command) { clear_second(workspace, command.second); }
    void operator()(const CheckChart&) { check_chart(workspace); }
    void operator()(const CheckEachSecond& command) { check_each_second(workspace, command.on); }
    void operator()(const ShowSolution& command) {
        if (workspace.story && workspace.story->exercise) workspace.story->exercise->solved = command.shown;
    }
    void operator()(const SaveExercise& command) { save_exercise(workspace, command.path, command.filled); }
    void operator()(const StudyExercise&) { study_exercise(workspace); }

    // ---- A run that is conducted by hand

    void operator()(const Conduct&) {
        if (settle_source(workspace)) start_conducting(workspace);
    }
    void operator()(const Choose& command) { choose(workspace, command.task); }
    void operator()(const ClickMachine& command) { click_machine(workspace, command.one, command.other); }
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
    void operator()(const BreakWhen& command);
    void operator()(const ShowBranch& command) { show_branch(workspace, command.branch); }
    void operator()(const DropBranch& command) { drop_branch(workspace, command.branch); }

    // ---- All orders of a story

    void operator()(const Explore&) {
        if (settle_source(workspace)) start_exploring(workspace);
    }
    void operator()(const StopExploring&) { stop_exploring(workspace); }
    void operator()(const ChooseSearch& command) {
        if (!workspace.story) return;
        workspace.story->exploring.search = command.search;
        workspace.story->exploring.runs = command.runs;
    }
    void operator()(const ChooseWakeups& command) {
        if (workspace.story) workspace.story->exploring.wakeups = command.wakeups;
    }
    void operator()(const ChooseFaults& command) {
        if (workspace.story) workspace.story->exploring.faults = command.faults;
    }
    void operator()(const ChooseMemory& command) {
        if (workspace.story) workspace.story->exploring.memory = command.memory;
    }
    void operator()(const ShowExample& command) { show_example(workspace, command.result); }
    void operator()(const ShowExampleOfFinding& command) { show_example_of_finding(workspace, command.finding); }
    void operator()(const ShowCounterexample&) { show_counterexample(workspace); }

    void operator()(const TakeUp& command) { take_up_challenge(workspace, command.challenge); }
    void operator()(const GiveUp&) {
        if (workspace.story) workspace.story->attempt.reset();
    }
    void operator()(const ShowHint&) {
        if (workspace.story && workspace.story->attempt) ++workspace.story->attempt->hints;
    }
    void operator()(const Judge&) {
        if (settle_source(workspace)) judge_mending(workspace);
    }

    // ---- What is looked at

    void operator()(const Select& command) {
        if (workspace.story) workspace.story->selection = command.selection;
    }
    void operator()(const ShowTimes& command);
    void operator()(const ShowWhole&) {
        if (workspace.story) workspace.story->timeline.whole = workspace.story->timeline.chosen = true;
    }
    void operator()(const ShowDetail&);
    void operator()(const ShowPython& command) {
        if (workspace.story) workspace.story->shows_python = command.shown;
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
    void operator()(const DismissMessage&) {
        workspace.error.reset();
        workspace.news.clear();
    }

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

    void operator()(const TypeAnswer& command) {
        if (workspace.story) workspace.story->prediction.typed = command.text;
    }
    void operator()(const Predict& command) {
        if (settle_prediction(workspace, Prediction::Stage::answered, command.answer)) show_asked_run(workspace);
    }
    void operator()(const SkipPrediction&) {
        if (settle_prediction(workspace, Prediction::Stage::skipped, {})) show_asked_run(workspace);
    }
    void operator()(const AskAgain&) { ask_again(workspace); }

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

    /// What was typed as an answer to the question of before is no answer to this one.
    void settings_changed() {
        workspace.story->prediction.typed.clear();
        workspace.story->preset.clear();
        follow_settings(workspace);
    }

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
    std::optional<Playhead> landmark(const OpenRun& run, Place place) const;

    void keep() {
        if (const Result<void> kept = write_preferences(workspace.preferences_file, workspace.preferences); !kept)
            workspace.error = kept.error();
    }
};

}  // namespace simul::workspace
