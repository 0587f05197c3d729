// Arrows of the timeline: who ended the waits of one task.
#include <algorithm>

#include "app/panels/timeline_parts.h"

namespace simul::panels {
namespace {

using namespace theme;

/// So many arrows can still be told from one another; where there are more, the reader zooms in.
constexpr std::size_t kMostArrows = 24;

struct Cause {
    TaskId by = kNoTask;
    Time at{};
};

/// The ready spans that begin within the axis and have a cause; none where they are too many.
std::vector<Cause> causes_of(const TimelineFrame& frame, TaskId task) {
    const Spans spans = frame.run.timeline().of_task(task);
    std::vector<Cause> causes;
    if (spans.empty()) return causes;
    const std::size_t first = spans.at(std::max(frame.axis.from, spans.front().from));
    constexpr std::size_t kMostSpans = kMostArrows * 8;
    for (std::size_t i = first; i < spans.size() && i < first + kMostSpans; ++i) {
        if (spans.lane()[i].from > frame.axis.until) return causes;
        const Span span = spans[i];
        if (span.from >= frame.axis.from && span.other != kNoTask && span.other != task &&
            span.state == SpanState::ready)
            causes.push_back({span.other, span.from});
        if (causes.size() > kMostArrows) return {};
    }
    return causes;
}

}  // namespace

void draw_causes(const TimelineFrame& frame, TaskId task) {
    const LaneRow* row =
        task == kNoTask ? nullptr : frame.rows.row_of(RowKind::task, static_cast<std::uint32_t>(index_of(task)));
    if (row == nullptr) return;
    const Box clip{frame.lanes.left - px(8), frame.lanes.top, frame.lanes.right + px(8), frame.lanes.bottom};
    frame.list->PushClipRect(top_left(clip), bottom_right(clip), true);
    for (const Cause& cause : causes_of(frame, task)) {
        const float x = frame.axis.x_of(cause.at), from = frame.rows.middle_of(cause.by);
        const bool later = cause.at > frame.playhead().at;
        const ImU32 ink = later ? mixed(Tone::panel, Tone::text, 0.45F) : colour(Tone::text);
        draw_cause(frame.list, {x, from}, {x, from < row->middle() ? row->top : row->bottom}, ink);
    }
    frame.list->PopClipRect();
}

}  // namespace simul::panels
