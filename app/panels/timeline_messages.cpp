// Slanted lines of the timeline: messages between machines, from who sent to the channel where they arrive. A lost one
// ends in a cross.
#include "app/layout/messages.h"
#include "app/panels/timeline_parts.h"

namespace simul::panels {

using namespace theme;

void draw_messages(const TimelineFrame& frame) {
    constexpr std::size_t kMostLines = 200;
    if (!frame.run.header().has_nodes()) return;
    const Box clip{frame.lanes.left - px(8), frame.lanes.top, frame.lanes.right + px(8), frame.lanes.bottom};
    frame.list->PushClipRect(top_left(clip), bottom_right(clip), true);
    for (const layout::MessageLine& it :
         layout::messages_between(frame.run.trace(), frame.axis.from, frame.axis.until, kMostLines)) {
        const LaneRow* row = frame.rows.row_of(RowKind::resource, static_cast<std::uint32_t>(index_of(it.channel)));
        if (row == nullptr) continue;
        const bool later = it.sent > frame.playhead().at;
        const ImU32 ink = later ? mixed(Tone::panel, Tone::text, 0.45F) : colour(Tone::text);
        const ImVec2 from{frame.axis.x_of(it.sent), frame.rows.middle_of(it.sender)};
        const ImVec2 to{frame.axis.x_of(it.until), row->middle()};
        frame.list->AddLine(from, to, ink, px(1));
        if (!it.lost) {
            frame.list->AddCircleFilled(to, px(2.5F), ink);
            continue;
        }
        const float arm = px(4);
        frame.list->AddLine({to.x - arm, to.y - arm}, {to.x + arm, to.y + arm}, ink, px(2));
        frame.list->AddLine({to.x - arm, to.y + arm}, {to.x + arm, to.y - arm}, ink, px(2));
    }
    frame.list->PopClipRect();
}

}  // namespace simul::panels
