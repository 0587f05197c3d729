// The rows of the timeline: labels and spans. What has not happened yet at the playhead is fainter.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "app/layout/figures.h"
#include "app/layout/lane_rectangles.h"
#include "app/panels/timeline_parts.h"
#include "app/scenes/scene_view.h"
#include "app/theme/compat.h"
#include "app/theme/widgets.h"
#include "app/workspace/model_words.h"
#include "app/workspace/policy_steps.h"
#include "engine/analysis/logical_clocks.h"
#include "engine/analysis/time_words.h"
#include "engine/base/device_parts.h"

namespace simul::panels {
namespace {

using namespace theme;
using layout::LaneRectangle;

/// Narrower spans, in units, have no room for dots and hatches: a plain colour is all that can be seen.
constexpr float kPlain = 5;
constexpr float kLabelsBelow = 8;  ///< so far, in units, a whole label may reach below the lanes
constexpr float kNameHeight = 16;  ///< a lower row, in units, has no names in its spans

class LaneDrawing {
  public:
    LaneDrawing(const TimelineFrame& frame, const LaneRow& row)
        : frame_(frame), row_(row), spans_(spans_of(frame, row)), ghost_(row.kind == RowKind::ghost) {
        const OpenRun& run = ghost_ ? *frame.ghost : frame.run;
        lay_out_lane(spans_.lane(), frame.axis, frame.lasts_until(run), rectangles_);
        if (!ghost_ && workspace::hides_what_comes(frame.workspace)) cut_off_at(frame.playhead_x());
    }

    void draw() {
        const Box& lanes = frame_.lanes;
        if (ghost_) {
            draw_part(lanes, Presence::ghost);
            return draw_names();
        }
        const bool at_end = frame_.playhead.at >= frame_.run.end();
        const float playhead = at_end ? lanes.right : std::clamp(frame_.playhead_x(), lanes.left, lanes.right);
        draw_part({lanes.left, lanes.top, playhead, lanes.bottom}, Presence::now);
        draw_part({playhead, lanes.top, lanes.right, lanes.bottom}, Presence::not_yet);
        draw_caps();
        draw_names();
    }

  private:
    void cut_off_at(float x) {
        const auto comes = [x](const LaneRectangle& rectangle) { return rectangle.left >= x; };
        rectangles_.erase(std::remove_if(rectangles_.begin(), rectangles_.end(), comes), rectangles_.end());
        if (!rectangles_.empty()) rectangles_.back().right = std::min(rectangles_.back().right, x);
    }
    void draw_part(const Box& clip, Presence presence);
    void draw_rectangle(const LaneRectangle& rectangle, Presence presence) const;
    void draw_several(const Box& box, const LaneRectangle& rectangle, Presence presence) const;
    void draw_plain(const Box& box, Form form, Presence presence) const;
    void draw_caps() const;
    Doing ending_of(const Span& last) const;
    bool is_named(const LaneRectangle& rectangle) const;
    void draw_names() const {
        for (const LaneRectangle& rectangle : rectangles_) draw_name(rectangle);
    }
    void draw_name(const LaneRectangle& rectangle) const;
    std::string name_in(const Span& span, float room) const;
    Box box_of(const LaneRectangle& rectangle) const;

    const TimelineFrame& frame_;
    const LaneRow& row_;
    Spans spans_;
    bool ghost_;
    std::vector<LaneRectangle> rectangles_;
};

void LaneDrawing::draw_part(const Box& clip, Presence presence) {
    if (clip.empty()) return;
    frame_.list->PushClipRect(top_left(clip), bottom_right(clip), true);
    for (const LaneRectangle& rectangle : rectangles_)
        if (rectangle.right > clip.left && rectangle.left < clip.right) draw_rectangle(rectangle, presence);
    frame_.list->PopClipRect();
}

/// A pixel is kept free between neighbours, so that two spans are not taken for one.
Box LaneDrawing::box_of(const LaneRectangle& rectangle) const {
    const float gap = !rectangle.several && rectangle.right - rectangle.left >= px(kPlain) ? 1.0F : 0.0F;
    return {rectangle.left, row_.top, std::max(rectangle.right - gap, rectangle.left + 1), row_.bottom};
}

void LaneDrawing::draw_rectangle(const LaneRectangle& rectangle, Presence presence) const {
    if (rectangle.state == SpanState::done) return;
    const Box box = box_of(rectangle);
    const Form form = form_of(rectangle.state);
    if (rectangle.several) return draw_several(box, rectangle, presence);
    if (box.width() < px(kPlain)) return draw_plain(box, form, presence);
    if (row_.open)
        draw_span(frame_.list, box, form, presence);
    else
        draw_folded_span(frame_.list, box, form, presence);
}

/// As high as its share of the time, standing on the foot of the row: where a core runs half of the time, half is
/// filled.
void LaneDrawing::draw_several(const Box& box, const LaneRectangle& rectangle, Presence presence) const {
    const float share = static_cast<float>(rectangle.share) / LaneRectangle::kWholeShare;
    const float least = std::min(px(2), box.height());
    Box part = box;
    part.top = box.bottom - std::max(least, std::round(box.height() * share));
    draw_plain(part, form_of(rectangle.state), presence);
}

void LaneDrawing::draw_plain(const Box& box, Form form, Presence presence) const {
    const ImU32 ink = colour_of(form, presence);
    switch (form) {
        case Form::running:
            frame_.list->AddRectFilled(top_left(box), bottom_right(box), ink);
            return;
        case Form::ready:
        case Form::blocked:
        case Form::switching: {
            const float strength = form == Form::blocked ? 0.7F : 0.4F;
            frame_.list->AddRectFilled(top_left(box), bottom_right(box), mixed(colour(Tone::panel), ink, strength));
            return;
        }
        default:
            draw_folded_span(frame_.list, box, form, presence);
    }
}

void LaneDrawing::draw_caps() const {
    if (rectangles_.empty() || rectangles_.back().state != SpanState::done) return;
    const float x = rectangles_.back().left;
    const Presence presence = x <= frame_.playhead_x() ? Presence::now : Presence::not_yet;
    const Box box{x, row_.top, x + px(8), row_.bottom};
    const Form form = scenes::form_of(ending_of(spans_.back()));
    if (row_.open)
        draw_span(frame_.list, box, form, presence);
    else
        draw_folded_span(frame_.list, box, form, presence);
}

/// How the task ended whose last span this is.
Doing LaneDrawing::ending_of(const Span& last) const {
    const TraceEvent& event = frame_.run.trace()[last.event];
    return event.kind == EventKind::finish ? doing_of(event.ending()) : Doing::returned;
}

bool LaneDrawing::is_named(const LaneRectangle& rectangle) const {
    if (rectangle.several || !row_.open || row_.height() < px(kNameHeight)) return false;
    if (rectangle.state == SpanState::lost) return true;
    if (row_.kind == RowKind::task) return false;
    if (rectangle.state == SpanState::asleep) return row_.kind == RowKind::resource;  // a graphics card
    return rectangle.state == SpanState::running || rectangle.state == SpanState::held ||
           (rectangle.state == SpanState::blocked && row_.kind == RowKind::resource);
}

/// In a span that the playhead cuts, the name stands in the longer part.
void LaneDrawing::draw_name(const LaneRectangle& rectangle) const {
    if (!is_named(rectangle)) return;
    Box room = box_of(rectangle);
    if (rectangle.state == SpanState::held) room.bottom -= px(row_.height() < px(20) ? 5 : 2);  // above its foot
    const float playhead = frame_.playhead_x();
    bool happened = playhead >= room.right;
    if (playhead > room.left && playhead < room.right) {
        happened = playhead - room.left >= room.right - playhead;
        (happened ? room.right : room.left) = playhead;
    }
    const std::string name = name_in(spans_[rectangle.first], room.width());
    if (name.empty()) return;
    const bool bright = ghost_ ? setting().look == Look::dark : happened;
    const Tone on_dull = rectangle.state == SpanState::lost ? Tone::dim : Tone::text;
    const Tone tone = rectangle.state == SpanState::running && bright ? Tone::on_running : on_dull;
    if (rectangle.state == SpanState::asleep) {  // its line must not cross the name
        const float half = text_width(name) / 2 + px(4), middle = room.centre().x;
        frame_.list->AddRectFilled({middle - half, row_.top}, {middle + half, row_.bottom}, colour(Tone::panel));
    }
    draw_text(frame_.list, room.centre(), {name, Face::body, colour(tone), Align::centre});
}

/// As much of a name as fits; of tasks at least the number.
std::string LaneDrawing::name_in(const Span& span, float room) const {
    const float margin = px(3);
    const auto fits = [room, margin](const std::string& name) { return text_width(name) + margin <= room; };
    if (room < px(10)) return {};
    const OpenRun& run = ghost_ ? *frame_.ghost : frame_.run;
    if (span.state == SpanState::lost) {
        const std::string lost = grouped(span.level) + " lost";
        return text_width(lost) + px(16) <= room ? lost : std::string{};
    }
    if (span.state == SpanState::asleep) {
        const std::string part(simul::name_of(static_cast<DevicePart>(span.level)));
        return fits(part) ? part : std::string{};
    }
    if (span.task == kNoTask) {
        const std::string count = grouped(span.level);
        return span.level > 0 && fits(count) ? count : std::string{};
    }
    const std::string number = layout::number_of(run.names(), span.task);
    if (!fits(number)) return {};
    const std::string name = Speech(run.names(), run.header().words).name_of(span.task);
    return fits(name) ? name : span.task == kMainTask || ghost_ ? std::string{} : number;
}

// ---- Around the spans

bool is_selected(const TimelineFrame& frame, const LaneRow& row) {
    const workspace::Selection selected = selection_of(row, nullptr);
    return selected == frame.selection() && !(selected == workspace::Selection{});
}

void draw_selection(const TimelineFrame& frame, const LaneRow& row) {
    if (!is_selected(frame, row)) return;
    const float margin = px(3);
    frame.list->AddRectFilled({frame.labels.left - px(6), row.top - margin},
                              {frame.lanes.right + px(6), row.bottom + margin}, mixed(Tone::panel, Tone::accent, 0.14F),
                              px(5));
}

void draw_label(const TimelineFrame& frame, const LaneRow& row) {
    if (!row.labelled) return;
    const bool selected = is_selected(frame, row);
    const Box box{frame.labels.left, row.middle() - px(10), frame.labels.right - px(10), row.middle() + px(10)};
    if (box.top < frame.lanes.top - px(6) || box.bottom > frame.lanes.bottom + px(kLabelsBelow)) return;
    const bool folded_task = row.kind == RowKind::task && !row.open;
    const bool faded = folded_task || row.kind == RowKind::ghost || row.kind == RowKind::idle;
    const ImU32 ink = colour(faded ? Tone::dim : Tone::text);
    if (folded_task) {
        const std::string number = layout::number_of(frame.run.names(), static_cast<TaskId>(row.number));
        draw_text_in(frame.list, box, {number, Face::body, ink, Align::right});
        return;
    }
    const std::string name = name_of(frame, row);
    draw_text_in(frame.list, box, {name, selected ? Face::strong : Face::body, ink});
    if (row.kind != RowKind::core || !clocks_differ(frame.run.header())) return;
    const std::string shown = clock_at(frame.run.header(), static_cast<CoreId>(row.number), frame.playhead.at);
    if (text_width(name) + px(6) + text_width(shown) <= box.width())
        draw_text_in(frame.list, box, {shown, Face::body, colour(Tone::dim), Align::right});
}

// ---- Names of rows that are too low for their own

/// `Core 1` is "Core " and 1, `forks[2]` is "forks[" and 2. Without a number: nothing.
struct Numbered {
    std::string before, after;
    std::size_t number = 0;
};
std::optional<Numbered> numbered(const std::string& name) {
    const std::size_t last = name.find_last_of("0123456789");
    if (last == std::string::npos || last + 3 < name.size()) return std::nullopt;
    const std::size_t gap = name.find_last_not_of("0123456789", last);
    const std::size_t first = gap == std::string::npos ? 0 : gap + 1;
    Numbered result{name.substr(0, first), name.substr(last + 1), 0};
    const auto read = std::from_chars(name.data() + first, name.data() + last + 1, result.number);
    return read.ec == std::errc() ? std::optional(result) : std::nullopt;
}

/// `Core 1–4`, if they are one after another; else empty.
std::string range_of(const std::vector<std::string>& names) {
    const std::optional<Numbered> first = numbered(names.front());
    if (!first) return {};
    for (std::size_t i = 1; i < names.size(); ++i) {
        const std::optional<Numbered> next = numbered(names[i]);
        if (!next || next->before != first->before || next->after != first->after || next->number != first->number + i)
            return {};
    }
    return fmt::format("{}{}–{}{}", first->before, first->number, first->number + names.size() - 1, first->after);
}

std::string count_of(const layout::LaneGroup& group) {
    const std::size_t count = group.numbers.size();
    if (group.kind == RowKind::task) return plural(count, "task");
    return plural(count, group.kind == RowKind::resource ? "resource" : "core");
}

/// The first of these that has room: all names, from which to which, how many.
std::string name_of_group(const TimelineFrame& frame, const layout::LaneGroup& group, float room) {
    if (group.kind == RowKind::ghost) return frame.ghost_name;
    std::vector<std::string> names;
    for (const std::uint32_t number : group.numbers) names.push_back(name_of(frame, {group.kind, number}));
    std::string range = range_of(names);
    if (group.kind == RowKind::core && range.starts_with("Core ")) range.replace(0, 5, "Cores ");
    std::vector<std::string> tries = {range, fmt::format("{}", fmt::join(names, ", "))};
    if (names.size() == 1) tries = {names.front()};
    if (group.kind == RowKind::task && names.size() > 2) {
        const std::string others = range_of({names.begin() + 1, names.end()});
        if (!others.empty()) tries.push_back(names.front() + ", " + others);
    }
    for (const std::string& words : tries)
        if (!words.empty() && text_width(words) <= room) return words;
    return count_of(group);
}

void draw_group_label(const TimelineFrame& frame, const layout::LaneGroup& group) {
    const Box box{frame.labels.left, group.middle - px(10), frame.labels.right - px(10), group.middle + px(10)};
    const bool faded = group.kind == RowKind::task || group.kind == RowKind::ghost;
    draw_text_in(frame.list, box,
                 {name_of_group(frame, group, box.width()), Face::body, colour(faded ? Tone::dim : Tone::text)});
}

/// The other run's cores, in a dashed frame that says whose they are.
void draw_ghost_frame(const TimelineFrame& frame) {
    Box box = frame.rows.ghost_frame;
    if (box.empty() || box.bottom < frame.lanes.top || box.top > frame.lanes.bottom) return;
    box.left = frame.labels.left - px(6);
    box.right = frame.lanes.right + px(6);
    frame.list->AddRectFilled(top_left(box), bottom_right(box), mixed(Tone::panel, Tone::raised, 0.6F));
    draw_dashed_frame(frame.list, box, colour(Tone::waiting));
}

void draw_ghost_caption(const TimelineFrame& frame) {
    const Box& box = frame.rows.ghost_frame;
    if (box.empty() || box.top < frame.lanes.top || box.bottom > frame.lanes.bottom) return;
    const OpenRun& ghost = *frame.ghost;
    const std::string caption = fmt::format("{}: {}", frame.ghost_name, axis_time(ghost.end().time_since_epoch()));
    const float end = frame.axis.x_of(ghost.end());
    const float width = text_width(caption), left = std::max(end, frame.axis.left) + px(14);
    if (left + width > frame.lanes.right - px(6)) return;
    draw_text(frame.list, {left, box.centre().y}, {caption, Face::body, colour(Tone::dim)});
}

void draw_pointed(const TimelineFrame& frame, const PointedSpan& pointed) {
    if (pointed.span.state == SpanState::none || pointed.span.state == SpanState::done) return;
    const float left = std::max(frame.axis.x_of(pointed.span.from), frame.axis.left);
    const float right = std::min(frame.axis.x_of(std::min(pointed.span.until, frame.end)), frame.axis.right);
    if (right - left < px(kPlain)) return;
    compat::add_frame(*frame.list, {left - 1, pointed.row.top - 1}, {right, pointed.row.bottom + 1}, colour(Tone::text),
                      px(spacing().span_radius), px(1.5F));
}

/// Where in all the rows those are that are seen.
void draw_scroll_bar(const TimelineFrame& frame) {
    const float content = frame.rows.content_height, seen = frame.lanes.height();
    if (content <= seen + 1 || seen <= 0) return;
    const float height = std::max(px(16), seen * seen / content);
    const float top = frame.lanes.top + (seen - height) * frame.rows.scroll / (content - seen);
    const Box bar{frame.lanes.right + px(4), top, frame.lanes.right + px(8), top + height};
    frame.list->AddRectFilled(top_left(bar), bottom_right(bar), colour(Tone::faint), px(2));
}

std::string probe_name(const LaneRow& row) {
    constexpr std::string_view kKinds[] = {"core", "idle", "resource", "ghost core", "task"};
    return fmt::format("lane {} {}", kKinds[static_cast<std::size_t>(row.kind)], row.number);
}

}  // namespace

void draw_lanes(const TimelineFrame& frame, const std::optional<PointedSpan>& pointed) {
    const Box clip{frame.labels.left - px(8), frame.lanes.top - px(2), frame.lanes.right + px(8), frame.lanes.bottom};
    frame.list->PushClipRect(top_left(clip), bottom_right(clip), true);
    draw_ghost_frame(frame);
    for (const LaneRow& row : frame.rows.rows) {
        draw_selection(frame, row);
        LaneDrawing(frame, row).draw();
        probe(probe_name(row), {frame.lanes.left, row.top, frame.lanes.right, row.bottom});
    }
    draw_ghost_caption(frame);
    if (pointed) draw_pointed(frame, *pointed);
    frame.list->PopClipRect();
    const Box below{clip.left, clip.top, frame.labels.right, clip.bottom + px(kLabelsBelow)};
    frame.list->PushClipRect(top_left(below), bottom_right(below), true);
    for (const LaneRow& row : frame.rows.rows) draw_label(frame, row);
    for (const layout::LaneGroup& group : frame.rows.groups) draw_group_label(frame, group);
    frame.list->PopClipRect();
    draw_scroll_bar(frame);
}

}  // namespace simul::panels
