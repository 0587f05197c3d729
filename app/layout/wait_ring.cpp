#include "app/layout/wait_ring.h"

#include <algorithm>
#include <cmath>

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

void place_ring(std::vector<RingNode>& nodes, const Box& box) {
    float width = 0, height = 0;
    for (const RingNode& node : nodes) {
        width = std::max(width, node.width);
        height = std::max(height, node.height);
    }
    const float across = (box.width() - width) / 2, up = (box.height() - height) / 2;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const float angle = kFullTurn * (static_cast<float>(i) / static_cast<float>(nodes.size()) - 0.25F);
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

std::size_t closed_at(const Moment& moment, const std::vector<TaskId>& circle) {
    std::size_t last = 0;
    for (const TaskId task : circle) last = std::max(last, moment.task(task).since_event);
    return last;
}

}  // namespace simul::layout
