// The whole run in a strip: how many cores ran something, and the part that the timeline shows.
#include <algorithm>
#include <cmath>

#include "app/layout/lane_rectangles.h"
#include "app/panels/timeline_parts.h"

namespace simul::panels {
namespace {

using namespace theme;

/// Cores one upon the other, each as high as its share of the strip.
void draw_cores(const TimelineFrame& frame, const layout::TimeAxis& whole) {
    const Timeline& timeline = frame.run.timeline();
    const Box& map = frame.minimap;
    const std::size_t count = std::max<std::size_t>(1, timeline.core_count());
    const float height = map.height() / static_cast<float>(count);
    std::vector<layout::LaneRectangle> rectangles;
    for (std::size_t i = 0; i < timeline.core_count(); ++i) {
        const float top = map.top + height * static_cast<float>(i);
        lay_out_lane(timeline.of_core(static_cast<CoreId>(i)).lane(), whole, frame.run.end(), rectangles);
        for (const layout::LaneRectangle& part : rectangles) {
            if (part.state != SpanState::running) continue;
            const float share = static_cast<float>(part.share) / layout::LaneRectangle::kWholeShare;
            frame.list->AddRectFilled({part.left, top}, {std::max(part.right, part.left + 1), top + height},
                                      mixed(Tone::raised, Tone::running, 0.55F * share));
        }
    }
}

}  // namespace

void draw_minimap(const TimelineFrame& frame) {
    const Box& map = frame.minimap;
    if (map.empty()) return;
    const layout::TimeAxis whole = layout::fitted(frame.end, map.left, map.right);
    frame.list->AddRectFilled(top_left(map), bottom_right(map), colour(Tone::raised), px(3));
    draw_cores(frame, whole);
    const float x = std::round(whole.x_of(frame.playhead.at));
    frame.list->AddRectFilled({x - 1, map.top}, {x + 1, map.bottom}, colour(Tone::accent));
    if (frame.workspace.story->timeline.whole) return;
    const float left = whole.x_of(frame.axis.from), right = std::max(whole.x_of(frame.axis.until), left + px(4));
    frame.list->AddRectFilled({left, map.top}, {right, map.bottom}, colour(Tone::accent, 0.25F));
    frame.list->AddRect({left, map.top - 1}, {right, map.bottom + 1}, colour(Tone::accent), px(3));
}

}  // namespace simul::panels
