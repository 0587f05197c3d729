// The spans of one lane as rectangles on an axis: at most one for each pixel, however many spans there are.
//
// How it works. A stretch that is wide enough to be seen is a rectangle of its own. What is thinner is folded pixel by
// pixel: the lane's index says how long each state lasted between the edges of a pixel, and the longest is shown. The
// edges of folded pixels may be off by less than a pixel; so the cost of a pixel does not depend on what is in it.
#pragma once

#include <cstdint>
#include <vector>

#include "app/layout/time_axis.h"
#include "engine/analysis/timeline_lane.h"

namespace simul::layout {

struct LaneRectangle {
    float left = 0, right = 0;
    std::uint32_t first = 0;           ///< the span that it shows, or the first of several
    SpanState state{};                 ///< of several, the one that lasted longest; never `none`
    bool several = false;              ///< more than one span lies here
    std::uint8_t share = kWholeShare;  ///< for how much of the time it is so, in eighths, at least one

    static constexpr std::uint8_t kWholeShare = 8;
};

/// From left to right, within the axis; they do not overlap. `end` is the last moment of the trace. A task that is done
/// has a rectangle without width where it ended, if that can be seen.
void lay_out_lane(const Lane& lane, const TimeAxis& axis, Time end, std::vector<LaneRectangle>& rectangles);

}  // namespace simul::layout
