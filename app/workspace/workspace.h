// What is open. Panels read it and send commands; `perform` and `advance` alone change it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/workspace/breakpoints.h"
#include "app/workspace/bundle.h"
#include "app/workspace/comparison.h"
#include "app/workspace/draft.h"
#include "app/workspace/exercise_desk.h"
#include "app/workspace/exploring.h"
#include "app/workspace/open_run.h"
#include "app/workspace/playhead.h"
#include "app/workspace/preferences.h"
#include "app/workspace/score.h"
#include "app/workspace/sheet_editing.h"
#include "app/workspace/shelf.h"
#include "app/workspace/sweep_desk.h"
#include "app/workspace/what_if.h"

namespace simul::workspace {

enum class View : std::uint8_t { gallery, story };

/// The task or the resource that the reader looks at; at most one of the two.
struct Selection {
    TaskId task = kNoTask;
    ResourceId resource = kNoResource;
    friend bool operator==(const Selection&, const Selection&) = default;
};

/// What the timeline shows.
struct TimelineView {
    bool whole = true;    ///< all of the run, also while it grows; else from `from` to `until`
    bool chosen = false;  ///< by the reader; else stepping shows as little as single events need
    Time from{}, until{};
    float scroll = 0;  ///< of the rows, in units of design
    friend bool operator==(const TimelineView&, const TimelineView&) = default;
};

/// One question of the story. An answer is about one setting of everything, and says nothing of any other.
struct Prediction {
    enum class Stage : std::uint8_t { none, asked, answered, skipped } stage = Stage::none;
    std::string typed;  ///< a number that is not answered yet
    std::string answer;
    Question question;      ///< that was answered
    TraceHeader asked_of;   ///< the settings that it was asked of
    bool revealed = false;  ///< the playhead has been at the end of such a run, so that no verdict spoils it
};

/// A knob that has the keyboard: the arrows turn it.
struct HeldKnob {
    std::string name;
    std::optional<std::string> typed;  ///< while a value is typed
    int turn = 0;                      ///< another one whenever typing begins
};

/// The gallery.
struct Gallery {
    std::string search;
    std::string chapter;  ///< empty: all
    bool choosing_file = false;
    std::string folder;    ///< while a file is chosen
    std::string selected;  ///< the story that Enter opens; empty: none
    int searches = 0;      ///< how often the keyboard was sent to the search field
};

/// A story's file as it was when it was read.
struct WatchedFile {
    std::string path;  ///< empty: a story of the shelf
    std::filesystem::file_time_type changed{};
    std::optional<Error> error;  ///< what is wrong with the file as it is now; the story is the last good one
    double since_look = 0;       ///< seconds
};

/// Who chooses at a decision while a conducted run continues by itself.
enum class Chooser : std::uint8_t { person, in_turn, at_random, stays };

/// What somebody wrote at a moment of a run.
struct Note {
    Time at{};
    std::string text;
    friend bool operator==(const Note&, const Note&) = default;
};

/// Where a note is kept.
struct NotePlace {
    std::optional<std::size_t> branch;  ///< nothing: it is of runs that are no branches
    std::size_t index = 0;
    friend bool operator==(const NotePlace&, const NotePlace&) = default;
};

/// A note that is being written, until it is kept or left.
struct NoteDraft {
    Note note;
    NotePlace place;  ///< behind the last one: it is new
    int turn = 0;     ///< another one whenever the reader asks to write
};

/// One of the runs of a tree that began alike.
struct Branch {
    std::string name;
    std::shared_ptr<OpenRun> run;
    std::optional<std::size_t> parent;  ///< its place among the branches; nothing: the first
    std::size_t from_step = 0;          ///< how many decisions they have in common
    bool found = false;                 ///< by exploring: it has no parent
    std::vector<Note> notes{};          ///< in the order of time
};

struct Conducting {
    std::vector<Branch> branches;
    std::size_t named = 0;  ///< how many names were given
    Chooser chooser = Chooser::person;
    std::vector<Breakpoint> breakpoints;
    bool going_on = false;  ///< until a breakpoint
    double since_step = 0;  ///< seconds, while it plays at the live edge
    std::string condition;  ///< as it is typed
    std::string condition_error;
};

/// The challenge that the reader has taken up.
struct Attempt {
    std::size_t challenge = 0;  ///< of the story's
    std::size_t hints = 0;      ///< that were looked at
    friend bool operator==(const Attempt&, const Attempt&) = default;
};

/// Whether the reader says who is chosen before the policy's choice is shown, and how that went.
struct Quiz {
    bool on = false;
    std::optional<std::size_t> choice;  ///< that was guessed last
    TaskId guess = kNoTask;
    std::size_t right = 0, guesses = 0;
};

struct OpenStory {
    std::uint32_t serial = 0;         ///< another one for each story that is opened
    ScenarioDescription description;  ///< with the knobs as turned for the next run
    Knobs untouched;                  ///< as the story tells them
    Settings settings;                ///< of the next run
    std::string preset;               ///< the last that was chosen; empty once anything else was set
    bool from_trace = false;          ///< a recording: it can be looked at, and not run
    std::vector<Note> notes;          ///< at moments of the run, when it is no branch; in the order of time
    std::optional<NoteDraft> note_draft;
    std::set<std::uint16_t> lines_in_parts;  ///< of the source
    std::string python;                      ///< the program that does what the story does; empty: there is none
    bool shows_python = false;               ///< in place of the source
    WatchedFile file;
    Original original;
    std::optional<Draft> draft;  ///< what the reader changed; none: nothing yet
    Prediction prediction;

    std::shared_ptr<OpenRun> run;          ///< that is shown; none: not yet
    std::shared_ptr<OpenRun> ghost;        ///< the one before
    bool follows = false;                  ///< the run was begun by turning a knob: the next such run takes its place
    std::optional<SideBySide> comparison;  ///< in place of the run
    std::uint32_t comparisons = 0;         ///< that were begun
    std::set<std::string> compared_policies;  ///< that the reader compares; empty: nobody has chosen yet
    SweepDesk sweep;
    bool shows_sweep = false;  ///< in place of the run

    Playhead playhead;
    Playback playback;
    Selection selection;
    std::optional<HeldKnob> held_knob;
    TimelineView timeline;
    Conducting conducting;
    std::optional<Attempt> attempt;
    Exploring exploring;
    TryingOut trying_out;
    Quiz quiz;
    SheetHistory sheet;
    std::optional<ExerciseDesk> exercise;  ///< that the reader works on, in place of the run
};

/// Moves what the timeline shows along with the playhead.
void keep_in_sight(OpenStory& story);

enum class RightTab : std::uint8_t { source, task, result, orders, choices, words, policy, sheet };
/// In a small window a side pane is a strip, and lies over the centre while it is looked at.
enum class Flyout : std::uint8_t { none, left, right };
enum class LeftSection : std::uint8_t { knobs, about, notice, try_this, python };

/// How long the window holds still for what usually is there at once. What takes longer is shown as it comes.
struct Patience {
    std::chrono::milliseconds run{60};     ///< a simulated run, to its end
    std::chrono::milliseconds step{2000};  ///< a step of a conducted run
};

struct Workspace {
    explicit Workspace(Zygote& its_zygote) : zygote(&its_zygote) {}

    Zygote* zygote;
    View view = View::gallery;
    std::vector<ShelvedStory> shelf;
    Gallery gallery;
    std::optional<OpenStory> story;
    Patience patience;
    Preferences preferences;
    std::string preferences_file;  ///< empty: nothing is kept
    Score score;
    std::string score_file;      ///< empty: nothing is kept
    std::uint32_t editions = 0;  ///< of texts in the editor, so far
    std::string drafts_folder;   ///< empty: nothing is kept

    RightTab right_tab = RightTab::source;
    Flyout flyout = Flyout::none;
    bool section_open[5] = {true, false, false, false, false};  ///< by LeftSection
    bool help = false;
    int turns_to_write = 0;      ///< how often the reader asked to write a note
    std::optional<Error> error;  ///< what went wrong, until it is dismissed
    std::string news;            ///< the same of what went well
    std::uint32_t stories_opened = 0;
    bool wants_to_close = false;
    std::optional<std::string> picture_to_save;  ///< the frame that is drawn next goes to this file

    /// The sentence of `error`; empty: there is none.
    std::string message() const { return error ? error->sentence() : ""; }
    /// The run that is shown, or null.
    const OpenRun* run() const { return story && story->run ? story->run.get() : nullptr; }
    /// Whether several runs are shown in place of one.
    bool comparing() const { return story && story->comparison; }
    /// Whether the shown run is of other settings than the next one would be.
    bool stale() const;
    /// The state at the playhead; only when there is a run.
    const Moment& moment() const;
    /// Where the selected task stands; else where the last thing happened; 0: nowhere.
    std::uint16_t line_at_playhead() const;
    /// Of the next run: as set, or what the story and the defaults say.
    Model model() const;
    std::uint32_t cores() const;
    std::string policy() const;
};

}  // namespace simul::workspace
