// Machines on the timeline. Slanted lines are messages between them, from who sent to the channel where they arrive; a
// lost one ends in a cross. The cores of a machine that is down are hatched; while a link is cut, a dashed line lies
// under the cores of both its ends.
#include "app/layout/messages.h"
#include "app/panels/timeline_parts.h"

namespace simul::panels {

using namespace theme;

namespace {

/// From the beginning of the outage to its end, or to where the run ends.
Box stretch_of(const TimelineFrame& frame, const Outage& outage, const LaneRow& row) {
    const Time until = outage.until == kNever ? frame.run.end() : outage.until;
    return {std::max(frame.lanes.left, frame.axis.x_of(outage.from)), row.top,
            std::min(frame.lanes.right, frame.axis.x_of(until)), row.bottom};
}

void draw_outage(const TimelineFrame& frame, const Outage& outage, const LaneRow& row) {
    const Box box = stretch_of(frame, outage, row);
    if (box.width() < 1 || outage.from > frame.playhead.at) return;
    const ImU32 ink = colour(Tone::dim);
    if (outage.of_link())
        return draw_dashed_line(frame.list, {box.left, box.bottom}, {box.right, box.bottom}, ink, px(2));
    draw_hatch(frame.list, box, px(6), px(1), ink);
    const std::string_view word = "down";
    const float half = text_width(word) / 2 + px(5);
    if (!row.open || box.width() <= 2 * half + px(12)) return;
    const Box ground{box.centre().x - half, box.top, box.centre().x + half, box.bottom};
    frame.list->AddRectFilled(top_left(ground), bottom_right(ground), colour(Tone::panel));
    draw_text(frame.list, box.centre(), {word, Face::body, colour(Tone::text), Align::centre});
}

}  // namespace

void draw_outages(const TimelineFrame& frame) {
    const std::vector<NodeInfo>& nodes = frame.run.header().nodes;
    const std::vector<Outage>& outages = frame.run.metrics().outages;
    if (outages.size() > kMostOutages) return;
    for (const Outage& outage : outages)
        for (const LaneRow& row : frame.rows.rows) {
            if (row.kind != RowKind::core) continue;
            const NodeId node = node_of_core(nodes, static_cast<CoreId>(row.number));
            if (node == outage.node || node == outage.other) draw_outage(frame, outage, row);
        }
}

void draw_messages(const TimelineFrame& frame) {
    constexpr std::size_t kMostLines = 1000, kMostClear = 200;  // more are only a texture
    if (!frame.run.header().has_nodes()) return;
    const Box clip{frame.lanes.left - px(8), frame.lanes.top, frame.lanes.right + px(8), frame.lanes.bottom};
    frame.list->PushClipRect(top_left(clip), bottom_right(clip), true);
    const std::vector<layout::MessageLine> lines =
        layout::messages_between(frame.run.trace(), frame.axis.from, frame.axis.until, kMostLines);
    const bool many = lines.size() > kMostClear;
    for (const layout::MessageLine& it : lines) {
        const LaneRow* row = frame.rows.row_of(RowKind::resource, static_cast<std::uint32_t>(index_of(it.channel)));
        if (row == nullptr) continue;
        const bool later = it.sent > frame.playhead.at;
        const ImU32 ink = later || many ? mixed(Tone::panel, Tone::text, 0.45F) : colour(Tone::text);
        const ImVec2 from{frame.axis.x_of(it.sent), frame.rows.middle_of(it.sender)};
        const ImVec2 to{frame.axis.x_of(it.until), row->middle()};
        frame.list->AddLine(from, to, ink, px(1));
        if (!it.lost) {
            if (!many) frame.list->AddCircleFilled(to, px(2.5F), ink);
            continue;
        }
        const float arm = px(4);
        frame.list->AddLine({to.x - arm, to.y - arm}, {to.x + arm, to.y + arm}, ink, px(2));
        frame.list->AddLine({to.x - arm, to.y + arm}, {to.x + arm, to.y - arm}, ink, px(2));
    }
    frame.list->PopClipRect();
}

}  // namespace simul::panels
