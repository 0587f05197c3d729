// How large the boards can be. From large to small: the first size at which they fit into one ring, two, three …
//
// Squares that stand outside a rounded way, each touching it with the middle of its inner edge, never meet if their
// steps along that way are at least their side: the way is convex. So a ring holds as many as its inner way has steps.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/layout/hall.h"
#include "app/layout/hall_path.h"

namespace simul::layout {

namespace {

constexpr float kStep = 1.22F;  // from one board to the next, in sides
constexpr float kSmallest = 1;
constexpr std::size_t kMostRings = 12;

struct Measures {
    float side, person, person_depth, to_master, aisle;
    float edge;  ///< beyond the last ring: the corners of boards that are turned
};

Measures measures_for(float side, float unit) {
    Measures is{};
    is.side = side;
    is.person = side >= 15 * unit ? 0.62F * side : 0;
    is.person_depth = is.person > 0 ? 0.78F * side : 0;
    is.edge = 0.1F * side;
    is.to_master = std::max(0.55F * side, std::min(7 * unit, side));
    is.aisle = 0.4F * side;
    return is;
}

float ring_depth(const Measures& is) { return is.side + is.person_depth; }

/// From the table's line to the outermost edge.
float whole_depth(const Measures& is, std::size_t rings) {
    const auto count = static_cast<float>(rings);
    return is.to_master + count * ring_depth(is) + (count - 1) * is.aisle + is.edge;
}

std::size_t room_in(const Stadium& inner_way, const Measures& is) {
    return static_cast<std::size_t>(std::floor(inner_way.length() / (is.side * kStep)));
}

/// Every ring gets its part of the boards, so that all are filled alike.
std::vector<std::size_t> shared_out(std::size_t boards, const std::vector<std::size_t>& room) {
    const std::size_t all = std::accumulate(room.begin(), room.end(), std::size_t{0});
    std::vector<std::size_t> count(room.size());
    std::size_t given = 0, room_so_far = 0;
    for (std::size_t ring = 0; ring < room.size(); ++ring) {
        room_so_far += room[ring];
        const std::size_t due = boards * room_so_far / all;
        count[ring] = due - given;
        given = due;
    }
    return count;
}

bool fits(std::size_t boards, const Box& box, const Measures& is, std::size_t ring_count, float least,
          HallRings& rings) {
    const float depth = whole_depth(is, ring_count);
    const Box table = box.inset(depth);
    if (table.height() < least || table.width() < least) return false;
    const Stadium way(table);
    rings = {table, is.side, is.person, {}, {}};
    std::vector<std::size_t> room;
    for (std::size_t ring = 0; ring < ring_count; ++ring) {
        rings.distance.push_back(is.to_master + static_cast<float>(ring) * (ring_depth(is) + is.aisle));
        room.push_back(room_in(way.at_distance(rings.distance.back()), is));
    }
    if (std::accumulate(room.begin(), room.end(), std::size_t{0}) < boards) return false;
    rings.count = shared_out(boards, room);
    return true;
}

}  // namespace

HallRings rings_for(std::size_t boards, const Box& box, float unit) {
    const float low = std::min(box.width(), box.height());
    const float least = std::min(low * 0.36F, 150 * unit);
    HallRings rings;
    const float largest = std::max(low * 0.106F, std::min(low * 0.16F, 24 * unit));
    for (float side = std::clamp(largest, kSmallest, 58 * unit); side > kSmallest; side *= 0.97F)
        for (std::size_t ring_count = 1; ring_count <= kMostRings; ++ring_count)
            if (fits(boards, box, measures_for(side, unit), ring_count, least, rings)) return rings;
    return {};
}

}  // namespace simul::layout
