// What panels may ask for. Nothing else changes a workspace, but time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/workspace/workspace.h"

namespace simul::workspace {

// clang-format off
// The gallery.
struct Open { std::string name; };  ///< of the shelf, or the path of a story or a trace
struct ShowGallery {};
struct SearchFor { std::string words; };
struct ShowChapter { std::string chapter; };  ///< empty: all
struct ChooseFile { std::string folder; };  ///< empty: the chooser is closed

// The next run.
struct SetModel { Model model; };
struct SetClock { Clock clock; };
struct SetCores { std::int64_t cores; };
struct SetPolicy { std::string policy; };
struct SetQuantum { Duration quantum; };
struct TurnKnob { std::string name, value; };
struct ResetKnob { std::string name; };
struct StartRun {};
struct RunEveryModel {};
struct StopRun {};
struct ShowModel { Model model; };  ///< of "All models": one of its runs in full
struct DropGhost {};

// The story's text.
struct EditSource {};
struct LeaveEditor {};
struct TypeSource { std::string text; };
struct TakeBackSource {};
struct SaveSource {};

// The playhead.
struct Play {};
struct Pause {};
struct SetSpeed { std::optional<double> speed; };  ///< nothing: fit
struct MoveTo { Time at; };
struct MoveToEvent { std::size_t events; };
struct Step { int direction; bool of_selected = false; };
enum class Place : std::uint8_t { start, end, next_mark, previous_mark, next_finding };
struct JumpTo { Place place; };
struct Follow {};

// A run that is conducted by hand.
struct Conduct {};
struct Choose { TaskId task; };
struct GoOn {};  ///< until a breakpoint or the end
struct SetChooser { Chooser chooser; };
struct ToggleBreakpoint { Breakpoint breakpoint; };
struct TypeCondition { std::string text; };
struct BreakWhen { std::string condition; };  ///< `counter == 2`
struct ShowBranch { std::size_t branch; };
struct DropBranch { std::size_t branch; };
struct TakeUp { std::size_t challenge; };
struct GiveUp {};
struct ShowHint {};
struct Judge {};  ///< whether what is to be mended is

// All orders of a story.
struct Explore {};
struct StopExploring {};
struct ChooseSearch { SearchKind search; std::size_t runs; };  ///< of the next time
struct ShowExample { std::size_t result; };
struct ShowExampleOfFinding { std::size_t finding; };
struct ShowCounterexample {};  ///< why it is not mended

// What is looked at.
struct Select { Selection selection; };
struct ShowTimes { Time from, until; };
struct ShowWhole {};
struct ShowDetail {};  ///< about the playhead, so that single spans can be told apart
struct ScrollRows { float scroll; };
struct ToggleParts { std::uint16_t line; };  ///< whether the parts of a line stand beneath it
struct ShowTab { RightTab tab; };
struct ShowFlyout { Flyout flyout; };
struct OpenSection { LeftSection section; bool open; };
struct ShowHelp { bool shown; };
struct DismissMessage {};

// Notes at moments.
struct WriteNote {};  ///< at the playhead; the one that stands there is changed
struct TypeNote { std::string text; };
struct KeepNote {};
struct LeaveNote {};  ///< as it was
struct ChangeNote { NotePlace place; };
struct DropNote { NotePlace place; };
struct ShowNote { NotePlace place; };

// The prediction.
struct Predict { std::string answer; };
struct SkipPrediction {};

// What is kept.
struct SetLook { Look look; };
struct SetZoom { float zoom; };
struct SetReducedMotion { bool reduced; };
struct ArrangePanes { Panes panes; };
struct RememberWindow { int width, height; };
struct SavePicture { std::string path; };  ///< empty: a name that is free, in the current folder
struct KeepRuns { std::string path; };  ///< empty: as SavePicture
struct Close {};
// clang-format on

/// Any of these. What it does stands in perform.cpp, so that whoever asks need not know all of them to be compiled.
class Command {
  public:
    template <class Asked>
    Command(Asked asked);  // for the structs above
    void perform_on(Workspace& workspace) const { act_(workspace); }

  private:
    std::function<void(Workspace&)> act_;
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
