#include "app/layout/wait_ring.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/layout/figures.h"

namespace simul::layout {

std::vector<RingNode> ring_of(const Moment& moment, const std::vector<TaskId>& circle) {
    std::vector<RingNode> nodes;
    for (const TaskId task : circle) {
        nodes.push_back({task, kNoResource, 0, 0, {}});
        const ResourceId resource = moment.task(task).state.resource;
        if (resource != kNoResource) nodes.push_back({kNoTask, resource, 0, 0, {}});
    }
    return nodes;
}

namespace {

/// Where the first node stands, in turns from the right.
float first_turn(std::size_t nodes) { return nodes == 2 ? -0.5F : nodes == 4 ? -0.375F : -0.25F; }

}  // namespace

void place_ring(std::vector<RingNode>& nodes, const Box& box) {
    float width = 0, height = 0;
    for (const RingNode& node : nodes) {
        width = std::max(width, node.width);
        height = std::max(height, node.height);
    }
    const float reach = nodes.size() == 4 ? std::sqrt(2.0F) : 1;  // corners are nearer than the ellipse would be
    const float across = (box.width() - width) / 2 * reach, up = (box.height() - height) / 2 * reach;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const float turn = static_cast<float>(i) / static_cast<float>(nodes.size()) + first_turn(nodes.size());
        const float angle = kFullTurn * turn;
        nodes[i].centre = {box.centre().x + across * std::cos(angle), box.centre().y + up * std::sin(angle)};
    }
}

float rim_towards(const RingNode& node, Point towards) {
    const float x = std::abs(towards.x - node.centre.x), y = std::abs(towards.y - node.centre.y);
    const float length = std::hypot(x, y);
    if (length == 0) return 0;
    const float until_side = x > 0 ? node.width / 2 * length / x : length;
    const float until_top = y > 0 ? node.height / 2 * length / y : length;
    return std::min({until_side, until_top, length});
}

float least_gap(const std::vector<RingNode>& nodes) {
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const RingNode &from = nodes[i], &to = nodes[(i + 1) % nodes.size()];
        const float rims = rim_towards(from, to.centre) + rim_towards(to, from.centre);
        least = std::min(least, distance(from.centre, to.centre) - rims);
    }
    return least;
}

std::size_t closed_at(const Moment& moment, const std::vector<TaskId>& circle) {
    std::size_t last = 0;
    for (const TaskId task : circle) last = std::max(last, moment.task(task).since_event);
    return last;
}

}  // namespace simul::layout
