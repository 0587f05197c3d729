// Where the playhead is and how it moves: buttons, the slider over the whole run, the speed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/notes.h"
#include "app/panels/panels.h"
#include "app/theme/forms.h"
#include "app/theme/widgets.h"
#include "app/workspace/notes.h"
#include "app/workspace/on_ruler.h"
#include "engine/analysis/time_words.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;

/// A narrower bar leaves out what the keys and the slider do as well, in units of design.
constexpr float kNarrow = 780;

struct Speed {
    std::string_view label;
    std::optional<double> speed;
};
constexpr Speed kSpeeds[] = {{"Fit in 10 s", std::nullopt},
                             {"1/1000 ×", 0.001},
                             {"1/100 ×", 0.01},
                             {"1/10 ×", 0.1},
                             {"1/2 ×", 0.5},
                             {"1 ×", 1},
                             {"2 ×", 2},
                             {"5 ×", 5},
                             {"10 ×", 10},
                             {"60 ×", 60},
                             {"100 ×", 100},
                             {"600 ×", 600},
                             {"1000 ×", 1000},
                             {"10 000 ×", 10'000}};

class Transport {
  public:
    Transport(const Workspace& workspace, Commands& commands, Box box, bool compact)
        : workspace_(workspace),
          commands_(commands),
          notes_(workspace::notes_shown(workspace)),
          compact_(compact),
          narrow_(box.width() < px(kNarrow)) {
        if (workspace.run() != nullptr) {
            const workspace::OnRuler shown = workspace::on_ruler(*workspace.run(), workspace.story->playhead);
            run_ = &shown.run;
            place_ = shown.playhead;
        }
        const float height = px(spacing().transport_control), free = (box.height() - height) / 2;
        row_ = {box.left, box.top + free, box.right, box.top + free + height};
    }

    void draw() {
        draw_buttons();
        draw_help();
        draw_write();
        draw_speed();
        draw_times();
        draw_slider();
    }

  private:
    void put(std::string_view name, Icon icon, std::string_view tip, workspace::Command command) {
        const ButtonFace face{"", tip, static_cast<int>(icon), ButtonKind::plain, run_ != nullptr};
        if (button(name, row_.take_left(px(46)), face)) commands_.push_back(std::move(command));
        row_.left += px(6);
    }

    void draw_buttons() {
        using workspace::JumpTo, workspace::Place, workspace::Step;
        if (!narrow_) put("to start", Icon::to_start, "To the start (Home)", JumpTo{Place::start});
        put("step back", Icon::step_back, "One event back (←); of the selected task: Shift", Step{-1});
        draw_play();
        put("step", Icon::step, "One event on (→); of the selected task: Shift", Step{1});
        if (run_ != nullptr && run_->live())
            put("follow", Icon::follow, "Follow the live edge (L)", workspace::Follow{});
        else if (!narrow_)
            put("to end", Icon::to_end, "To the end (End)", JumpTo{Place::end});
        row_.left += px(compact_ ? 8 : 18);
    }

    void draw_play() {
        const bool playing = workspace_.story->playback.playing;
        const ButtonFace play{"Play", "Play (Space)", static_cast<int>(Icon::play), ButtonKind::primary};
        const ButtonFace pause{"Pause", "Pause (Space)", static_cast<int>(Icon::pause), ButtonKind::primary};
        // As wide as the wider of the two, so that nothing moves when one becomes the other.
        const Box box = row_.take_left(std::max(button_width(play), button_width(pause)));
        if (button(playing ? "pause" : "play", box, playing ? pause : play)) {
            if (playing)
                commands_.push_back(workspace::Pause{});
            else
                commands_.push_back(workspace::Play{});
        }
        row_.left += px(6);
    }

    void draw_help() {
        const ButtonFace face{"", "Keys, looks and pictures (?)", static_cast<int>(Icon::help)};
        if (button("help", row_.take_right(px(46)), face)) commands_.push_back(workspace::ShowHelp{!workspace_.help});
        row_.right -= px(8);
    }

    void draw_write() {
        if (narrow_) return;
        const ButtonFace face{"", "Write a note at this moment (W)", static_cast<int>(Icon::note), ButtonKind::plain,
                              run_ != nullptr};
        if (button("write note", row_.take_right(px(46)), face)) commands_.push_back(workspace::WriteNote{});
        row_.right -= px(6);
    }

    void draw_speed() {
        std::vector<theme::Choice> choices;
        int chosen = -1;
        for (const Speed& speed : kSpeeds) {
            if (speed.speed == workspace_.story->playback.speed) chosen = static_cast<int>(choices.size());
            choices.push_back({std::string(speed.label), "", true, ""});
        }
        if (chosen < 0) {
            chosen = static_cast<int>(choices.size());
            choices.push_back({fmt::format("{:g} ×", *workspace_.story->playback.speed), "", true, ""});
        }
        const std::string_view label = compact_ ? "" : "Speed";
        const Box box = row_.take_right(selector_width(label, "Fit in 10 s"));
        const int picked = selector("speed", box, label, choices, chosen);
        if (picked >= 0 && static_cast<std::size_t>(picked) < std::size(kSpeeds))
            commands_.push_back(workspace::SetSpeed{kSpeeds[picked].speed});
        row_.right -= px(compact_ ? 10 : 18);
    }

    Duration whole() const { return run_ == nullptr ? Duration{0} : run_->end().time_since_epoch(); }

    bool is_spread() const { return run_ != workspace_.run(); }
    bool counts_steps() const { return run_ != nullptr && run_->header().conducted(); }
    std::string end_in_words() const {
        if (is_spread()) return plural(static_cast<std::uint64_t>(whole() / kConductedStep), "step");
        return counts_steps() ? plural(run_->steps().size(), "step") : clock_time(whole());
    }
    std::string now_in_words() const {
        if (is_spread()) return fmt::format("step {}", place_.at.time_since_epoch() / kConductedStep);
        if (counts_steps()) return fmt::format("step {}", run_->steps().done(place_.events));
        return clock_time(place_.at.time_since_epoch(), whole());
    }

    void draw_times() {
        const std::string end = end_in_words();
        const std::string now = run_ == nullptr ? end : now_in_words();
        const float width = std::max(text_width(now, Face::title), text_width(end, Face::title));
        ImDrawList* list = ImGui::GetWindowDrawList();
        draw_text_in(list, row_.take_left(width), {now, Face::title, 0, Align::right});
        row_.left += px(compact_ ? 12 : 20);
        if (narrow_) return;
        const std::string shown = run_ != nullptr && run_->live() ? "live" : end;
        draw_text_in(list, row_.take_right(std::max(text_width(end), text_width(shown))),
                     {shown, Face::body, colour(Tone::dim), Align::right});
        row_.right -= px(compact_ ? 12 : 20);
    }

    float x_of(Time at) const {
        const double part = whole() > Duration{0} ? seconds_of(at) / seconds_of(whole()) : 0;
        return row_.left + px(8) + static_cast<float>(std::clamp(part, 0.0, 1.0)) * (row_.width() - 2 * px(8));
    }

    void draw_slider() {
        if (run_ == nullptr || row_.width() < px(60)) return;
        draw_window();
        float part = whole() > Duration{0} ? static_cast<float>(seconds_of(place_.at) / seconds_of(whole())) : 0;
        const bool moved = theme::slider("playhead", row_, part, true).held;
        const workspace::ShownNote* note = note_at(ImGui::GetIO().MousePos);
        if (moved && note != nullptr)
            commands_.push_back(workspace::ShowNote{note->place});
        else if (moved)
            commands_.push_back(workspace::MoveOnRuler{Time(duration_of_seconds(part * seconds_of(whole())))});
        draw_landmarks();
        draw_notes();
        if (note != nullptr && ImGui::IsItemHovered())
            tooltip(fmt::format("Note at {}\n{}", moment_in_words(workspace_, note->note->at),
                                printable(note->note->text)));
    }

    /// What the timeline shows, as a band.
    void draw_window() const {
        const workspace::TimelineView& view = workspace_.story->timeline;
        if (view.whole) return;
        const float middle = row_.centre().y;
        ImGui::GetWindowDrawList()->AddRectFilled({x_of(view.from), middle - px(10)},
                                                  {x_of(view.until), middle + px(10)},
                                                  mixed(Tone::ground, Tone::accent, 0.25F), px(5));
    }

    void draw_landmarks() const {
        ImDrawList* list = ImGui::GetWindowDrawList();
        const float middle = row_.centre().y;
        for (const workspace::Landmark& landmark : workspace::landmarks_of(*run_)) {
            const bool finding = landmark.kind == workspace::Landmark::Kind::finding;
            const float x = std::round(x_of(landmark.at));
            list->AddRectFilled({x - 1, middle - px(9)}, {x + 1, middle + px(9)},
                                colour(finding ? Tone::blocked : Tone::text));
        }
        if (workspace_.story->ghost) {
            const Time end = workspace_.story->ghost->end();
            if (end <= run_->end())
                draw_dashed_line(list, {x_of(end), middle - px(9)}, {x_of(end), middle + px(9)}, colour(Tone::waiting),
                                 px(2));
        }
    }

    Box page_of(const workspace::ShownNote& note) const {
        const float x = std::round(x_of(note.note->at)), foot = row_.centre().y - px(5);
        return {x - px(kPageWidth), foot - px(kPageHeight), x, foot};
    }

    /// Pages above the slider.
    void draw_notes() const {
        int number = 0;
        for (const workspace::ShownNote& note : notes_) {
            const Box page = page_of(note);
            ImGui::GetWindowDrawList()->AddRectFilled({page.right - 1, page.bottom}, {page.right, page.bottom + px(14)},
                                                      colour(Tone::accent));
            draw_page(ImGui::GetWindowDrawList(), {page.right, page.bottom}, colour(Tone::accent));
            probe(fmt::format("slider note {}", ++number), page);
        }
    }

    const workspace::ShownNote* note_at(ImVec2 pointer) const {
        const bool dragged = ImGui::GetIO().MouseDragMaxDistanceSqr[0] > px(4) * px(4) && ImGui::IsMouseDown(0);
        if (dragged) return nullptr;
        for (const workspace::ShownNote& note : notes_)
            if (page_of(note).inset(-px(3)).contains(point(pointer))) return &note;
        return nullptr;
    }

    const Workspace& workspace_;
    Commands& commands_;
    const workspace::OpenRun* run_ = nullptr;  ///< as rulers have it
    workspace::Playhead place_;                ///< of the playhead, in its times
    std::vector<workspace::ShownNote> notes_;
    Box row_;
    bool compact_, narrow_;
};

}  // namespace

void draw_transport(const Workspace& workspace, Commands& commands, Box box, bool compact) {
    const Panel panel("transport", box, false);
    Transport(workspace, commands, box, compact).draw();
}

}  // namespace simul::panels
