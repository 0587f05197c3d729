// What all parts of the timeline look at: the run, where each thing stands, and how it is called.
#pragma once

#include <optional>
#include <string>

#include "app/layout/lanes.h"
#include "app/layout/time_axis.h"
#include "app/panels/panels.h"
#include "app/theme/forms.h"
#include "app/theme/text.h"
#include "engine/analysis/speech.h"

namespace simul::panels {

using layout::LaneRow, layout::RowKind;
using workspace::OpenRun;

struct TimelineFrame {
    const Workspace& workspace;
    const OpenRun& run;            ///< as rulers have it: see on_ruler.h
    workspace::Playhead playhead;  ///< in its times
    const OpenRun* ghost;          ///< or null
    ImDrawList* list;
    Speech speech;
    Box heading;            ///< empty where the rows need its room
    Box ruler, real_ruler;  ///< real_ruler is empty when scenario time is real time
    Box labels, lanes, minimap;
    Time end;  ///< of all that the axis can show
    layout::TimeAxis axis;
    layout::Lanes rows;
    std::string ghost_name;  ///< by what differs: "opponents 48"

    float playhead_x() const { return axis.x_of(playhead.at); }
    const workspace::Selection& selection() const { return workspace.story->selection; }
    /// How far the last spans go. Who is blocked when no task can continue, is so for ever.
    Time lasts_until(const OpenRun& shown) const;
    Duration whole() const { return run.end().time_since_epoch(); }
};

TimelineFrame timeline_frame(const Workspace& workspace, const Box& inside, ImDrawList* list);

/// The spans of a row; of a ghost's row, those of the other run.
Spans spans_of(const TimelineFrame& frame, const LaneRow& row);
/// A span of a row: whose row and which one.
struct PointedSpan {
    LaneRow row;
    std::size_t index = 0;
    Span span;
};
/// What lies at a point of the lanes, or nothing.
std::optional<PointedSpan> span_at(const TimelineFrame& frame, layout::Point point);
/// What a click there selects.
workspace::Selection selection_of(const LaneRow& row, const Span* span);

/// `Core 1`, `judit`, `board 3`.
std::string name_of(const TimelineFrame& frame, const LaneRow& row);
/// What the clock of the core's own machine shows: `9.600 s`.
std::string clock_at(const TraceHeader& header, CoreId core, Time at);
/// The form in which a state is drawn.
theme::Form form_of(SpanState state);

}  // namespace simul::panels
