#include "app/layout/lane_rectangles.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace simul::layout {
namespace {

/// Wide enough to be a rectangle of its own, in pixels. Three of them keep the number of rectangles below one a pixel.
constexpr double kWide = 3;
constexpr double kCoarse = 0.95;

/// Goes along a lane from left to right.
class Walk {
  public:
    Walk(const Lane& lane, const TimeAxis& axis, Time end, std::vector<LaneRectangle>& rectangles)
        : lane_(lane),
          axis_(axis),
          pixel_(axis.nanoseconds_per_pixel()),
          wide_(static_cast<std::int64_t>(pixel_ * kWide)),
          end_(end),
          until_(std::min(axis.until, end)),
          right_(x_of(until_)),
          rectangles_(rectangles) {}

    void run(Time from) {
        const auto coarse = static_cast<std::int64_t>(pixel_ * kCoarse);
        search_ = lane_.search_between(from, until_, Duration(coarse));
        lane_.find(from, {}, here());
        x_ = x_of(from);
        while (here().at < until_ && x_ < right_)
            if (!take_wide()) take_pixel();
    }

  private:
    float x_of(Time time) const {
        return static_cast<float>(axis_.left + static_cast<double>((time - axis_.from).count()) / pixel_);
    }
    Time time_at(float x) const {
        return axis_.from + Duration(static_cast<std::int64_t>((static_cast<double>(x) - axis_.left) * pixel_ + 0.5));
    }
    bool is_wide(std::size_t index) const { return std::min(lane_.until_of(index), end_) - lane_[index].from > wide_; }

    LanePoint& here() { return points_[which_]; }
    LanePoint& next() { return points_[1 - which_]; }
    bool take_wide();
    void take_pixel();
    float end_of_pixel() const;
    void move_in_stretch(LanePoint& point, const Stretch& stretch, Time to) const;
    void fold(float right);
    void add(const LaneRectangle& rectangle);

    const Lane& lane_;
    const TimeAxis& axis_;
    const double pixel_;  ///< nanoseconds
    const Duration wide_;
    const Time end_;    ///< of the lane
    const Time until_;  ///< of what is seen of it
    const float right_;
    std::vector<LaneRectangle>& rectangles_;
    LaneSearch search_;
    std::array<LanePoint, 2> points_;  ///< where it is, and the next one; in turn, as they are too large to copy
    std::size_t which_ = 0;
    float x_ = 0;
};

bool Walk::take_wide() {
    if (!here().exact || !is_wide(here().index)) return false;
    const Stretch& stretch = lane_[here().index];
    const Time until = std::min(lane_.until_of(here().index), until_);
    const float right = x_of(until);
    if (stretch.state != SpanState::none)
        add({x_, right, static_cast<std::uint32_t>(here().index), stretch.state, false, LaneRectangle::kWholeShare});
    move_in_stretch(here(), stretch, until);
    ++here().index;
    x_ = right;
    return true;
}

void Walk::take_pixel() {
    float right = end_of_pixel();
    const Time at = std::clamp(time_at(right), std::min(here().at + 1ns, until_), until_);
    search_.near = here().index;
    lane_.find(at, search_, next());
    if (next().exact && next().index != here().index && is_wide(next().index)) {
        move_in_stretch(next(), lane_[next().index], lane_[next().index].from);
        right = x_of(next().at);
    }
    fold(right);
    if (at == until_ && next().at <= here().at) next().at = until_;
    which_ = 1 - which_;
    x_ = right;
}

/// The next whole pixel that is at least half a pixel away.
float Walk::end_of_pixel() const {
    const float next = std::floor(x_) + 1;
    return std::min(next - x_ < 0.5F ? next + 1 : next, right_);
}

void Walk::move_in_stretch(LanePoint& point, const Stretch& stretch, Time to) const {
    const std::size_t place = lane_.place_of(stretch.state);
    if (place != Lane::kNoPlace) point.before[place] += to - point.at;
    point.at = to;
}

void Walk::fold(float right) {
    const Duration whole = next().at - here().at;
    Duration longest{0}, rest = whole;
    std::size_t place = 0;
    for (std::size_t i = 0; i < here().before.size(); ++i) {
        const Duration lasted = next().before[i] - here().before[i];
        place = lasted > longest ? i : place;
        longest = std::max(longest, lasted);
        rest -= lasted;
    }
    SpanState state = lane_.state_of_place(place);
    if (rest > longest && lane_.rest() == SpanState::lost) longest = rest, state = SpanState::lost;
    if (whole <= 0ns || longest <= 0ns) return;
    const bool begins = !next().exact || lane_[next().index].from == next().at;
    const std::size_t last = begins ? next().index - 1 : next().index;
    const double eighths =
        LaneRectangle::kWholeShare * static_cast<double>(longest.count()) / static_cast<double>(whole.count());
    add({x_, right, static_cast<std::uint32_t>(here().index), state, last > here().index,
         static_cast<std::uint8_t>(std::ceil(eighths))});
}

/// What looks the same as its neighbour makes one rectangle with it.
void Walk::add(const LaneRectangle& rectangle) {
    if (!rectangles_.empty()) {
        LaneRectangle& before = rectangles_.back();
        const bool alike = before.right == rectangle.left && before.state == rectangle.state &&
                           before.several == rectangle.several && before.share == rectangle.share;
        if (alike && (before.several || before.first == rectangle.first)) {
            before.right = rectangle.right;
            return;
        }
    }
    rectangles_.push_back(rectangle);
}

}  // namespace

void lay_out_lane(const Lane& lane, const TimeAxis& axis, Time end, std::vector<LaneRectangle>& rectangles) {
    rectangles.clear();
    if (lane.empty()) return;
    const Stretch& last = lane.back();
    const bool ends = last.state == SpanState::done;
    const Time from = std::max(axis.from, lane[0].from);
    const Time until = ends ? last.from : end;
    if (from < std::min(axis.until, until)) Walk(lane, axis, until, rectangles).run(from);
    if (!ends || last.from < axis.from || last.from > axis.until) return;
    const float x = axis.x_of(last.from);
    rectangles.push_back(
        {x, x, static_cast<std::uint32_t>(lane.size() - 1), SpanState::done, false, LaneRectangle::kWholeShare});
}

}  // namespace simul::layout
