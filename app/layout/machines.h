// The machines of a story that has several, the links between them, and what is under way on these.
#pragma once

#include <span>
#include <vector>

#include "app/layout/workshop.h"
#include "engine/base/nodes.h"

namespace simul::layout {

/// What stands on a machine: its name, and what it holds.
struct HeldThing {
    ResourceId resource = kNoResource;
    Box box;
};

struct Machine {
    NodeId node{};
    Box box;
    Box title;
    Crowd tasks;  ///< all that live there; of one that is down, none, and nothing that it holds
    std::vector<HeldThing> things;
    std::size_t things_hidden = 0;  ///< for which there is no room
    bool down = false;
};

struct Link {
    NodeId one{}, other{};
    Point from, to;  ///< from rim to rim
    Box handle;      ///< near its middle, to be clicked
    bool cut = false;
};

/// A message under way; of a conducted run it stands near who has sent it, as there is no time.
struct Flight {
    TaskId sender = kNoTask;
    ResourceId channel = kNoResource;
    NodeId from{}, to{};
    float share = 0;  ///< of the way that is behind it
    Point at;
};

struct MachineHall {
    std::vector<Machine> machines;
    std::vector<Link> links;  ///< over which something is sent in this run, or which are cut
    std::vector<Flight> flights;
};

/// `outages`: those of the whole run. `unit` is how many pixels one of the design is.
MachineHall machine_hall_of(const SceneMoment& scene, std::span<const Outage> outages, const Box& box, float unit);

/// What is under way at this moment, in the order in which it was sent.
std::vector<Flight> flights_at(const SceneMoment& scene);

}  // namespace simul::layout
