// The hand on the timeline: what clicks, drags and the wheel ask for.
#include <algorithm>
#include <cmath>

#include "app/panels/timeline_parts.h"
#include "app/theme/compat.h"
#include "app/theme/widgets.h"

namespace simul::panels {
namespace {

using namespace theme;

class Hand {
  public:
    Hand(const TimelineFrame& frame, Commands& commands)
        : frame_(frame), commands_(commands), pointer_(point(ImGui::GetIO().MousePos)) {}

    std::optional<layout::Point> take() {
        const bool on_ruler = take_ruler(), on_lanes = take_lanes(), on_labels = take_labels();
        take_minimap();
        show_selected();
        keep_playhead_in_sight();
        if (on_labels || !(on_ruler || on_lanes)) return std::nullopt;
        return pointer_;
    }

  private:
    bool take_ruler();
    bool take_lanes();
    bool take_labels();
    void take_minimap();
    void zoom(bool hovered);
    void drag();
    void show_selected();
    void keep_playhead_in_sight();
    void show(const layout::TimeAxis& axis);
    void scroll_to(float pixels);
    static bool was_dragged() { return ImGui::GetIO().MouseDragMaxDistanceSqr[0] > px(4) * px(4); }

    const TimelineFrame& frame_;
    Commands& commands_;
    layout::Point pointer_;
};

bool Hand::take_ruler() {
    Box box = frame_.ruler;
    if (!frame_.real_ruler.empty()) box.bottom = frame_.real_ruler.bottom;
    const Touch touched = touch("timeline ruler", box);
    zoom(touched.hovered);
    const std::optional<workspace::ShownNote> note = was_dragged() ? std::nullopt : note_at(frame_, pointer_);
    if (touched.held && note) {
        commands_.push_back(workspace::ShowNote{note->place});
    } else if (touched.held) {
        const Time at = frame_.axis.time_at(std::clamp(pointer_.x, frame_.axis.left, frame_.axis.right));
        commands_.push_back(workspace::MoveOnRuler{std::clamp(at, Time{}, frame_.run.end())});
    }
    return touched.hovered || touched.held;
}

bool Hand::take_lanes() {
    const Touch touched = touch("timeline lanes", frame_.lanes);
    zoom(touched.hovered);
    if (touched.held && was_dragged()) drag();
    if (touched.double_clicked) {
        commands_.push_back(workspace::ShowWhole{});
    } else if (touched.clicked && !was_dragged()) {
        const std::optional<PointedSpan> pointed = span_at(frame_, pointer_);
        const LaneRow* row = frame_.rows.row_at(pointer_.y);
        const workspace::Selection selected =
            row == nullptr ? workspace::Selection{} : selection_of(*row, pointed ? &pointed->span : nullptr);
        commands_.push_back(workspace::Select{selected});
    }
    return touched.hovered && !(touched.held && was_dragged());
}

bool Hand::take_labels() {
    const Touch touched = touch("timeline labels", frame_.labels);
    if (touched.hovered) scroll_to(frame_.rows.scroll - ImGui::GetIO().MouseWheel * px(48));
    const LaneRow* row = touched.clicked ? frame_.rows.row_at(pointer_.y) : nullptr;
    if (row != nullptr) commands_.push_back(workspace::Select{selection_of(*row, nullptr)});
    return touched.hovered;
}

/// The middle of what is seen goes where the hand is.
void Hand::take_minimap() {
    const Touch touched = touch("timeline minimap", frame_.minimap);
    if (!touched.held || frame_.workspace.story->timeline.whole) return;
    const layout::TimeAxis whole = layout::fitted(frame_.end, frame_.minimap.left, frame_.minimap.right);
    layout::TimeAxis axis = frame_.axis;
    axis.from = whole.time_at(pointer_.x) - axis.length() / 2;
    axis.until = axis.from + frame_.axis.length();
    show(layout::clamped(axis, frame_.end));
}

/// With Shift the wheel moves the rows.
void Hand::zoom(bool hovered) {
    const float wheel = ImGui::GetIO().MouseWheel;
    if (!hovered || wheel == 0) return;
    if (compat::shift_down()) return scroll_to(frame_.rows.scroll - wheel * px(48));
    constexpr double kStep = 1.25;
    show(zoomed(frame_.axis, std::pow(kStep, wheel), pointer_.x, frame_.end));
}

void Hand::drag() {
    const ImVec2 by = ImGui::GetIO().MouseDelta;
    if (by.x != 0) show(panned(frame_.axis, by.x, frame_.end));
    if (by.y != 0) scroll_to(frame_.rows.scroll - by.y);
}

void Hand::show(const layout::TimeAxis& axis) {
    if (axis == frame_.axis) return;
    if (axis == layout::fitted(frame_.end, axis.left, axis.right))
        commands_.push_back(workspace::ShowWhole{});
    else
        commands_.push_back(workspace::ShowTimes{axis.from, axis.until});
}

void Hand::scroll_to(float pixels) {
    const float most = std::max(0.0F, frame_.rows.content_height - frame_.lanes.height());
    const float scroll = std::clamp(pixels, 0.0F, most), unit = px(1000) / 1000;
    if (std::abs(scroll - frame_.rows.scroll) >= 0.5F) commands_.push_back(workspace::ScrollRows{scroll / unit});
}

/// Once, when another task has been selected: elsewhere, maybe.
void Hand::show_selected() {
    const TaskId task = frame_.selection().task;
    ImGuiStorage* storage = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("shown task");
    const int number = static_cast<int>(index_of(task));
    if (storage->GetInt(key, -1) == number) return;
    storage->SetInt(key, number);
    if (task == kNoTask) return;
    const float middle = frame_.rows.middle_of(task);
    if (middle > frame_.lanes.top && middle < frame_.lanes.bottom) return;
    scroll_to(frame_.rows.scroll + middle - frame_.lanes.centre().y);
}

/// While it plays, a page is turned when the playhead leaves what is seen.
void Hand::keep_playhead_in_sight() {
    const bool turns = frame_.workspace.story->playback.playing && !frame_.workspace.story->timeline.whole;
    const float x = frame_.playhead_x();
    if (!turns || (x >= frame_.axis.left && x <= frame_.axis.right)) return;
    layout::TimeAxis axis = frame_.axis;
    axis.from = frame_.playhead.at - axis.length() / 10;
    axis.until = axis.from + frame_.axis.length();
    show(layout::clamped(axis, frame_.end));
}

}  // namespace

std::optional<layout::Point> take_hand(const TimelineFrame& frame, Commands& commands) {
    return Hand(frame, commands).take();
}

}  // namespace simul::panels
