// What the keyboard asks for.
#include <algorithm>

#include "app/panels/key_list.h"
#include "app/panels/knob_control.h"
#include "app/panels/panels.h"
#include "app/panels/right_panels.h"
#include "app/panels/source_text.h"
#include "app/theme/compat.h"
#include "app/theme/widgets.h"
#include "app/workspace/conducting.h"
#include "app/workspace/prediction.h"

namespace simul::panels {
namespace {

using compat::Key;
using compat::key_of;

class Keyboard {
  public:
    Keyboard(const Workspace& workspace, Commands& commands) : workspace_(workspace), commands_(commands) {}

    void read() {
        read_everywhere();
        if (ImGui::GetIO().WantTextInput) return;
        if (compat::typed('?')) ask(workspace::ShowHelp{!workspace_.help});
        if (workspace_.view != workspace::View::story || compat::control_down()) return;
        if (workspace_.story->exercise) return;  // its chart is filled by keys, too
        read_transport();
        read_run();
        read_choice();
        read_selection();
        read_panes();
    }

  private:
    void ask(workspace::Command command) { commands_.push_back(std::move(command)); }
    static bool pressed(Key key) { return compat::key_pressed(key, false); }

    void read_everywhere() {
        if (pressed(Key::escape)) escape();
        if (!compat::control_down()) return;
        const float zoom = workspace_.preferences.zoom;
        if (pressed(Key::equal) || pressed(Key::keypad_plus)) ask(workspace::SetZoom{zoom * 1.1F});
        if (pressed(Key::minus) || pressed(Key::keypad_minus)) ask(workspace::SetZoom{zoom / 1.1F});
        if (pressed(key_of('0'))) ask(workspace::SetZoom{1});
        if (is_editing())
            read_editor();
        else if (pressed(key_of('S')))
            ask(workspace::SavePicture{});
        if (pressed(key_of('D'))) toggle_editor();
        if (pressed(key_of('K'))) ask(workspace::KeepRuns{});
        if (pressed(key_of('Q'))) ask(workspace::Close{});
    }

    bool is_editing() const { return workspace_.story && workspace::is_editing(*workspace_.story); }

    void toggle_editor() {
        if (workspace_.view != workspace::View::story) return;
        if (is_editing()) return ask(workspace::LeaveEditor{});
        ask(workspace::EditSource{});
        if (source_is_a_tab()) ask(workspace::ShowTab{workspace::RightTab::source});
    }

    /// While the text takes the other keys.
    void read_editor() {
        if (pressed(key_of('S'))) ask(workspace::SaveSource{});
        if (pressed(key_of('R'))) ask(workspace::StartRun{});
        if (pressed(key_of('E'))) explore();
    }

    /// Closes what lies above all else.
    void escape() {
        if (theme::escape_is_taken()) return;
        if (workspace_.help) return ask(workspace::ShowHelp{false});
        if (workspace_.gallery.choosing_file) return ask(workspace::ChooseFile{});
        if (workspace_.error || !workspace_.news.empty()) return ask(workspace::DismissMessage{});
        if (workspace_.view == workspace::View::story && workspace_.story)
            escape_in_story(*workspace_.story);
        else
            escape_in_gallery();
    }

    void escape_in_story(const workspace::OpenStory& story) {
        if (story.note_draft) return ask(workspace::LeaveNote{});
        if (story.held_knob)
            return ask(workspace::HoldKnob{story.held_knob->typed ? story.held_knob->name : std::string()});
        if (is_editing() && ImGui::GetIO().WantTextInput) return;  // the text lets go of the keyboard
        if (workspace_.flyout != workspace::Flyout::none) return ask(workspace::ShowFlyout{workspace::Flyout::none});
        if (is_editing()) return ask(workspace::LeaveEditor{});
        if (story.exercise) return ask(workspace::LeaveExercise{});
        if (story.shows_sweep) return ask(workspace::CloseSweep{});
        if (workspace_.comparing()) return ask(workspace::CloseComparison{});
        if (workspace::is_asked(workspace_) && story.run) return ask(workspace::SkipPrediction{});
        ask(workspace::Select{});
    }

    void escape_in_gallery() {
        const workspace::Gallery& gallery = workspace_.gallery;
        if (!gallery.search.empty()) return ask(workspace::SearchFor{});
        if (!gallery.chapter.empty()) return ask(workspace::ShowChapter{});
        ask(workspace::SelectStory{});
    }

    void read_transport() {
        using workspace::JumpTo, workspace::Place, workspace::Step;
        const bool selected = compat::shift_down();
        if (pressed(Key::space)) {
            if (workspace_.story->playback.playing)
                ask(workspace::Pause{});
            else
                ask(workspace::Play{});
        }
        if (!knob_has_keyboard(workspace_)) {
            if (compat::key_pressed(Key::right)) ask(Step{1, selected});
            if (compat::key_pressed(Key::left)) ask(Step{-1, selected});
        }
        if (pressed(Key::home)) ask(JumpTo{Place::start});
        if (pressed(Key::end)) ask(JumpTo{Place::end});
        if (pressed(key_of('N'))) ask(JumpTo{Place::next_mark});
        if (pressed(key_of('P'))) ask(JumpTo{Place::previous_mark});
        if (pressed(key_of('F'))) ask(JumpTo{Place::next_finding});
        if (pressed(key_of('W'))) ask(workspace::WriteNote{});
        if (pressed(key_of('L'))) ask(workspace::Follow{});
        if (pressed(key_of('J'))) ask(workspace::StepChoice{-1});
        if (pressed(key_of('K'))) ask(workspace::StepChoice{1});
        if (pressed(Key::right_bracket)) change_speed(2);
        if (pressed(Key::left_bracket)) change_speed(0.5);
        if (pressed(Key::equal)) zoom_time(0.5);
        if (pressed(Key::minus)) zoom_time(2);
        if (pressed(key_of('0'))) ask(workspace::ShowWhole{});
    }

    /// A digit takes one of the tasks that can continue, as they are listed.
    void read_choice() {
        if (!workspace::is_conducted(workspace_)) return;
        char digit = '1';
        for (const Candidate& candidate : workspace::candidates_at(workspace_)) {
            if (!candidate.can_go_on || digit > '9') continue;
            if (pressed(key_of(digit++))) return ask(workspace::Choose{candidate.intent.task});
        }
    }

    void change_speed(double factor) {
        if (workspace_.run() == nullptr) return;
        ask(workspace::SetSpeed{workspace_.story->playback.speed_for(*workspace_.run()) * factor});
    }

    /// About the playhead.
    void zoom_time(double factor) {
        const workspace::OpenRun* run = workspace_.run();
        if (run == nullptr) return;
        const workspace::TimelineView& view = workspace_.story->timeline;
        const Time from = view.whole ? Time{} : view.from, until = view.whole ? run->end() : view.until;
        const Time at = std::clamp(workspace_.story->playhead.at, from, until);
        const auto scaled = [factor](Duration length) { return duration_of_seconds(seconds_of(length) * factor); };
        ask(workspace::ShowTimes{std::max(Time{}, at - scaled(at - from)),
                                 std::min(run->end(), at + scaled(until - at))});
    }

    void read_run() {
        if (pressed(key_of('R'))) ask(workspace::StartRun{});
        if (pressed(key_of('H'))) ask(workspace::Conduct{});
        if (pressed(key_of('O'))) ask(workspace::GoOn{});
        if (pressed(key_of('E'))) explore();
        if (pressed(key_of('A'))) ask(workspace::RunEveryModel{});
        if (pressed(key_of('B'))) ask(workspace::ComparePolicies{});
        if (pressed(key_of('Q'))) ask(workspace::ShowSweep{});
        if (pressed(key_of('S'))) ask(workspace::StopRun{});
        if (pressed(key_of('G'))) ask(workspace::ShowGallery{});
        if (pressed(key_of('M'))) ask(workspace::SetModel{next_model(compat::shift_down() ? -1 : 1)});
        if (pressed(key_of('C')))
            ask(workspace::SetClock{workspace_.story->settings.clock == Clock::real ? Clock::simulated : Clock::real});
        if (pressed(key_of('T'))) ask(workspace::SetLook{next_look()});
    }

    void explore() {
        if (workspace_.story->exploring.study) return ask(workspace::StopExploring{});
        ask(workspace::Explore{});
    }

    Model next_model(int direction) const {
        const std::vector<Model> models = suited_models(workspace_.story->description);
        const auto now = std::find(models.begin(), models.end(), workspace_.model());
        if (now == models.end()) return workspace_.model();
        const auto index = static_cast<std::size_t>(now - models.begin()) + models.size();
        return models[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(index) + direction) % models.size()];
    }

    Look next_look() const {
        return static_cast<Look>((static_cast<std::size_t>(workspace_.preferences.look) + 1) % std::size(kLookNames));
    }

    void read_selection() {
        if (workspace_.run() == nullptr) return;
        if (!knob_has_keyboard(workspace_)) {
            if (compat::key_pressed(Key::down)) select(1);
            if (compat::key_pressed(Key::up)) select(-1);
        }
        if (pressed(key_of('X'))) toggle_parts();
        if (pressed(Key::tab)) show_next_tab();
    }

    void show_next_tab() {
        const std::vector<RightPanel> there = right_panels(workspace_, source_is_a_tab());
        const auto now = static_cast<std::size_t>(&shown_of(there, workspace_.right_tab) - there.data());
        ask(workspace::ShowTab{there[(now + 1) % there.size()].tab});
    }

    /// Of the line that is looked at; if that is of one part, of one at which somebody stands.
    void toggle_parts() {
        std::vector<std::uint16_t> lines = {workspace_.line_at_playhead()};
        for (const Candidate& candidate : workspace::candidates_at(workspace_)) lines.push_back(candidate.intent.line);
        const auto found = std::find_if(lines.begin(), lines.end(), [this](std::uint16_t line) {
            return !workspace_.run()->parts().of(line).empty();
        });
        if (found != lines.end()) ask(workspace::ToggleParts{*found});
    }

    void read_panes() {
        workspace::Panes panes = workspace_.preferences.panes;
        if (pressed(key_of('I'))) panes.left_open = !panes.left_open;
        if (pressed(key_of('V'))) panes.scene_open = !panes.scene_open;
        if (pressed(key_of('D'))) panes.right_open = !panes.right_open;
        if (!(panes == workspace_.preferences.panes)) ask(workspace::ArrangePanes{panes});
    }

    void select(int direction) {
        const std::size_t tasks = workspace_.run()->timeline().task_count();
        if (tasks == 0) return;
        const TaskId now = workspace_.story->selection.task;
        const std::size_t first = direction > 0 ? 0 : tasks - 1;
        const std::size_t next =
            now == kNoTask ? first : (index_of(now) + tasks + static_cast<std::size_t>(direction + 1) - 1) % tasks;
        ask(workspace::Select{{static_cast<TaskId>(next), kNoResource}});
    }

    const Workspace& workspace_;
    Commands& commands_;
};

}  // namespace

std::span<const KeyWords> key_list() {
    static constexpr KeyWords kKeys[] = {
        {"Space", "play, pause"},
        {"← →", "one event back, on; with Shift: of the selected task"},
        {"Home End", "to the start, to the end"},
        {"N P", "to the next, the previous mark or note"},
        {"F", "to the next finding"},
        {"J K", "to the previous, the next decision of the policy"},
        {"W", "write a note at this moment, or change it"},
        {"[ ]", "half, double the speed"},
        {"L", "follow the live edge"},
        {"+ − 0", "zoom the timeline at the playhead; all of it"},
        {"↑ ↓", "select the previous, the next task"},
        {"X", "show the parts of the source line, or the whole line"},
        {"Tab", "source, task, result, orders"},
        {"I V D", "fold the story, the scene, the details"},
        {"R A S", "run, all models, stop"},
        {"B Q", "compare policies, sweep a setting"},
        {"H", "step by hand: you choose which task runs next"},
        {"E", "try all orders, or stop"},
        {"Ctrl D", "edit the source, or stop editing"},
        {"Ctrl R E S", "in the editor: run it, try all orders, save it"},
        {"1 … 9, O", "by hand: choose the next task; continue to a breakpoint"},
        {"M C", "next model, other clock"},
        {"G", "the gallery"},
        {"T", "dark, light, projector"},
        {"Ctrl + −", "larger, smaller interface; Ctrl 0: normal size"},
        {"Ctrl S, Ctrl K", "save a picture of the window; keep the runs and branches in a file"},
        {"↑ ↓ ← →", "turn the selected knob; with Shift: by ten; Enter: type its value"},
        {"/ Enter", "in the gallery: search; open the story selected with the arrows or Tab"},
        {"Esc", "close the topmost panel, select nothing"},
    };
    return kKeys;
}

void read_keys(const Workspace& workspace, Commands& commands) {
    Keyboard(workspace, commands).read();
    let_knob_go_at_press(workspace, commands);
}

}  // namespace simul::panels
