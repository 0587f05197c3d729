// The one list of what panels may ask for. Nothing else changes a workspace, but time. Structs, names and what makes a
// command of each follow from it; what each does stands in performer.h, in this order.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/workspace/workspace.h"

namespace simul::workspace {

enum class Place : std::uint8_t { start, end, next_mark, previous_mark, next_finding };

// clang-format off
/// X(name, its members)
#define SIMUL_COMMANDS(X) \
    /* The gallery */ \
    X(Open, std::string name;)  /* of the shelf, or the path of a story or a trace */ \
    X(ShowGallery,) \
    X(SearchFor, std::string words;) \
    X(ShowChapter, std::string chapter;)  /* empty: all */ \
    X(ChooseFile, std::string folder;)  /* empty: the chooser is closed */ \
    X(SelectStory, std::string name;) \
    X(FocusSearch,) \
    /* The next run */ \
    X(SetModel, Model model;) \
    X(SetClock, Clock clock;) \
    X(SetCores, std::int64_t cores;) \
    X(SetPolicy, std::string policy;) \
    X(SetQuantum, Duration quantum;) \
    X(ChoosePreset, std::string name;)  /* empty: as the story is told */ \
    X(TurnKnob, std::string name; std::string value;) \
    X(ResetKnob, std::string name;) \
    X(HoldKnob, std::string name;)  /* empty: none has the keyboard */ \
    X(TypeKnob, std::string name; std::string text;) \
    X(EnterKnob,)  /* what was typed is its value */ \
    X(StartRun,) \
    X(RunEveryModel,) \
    X(ComparePolicies,) \
    X(ToggleCompared, std::string policy;)  /* whether it is compared */ \
    X(StopRun,) \
    X(ShowCompared, std::size_t run;)  /* one of those that are compared, in full */ \
    X(CloseComparison,)  /* back to the run that was shown */ \
    X(DropGhost,) \
    /* A sweep */ \
    X(ShowSweep,)  /* in place of the run */ \
    X(CloseSweep,) \
    X(WishSweep, SweepWish wish;)  /* of the next one */ \
    X(StartSweep,)  /* or it continues */ \
    X(StopSweep,) \
    X(OpenSweepPoint, std::size_t point;)  /* a run of it */ \
    /* The story's text */ \
    X(EditSource,) \
    X(LeaveEditor,) \
    X(TypeSource, std::string text;) \
    X(TakeBackSource,) \
    X(SaveSource,) \
    /* The playhead */ \
    X(Play,) \
    X(Pause,) \
    X(SetSpeed, std::optional<double> speed;)  /* nothing: fit */ \
    X(MoveTo, Time at;) \
    X(MoveOnRuler, Time at;)  /* see on_ruler.h */ \
    X(MoveToEvent, std::size_t events;) \
    X(Step, int direction; bool of_selected = false;) \
    X(JumpTo, Place place;) \
    X(Follow,) \
    X(StepChoice, int direction;)  /* of the policy */ \
    X(AskForGuesses, bool on;)  /* who is chosen, before it is shown */ \
    X(GuessChoice, TaskId task;) \
    /* A sheet of jobs */ \
    X(Drop, std::string path;)  /* a file that was dropped on the window */ \
    X(EditJob, std::size_t row; std::size_t column; std::string text;)  /* columns as in job_rows.h */ \
    X(AddJob,) \
    X(DropJob, std::size_t row;) \
    X(PasteSheet, std::string text;)  /* the whole sheet, from a spreadsheet */ \
    X(DrawSheet, std::string words; std::uint64_t seed;)  /* as in random_sheet.h */ \
    X(UndoSheet,) \
    X(RedoSheet,) \
    /* An exercise */ \
    X(TakeExercise, std::string policy; std::uint64_t seed;) \
    X(LeaveExercise,) \
    X(FillChart, Holder who; std::size_t from; std::size_t until; bool takes_back = false;)  /* seconds */ \
    X(ClearSecond, std::size_t second;) \
    X(CheckChart,) \
    X(CheckEachSecond, bool on;)  /* as it is filled */ \
    X(ShowSolution, bool shown;) \
    X(SaveExercise, std::string path; bool filled;)  /* empty: as SavePicture */ \
    X(StudyExercise,)  /* its sheet, to be stepped through */ \
    /* A run that is conducted by hand */ \
    X(Conduct,) \
    X(Choose, TaskId task;) \
    X(ClickMachine, NodeId one; NodeId other;)  /* in the scene: a machine, twice, or the ends of a link */ \
    X(GoOn,)  /* until a breakpoint or the end */ \
    X(SetChooser, Chooser chooser;) \
    X(ToggleBreakpoint, Breakpoint breakpoint;) \
    X(TypeCondition, std::string text;) \
    X(BreakWhen, std::string condition;)  /* `counter == 2` */ \
    X(ShowBranch, std::size_t branch;) \
    X(DropBranch, std::size_t branch;) \
    X(TakeUp, std::size_t challenge;) \
    X(GiveUp,) \
    X(ShowHint,) \
    X(Judge,)  /* whether what is to be mended is */ \
    /* All orders of a story */ \
    X(Explore,) \
    X(StopExploring,) \
    X(ChooseSearch, SearchKind search; std::size_t runs;)  /* of the next time */ \
    X(ChooseWakeups, Wakeups wakeups;) \
    X(ChooseFaults, FaultBounds faults;)  /* of several machines */ \
    X(ChooseMemory, MemoryOrder memory;) \
    X(ShowExample, std::size_t result;) \
    X(ShowExampleOfFinding, std::size_t finding;) \
    X(ShowCounterexample,)  /* why it is not mended */ \
    /* What is looked at */ \
    X(Select, Selection selection;) \
    X(ShowTimes, Time from; Time until;) \
    X(ShowWhole,) \
    X(ShowDetail,)  /* about the playhead, so that single spans can be told apart */ \
    X(ShowPython, bool shown;)  /* in place of the source */ \
    X(ScrollRows, float scroll;) \
    X(ToggleParts, std::uint16_t line;)  /* whether the parts of a line stand beneath it */ \
    X(ShowTab, RightTab tab;) \
    X(ShowFlyout, Flyout flyout;) \
    X(OpenSection, LeftSection section; bool open;) \
    X(ShowHelp, bool shown;) \
    X(DismissMessage,) \
    /* Notes at moments */ \
    X(WriteNote,)  /* at the playhead; the one that stands there is changed */ \
    X(TypeNote, std::string text;) \
    X(KeepNote,) \
    X(LeaveNote,)  /* as it was */ \
    X(ChangeNote, NotePlace place;) \
    X(DropNote, NotePlace place;) \
    X(ShowNote, NotePlace place;) \
    /* The prediction */ \
    X(TypeAnswer, std::string text;) \
    X(Predict, std::string answer;) \
    X(SkipPrediction,) \
    X(AskAgain,)  /* of the settings as they are now */ \
    /* What is kept */ \
    X(SetLook, Look look;) \
    X(SetZoom, float zoom;) \
    X(SetReducedMotion, bool reduced;) \
    X(ArrangePanes, Panes panes;) \
    X(RememberWindow, int width; int height;) \
    X(SavePicture, std::string path;)  /* empty: a name that is free, in the current folder */ \
    X(KeepRuns, std::string path;)  /* empty: as SavePicture */ \
    X(Close,)
// clang-format on

#define SIMUL_DECLARE_COMMAND(Name, ...) \
    struct Name {                        \
        __VA_ARGS__                      \
    };
SIMUL_COMMANDS(SIMUL_DECLARE_COMMAND)
#undef SIMUL_DECLARE_COMMAND

/// Any of these. What makes it stands in perform.cpp, so that whoever asks need not know all of them to be compiled.
class Command {
  public:
    template <class Asked>
    Command(Asked asked);  // for the structs of the list
    void perform_on(Workspace& workspace) const { act_(workspace); }
    /// As it stands in the list: "TurnKnob".
    std::string_view name() const { return name_; }

  private:
    std::function<void(Workspace&)> act_;
    std::string_view name_;
};

/// What the panels of one frame asked for, in order.
using Commands = std::vector<Command>;

void perform(Workspace& workspace, const Command& command);

/// Lets so many seconds pass: takes news of live runs, moves the playhead while it plays, looks whether the story's
/// file was saved. True when something that is shown has changed.
bool advance(Workspace& workspace, double seconds);

/// Whether time changes what is shown, so that frames are wanted without any input.
bool moves_by_itself(const Workspace& workspace);

}  // namespace simul::workspace
