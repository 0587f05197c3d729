// The timeline: who ran where, what each task did, who had what, on one axis with the playhead.
#include <fmt/format.h>

#include <algorithm>

#include "app/panels/notes.h"
#include "app/panels/timeline_parts.h"
#include "app/theme/widgets.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;

void draw_nothing_yet(const Panel& panel) {
    Box inside = panel.inside();
    draw_text_in(panel.list(), inside.take_top(px(24)), {"Timeline", Face::strong});
    draw_text_in(panel.list(), inside, {"Nothing has run yet.", Face::body, colour(Tone::dim), Align::centre});
}

void show_words(const TimelineFrame& frame, layout::Point pointer, const std::optional<PointedSpan>& pointed) {
    if (const auto note = note_at(frame, pointer))
        return tooltip(fmt::format("Note at {}\n{}", moment_in_words(frame.workspace, note->note->at),
                                   printable(note->note->text)));
    const std::string landmark = landmark_words(frame, pointer);
    if (!landmark.empty()) return tooltip(landmark);
    if (pointed) tooltip(words_about(frame, *pointed, frame.axis.time_at(pointer.x)));
}

}  // namespace

void draw_timeline(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("timeline", box);
    if (workspace.run() == nullptr) return draw_nothing_yet(panel);
    const TimelineFrame frame = timeline_frame(workspace, panel.inside(), panel.list());
    const std::optional<layout::Point> pointer = take_hand(frame, commands);
    const std::optional<PointedSpan> pointed = pointer ? span_at(frame, *pointer) : std::nullopt;
    draw_timeline_heading(frame);
    draw_ruler(frame);
    draw_lanes(frame, pointed);
    const bool on_task = pointed && pointed->row.kind == RowKind::task;
    draw_causes(frame, on_task ? static_cast<TaskId>(pointed->row.number) : frame.selection().task);
    draw_outages(frame);
    draw_messages(frame);
    draw_landmarks(frame);
    draw_notes(frame);
    draw_playhead(frame);
    draw_minimap(frame);
    if (pointer) show_words(frame, *pointer, pointed);
}

float height_of_timeline(const Workspace& workspace, Box box) {
    constexpr float kLeast = 240;
    const Panel panel("timeline", box);
    const TimelineFrame frame = timeline_frame(workspace, panel.inside(), panel.list());
    const float spare = frame.lanes.height() - frame.rows.content_height;
    return std::min(box.height(), std::max(px(kLeast), box.height() - std::max(0.0F, spare)));
}

}  // namespace simul::panels
