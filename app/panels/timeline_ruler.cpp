// The ruler of the timeline: round times, the playhead, and what stands out in the run.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "app/panels/timeline_parts.h"
#include "app/theme/widgets.h"
#include "app/workspace/playhead.h"
#include "app/workspace/run_settings.h"
#include "engine/analysis/summary.h"
#include "engine/analysis/time_words.h"
#include "engine/base/plain_name.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::Landmark;

constexpr float kGiveWay = 44;  ///< labels nearer to the playhead's, in units, are left out
constexpr float kFlagWidth = 9;

Box pill_box(const TimelineFrame& frame, std::string_view label) {
    const float half = text_width(label, Face::strong) / 2 + px(8), height = px(20);
    const float x = std::clamp(frame.playhead_x(), frame.axis.left + half - px(8), frame.axis.right - half + px(8));
    return {x - half, frame.ruler.top, x + half, frame.ruler.top + height};
}

bool playhead_is_seen(const TimelineFrame& frame) {
    const float x = frame.playhead_x();
    return x >= frame.axis.left - 1 && x <= frame.axis.right + 1;
}

/// A conducted run counts steps, and each is a second of its trace. Nothing: between two steps there is no moment.
std::optional<std::string> label_at(const TimelineFrame& frame, Time at, const std::string& label) {
    if (!frame.run.header().conducted()) return label;
    const Duration since = at.time_since_epoch();
    return since % kConductedStep == 0ns ? std::optional(fmt::format("{}", since / kConductedStep)) : std::nullopt;
}

std::string pill_label(const TimelineFrame& frame) {
    const Time at = frame.playhead.at;
    const std::string label = playhead_label(frame.axis, frame.whole(), at);
    return label_at(frame, at, label).value_or(label);
}

/// Labels one after another, each where it has room.
class LabelRow {
  public:
    LabelRow(const TimelineFrame& frame, float middle) : frame_(frame), middle_(middle) {}

    void keep_free(float from, float until) { taken_from_ = from, taken_until_ = until; }

    void draw(float x, std::string_view label) {
        const float half = text_width(label) / 2;
        const float left = std::clamp(x - half, frame_.axis.left, frame_.axis.right - 2 * half);
        const bool meets_playhead = left < taken_until_ && left + 2 * half > taken_from_;
        if (left < next_ || meets_playhead) return;
        draw_text(frame_.list, {left, middle_}, {label, Face::body, colour(Tone::dim)});
        next_ = left + 2 * half + px(8);
    }

  private:
    const TimelineFrame& frame_;
    float middle_, next_ = -1e9F, taken_from_ = 1e9F, taken_until_ = -1e9F;
};

/// The same stretch on the clock of this computer.
void draw_real_ruler(const TimelineFrame& frame) {
    const double scale = frame.run.header().scale;
    const auto real = [scale](Time at) { return Time(duration_of_seconds(seconds_of(at) / scale)); };
    layout::TimeAxis axis = frame.axis;
    axis.from = real(frame.axis.from);
    axis.until = std::max(real(frame.axis.until), axis.from + 1ns);
    const float middle = frame.real_ruler.centre().y;
    draw_text_in(frame.list,
                 {frame.labels.left, frame.real_ruler.top, frame.labels.right - px(8), frame.real_ruler.bottom},
                 {"real time", Face::body, colour(Tone::dim)});
    LabelRow row(frame, middle);
    const Duration whole = real(frame.run.end()).time_since_epoch();
    for (const layout::Tick& tick : ticks(axis, whole, text_width("0"))) row.draw(tick.x, tick.label);
}

// ---- Marks and findings

const MarkFigures* mark_of(const TimelineFrame& frame, const Landmark& landmark) {
    return landmark.kind == Landmark::Kind::mark ? &frame.run.metrics().marks[landmark.index] : nullptr;
}

void draw_mark(const TimelineFrame& frame, float x) {
    const float foot = frame.ruler.bottom, size = px(5);
    frame.list->AddTriangleFilled({x - size, foot - size * 1.4F}, {x + size, foot - size * 1.4F}, {x, foot},
                                  colour(Tone::text));
    frame.list->AddLine({x, foot}, {x, frame.lanes.bottom}, mixed(Tone::panel, Tone::text, 0.35F), 1);
}

/// Beneath the spans in which the events lie that prove it.
void draw_proof(const TimelineFrame& frame, const Finding& finding) {
    for (const std::size_t index : finding.events) {
        const TraceEvent& event = frame.run.trace()[index];
        const LaneRow* row = event.task == kNoTask
                                 ? nullptr
                                 : frame.rows.row_of(RowKind::task, static_cast<std::uint32_t>(index_of(event.task)));
        if (row == nullptr) continue;
        const Spans spans = spans_of(frame, *row);
        const std::size_t at = spans.at(event.time);
        if (at == spans.size()) continue;
        const Span span = spans[at];
        const float left = std::max(frame.axis.x_of(span.from), frame.axis.left);
        const float right =
            std::min(frame.axis.x_of(std::min(span.until, frame.lasts_until(frame.run))), frame.axis.right);
        if (right < left) continue;
        frame.list->AddRectFilled({left, row->bottom}, {std::max(right, left + px(4)), row->bottom + px(2)},
                                  colour(Tone::blocked));
    }
}

void draw_finding(const TimelineFrame& frame, const Finding& finding, float x) {
    draw_flag(frame.list, {x, frame.ruler.bottom + px(2)}, colour(Tone::blocked));
    for (float y = frame.ruler.bottom; y < frame.lanes.bottom; y += px(5))
        frame.list->AddRectFilled({x - 0.5F, y}, {x + 0.5F, std::min(y + px(2), frame.lanes.bottom)},
                                  colour(Tone::blocked));
    draw_proof(frame, finding);
}

bool is_seen(const TimelineFrame& frame, float x) { return x >= frame.axis.left - 1 && x <= frame.axis.right + 1; }

std::string words_of_mark(const TimelineFrame& frame, const MarkFigures& mark) {
    const TraceHeader& header = frame.run.header();
    std::string text = fmt::format("{}\n{}", plain_name(mark.name), moment_in_words(header, mark.at, frame.whole()));
    if (mark.count > 1) text += fmt::format(", set {} times, at last here", grouped(mark.count));
    const std::string_view why = reason_of(header, frame.run.metrics(), frame.speech, mark.name);
    if (!why.empty()) text += fmt::format("\n{}", why);
    return text;
}

}  // namespace

void draw_ruler(const TimelineFrame& frame) {
    LabelRow row(frame, frame.ruler.top + px(10));
    if (playhead_is_seen(frame)) {
        const Box pill = pill_box(frame, pill_label(frame));
        const float x = pill.centre().x, room = std::max(px(kGiveWay) / 2, pill.width() / 2 + px(6));
        row.keep_free(x - room, x + room);
    }
    for (const layout::Tick& tick : ticks(frame.axis, frame.whole(), text_width("0"))) {
        const std::optional<std::string> label = label_at(frame, tick.at, tick.label);
        if (!label) continue;
        const float x = std::round(tick.x);
        frame.list->AddLine({x, frame.ruler.bottom}, {x, frame.lanes.bottom}, colour(Tone::line), 1);
        row.draw(tick.x, *label);
    }
    if (!frame.real_ruler.empty()) draw_real_ruler(frame);
}

void draw_landmarks(const TimelineFrame& frame) {
    for (const Landmark& landmark : workspace::landmarks_of(frame.run)) {
        const float x = std::round(frame.axis.x_of(landmark.at));
        const bool mark = landmark.kind == Landmark::Kind::mark;
        if (!is_seen(frame, x)) continue;
        probe(fmt::format("{} {}", mark ? "mark" : "flag", landmark.index + 1),
              {x - px(kFlagWidth), frame.ruler.top, x + px(kFlagWidth), frame.ruler.bottom});
        if (mark)
            draw_mark(frame, x);
        else
            draw_finding(frame, frame.run.findings()[landmark.index], x);
    }
}

void draw_playhead(const TimelineFrame& frame) {
    if (!playhead_is_seen(frame)) return;
    const std::string label = pill_label(frame);
    const Box pill = pill_box(frame, label);
    const float x = std::round(frame.playhead_x());
    const float thickness = px(setting().look == Look::projector ? spacing().playhead * 4 / 3 : spacing().playhead);
    frame.list->AddRectFilled({x - thickness / 2, pill.bottom - 1}, {x + thickness / 2, frame.lanes.bottom},
                              colour(Tone::accent));
    frame.list->AddRectFilled(top_left(pill), bottom_right(pill), colour(Tone::accent), px(5));
    draw_text(frame.list, pill.centre(), {label, Face::strong, colour(Tone::on_accent), Align::centre});
    probe("timeline playhead", pill);
}

std::string landmark_words(const TimelineFrame& frame, layout::Point pointer) {
    if (pointer.y < frame.ruler.top || pointer.y >= frame.ruler.bottom) return {};
    std::string text;
    for (const Landmark& landmark : workspace::landmarks_of(frame.run)) {
        if (std::abs(frame.axis.x_of(landmark.at) - pointer.x) > px(kFlagWidth)) continue;
        if (!text.empty()) text += "\n";
        const MarkFigures* mark = mark_of(frame, landmark);
        text += mark != nullptr ? words_of_mark(frame, *mark) : frame.run.findings()[landmark.index].text;
    }
    return text;
}

}  // namespace simul::panels
