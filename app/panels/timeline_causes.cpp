// Arrows of the timeline: who ended the waits of one task.
#include "app/layout/lane_causes.h"
#include "app/panels/timeline_parts.h"

namespace simul::panels {

using namespace theme;

void draw_causes(const TimelineFrame& frame, TaskId task) {
    constexpr std::size_t kMostArrows = 24;
    const LaneRow* row =
        task == kNoTask ? nullptr : frame.rows.row_of(RowKind::task, static_cast<std::uint32_t>(index_of(task)));
    if (row == nullptr) return;
    const Box clip{frame.lanes.left - px(8), frame.lanes.top, frame.lanes.right + px(8), frame.lanes.bottom};
    frame.list->PushClipRect(top_left(clip), bottom_right(clip), true);
    for (const layout::Cause& cause : layout::causes_between(frame.run.trace(), frame.run.timeline(), task,
                                                             frame.axis.from, frame.axis.until, kMostArrows)) {
        const float x = frame.axis.x_of(cause.at), from = frame.rows.middle_of(cause.by);
        const bool later = cause.at > frame.playhead.at;
        const ImU32 ink = later ? mixed(Tone::panel, Tone::text, 0.45F) : colour(Tone::text);
        draw_cause(frame.list, {x, from}, {x, from < row->middle() ? row->top : row->bottom}, ink);
    }
    frame.list->PopClipRect();
}

}  // namespace simul::panels
