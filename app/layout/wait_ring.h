// A circle of waits as a ring: tasks, and what each waits for, one after another, with arrows from each to the next.
#pragma once

#include <cstddef>
#include <vector>

#include "app/layout/geometry.h"
#include "engine/analysis/moment.h"

namespace simul::layout {

/// A task or a resource.
struct RingNode {
    TaskId task = kNoTask;
    ResourceId resource = kNoResource;
    float width = 0, height = 0;
    Point centre;

    Box box() const {
        return {centre.x - width / 2, centre.y - height / 2, centre.x + width / 2, centre.y + height / 2};
    }
};

/// In the order of `circle`: each task, then the resource that it waits for. Who waits for the end of another has none
/// behind it. Their sizes and places are still to be given.
std::vector<RingNode> ring_of(const Moment& moment, const std::vector<TaskId>& circle);

/// Clockwise on the largest ellipse whose nodes stay in the box, from the top; two side by side, four in the corners,
/// so that the middle stays free.
void place_ring(std::vector<RingNode>& nodes, const Box& box);

/// How far from the node's centre an arrow in the direction of the point begins or ends.
float rim_towards(const RingNode& node, Point towards);

/// The shortest way from the rim of one node to that of the next.
float least_gap(const std::vector<RingNode>& nodes);

/// The event that closed the circle: its last wait began with it.
std::size_t closed_at(const Moment& moment, const std::vector<TaskId>& circle);

}  // namespace simul::layout
