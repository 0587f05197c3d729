#include "app/layout/machines.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "app/layout/workshop_crowd.h"
#include "engine/base/happening.h"
#include "engine/base/is_out.h"

namespace simul::layout {
namespace {

/// So many events are looked at for messages; in longer runs older ones are not shown.
constexpr std::size_t kMostLookedAt = 20'000, kMostAhead = 5'000;
constexpr float kWidth = 178, kHeight = 112, kMargin = 14;  // units of design
constexpr float kWidest = 1.5F, kLeastMargin = 3;           // of kWidth, and beside it, where a box is low
constexpr float kTitleWidth = 140;                          // leaves room for tasks beside it
constexpr std::size_t kMany = 8;                            // machines, which stand closer together
constexpr float kTitleHeight = 26, kTaskHeight = 27, kThingHeight = 22;

bool ends_message(EventKind kind) { return kind == EventKind::deliver || kind == EventKind::lose; }

NodeId node_of(const SceneMoment& scene, ResourceId channel) {
    return scene.trace.header().resources[index_of(channel)].node;
}

/// When the message comes to its end; nothing: not soon, or never.
const TraceEvent* end_of_message(const SceneMoment& scene, std::int64_t number) {
    const std::size_t first = scene.moment.size(), last = std::min(scene.trace.size(), first + kMostAhead);
    for (std::size_t i = first; i < last; ++i)
        if (ends_message(scene.trace[i].kind) && scene.trace[i].value == number) return &scene.trace[i];
    return nullptr;
}

using Ends = std::pair<NodeId, NodeId>;

/// Over which something is sent anywhere in the run, as far as it is there, and those that are cut.
std::set<Ends> links_of(const SceneMoment& scene, std::span<const Outage> outages) {
    std::set<Ends> links;
    std::vector<NodeId> homes;
    for (std::size_t i = 0; i < std::min(scene.trace.size(), kMostLookedAt); ++i) {
        const TraceEvent& event = scene.trace[i];
        if (event.kind == EventKind::place) {
            homes.resize(std::max(homes.size(), static_cast<std::size_t>(index_of(event.task)) + 1), kFirstNode);
            homes[index_of(event.task)] = static_cast<NodeId>(event.value);
        }
        if (event.kind != EventKind::transmit || index_of(event.task) >= homes.size()) continue;
        links.insert(std::minmax({homes[index_of(event.task)], node_of(scene, event.resource)}));
    }
    for (const Outage& outage : outages)
        if (outage.of_link()) links.insert(std::minmax({outage.node, outage.other}));
    return links;
}

/// Where the line from the middle of a box to that of another leaves it.
Point rim_of(const Box& box, Point towards) {
    const Point middle = box.centre();
    const float x = towards.x - middle.x, y = towards.y - middle.y;
    const float part =
        std::min(x == 0 ? 1.0F : box.width() / 2 / std::abs(x), y == 0 ? 1.0F : box.height() / 2 / std::abs(y));
    return between(middle, towards, std::min(part, 0.5F));
}

class HallBuilder {
  public:
    HallBuilder(const SceneMoment& scene, std::span<const Outage> outages, const Box& box, float unit)
        : scene_(scene), outages_(outages), box_(box), unit_(unit), crowds_(scene, unit, {}) {}

    MachineHall built() {
        for (const Box& place : places()) add_machine(place);
        for (const Ends& ends : links_of(scene_, outages_)) add_link(ends);
        hall_.flights = flights_at(scene_);
        for (Flight& flight : hall_.flights) put(flight);
        return std::move(hall_);
    }

  private:
    /// Around an ellipse, the first at the left, as large as they can be without meeting. Where these are low, they are
    /// as wide as names need.
    std::vector<Box> places() const {
        const std::size_t count = scene_.trace.header().nodes.size();
        const float margin = count > kMany ? 2 * kLeastMargin : kMargin;
        float width = 0, height = 0;
        for (float scale = 1.7F; scale > 0.1F; scale *= 0.94F) {
            width = std::min(kWidth * scale * unit_, box_.width() / 2.4F);
            height = std::min(kHeight * scale * unit_, box_.height());
            if (!any_meet(around(count, width, height), margin)) break;
        }
        while (width * 1.05F < std::min(kWidth * kWidest * unit_, box_.width() / 3) &&
               !any_meet(around(count, width * 1.05F, height), kLeastMargin))
            width *= 1.05F;
        return around(count, width, height);
    }

    std::vector<Box> around(std::size_t count, float width, float height) const {
        const Point middle = box_.centre();
        const float x = std::max(0.0F, (box_.width() - width) / 2), y = std::max(0.0F, (box_.height() - height) / 2);
        std::vector<Box> boxes;
        for (std::size_t i = 0; i < count; ++i) {
            const float angle = kFullTurn * (0.5F + static_cast<float>(i) / static_cast<float>(count));
            const Point at{middle.x + x * std::cos(angle), middle.y + y * std::sin(angle)};
            boxes.push_back({at.x - width / 2, at.y - height / 2, at.x + width / 2, at.y + height / 2});
        }
        return boxes;
    }

    bool any_meet(const std::vector<Box>& boxes, float margin) const {
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t j = i + 1; j < boxes.size(); ++j)
                if (boxes[i].inset(-margin * unit_, -margin * unit_ / 2).meets(boxes[j])) return true;
        return false;
    }

    void add_machine(const Box& place) {
        Machine machine;
        machine.node = static_cast<NodeId>(hall_.machines.size());
        machine.box = place;
        machine.down = is_out(outages_, machine.node, machine.node, scene_.at);
        Box rest =
            place.inset(std::min(10 * unit_, place.width() * 0.08F), std::min(4 * unit_, place.height() * 0.06F));
        machine.title = rest.take_top(std::min(kTitleHeight * unit_, rest.height()));
        if (!machine.down) fill(machine, rest);
        hall_.machines.push_back(std::move(machine));
    }

    void fill(Machine& machine, Box rest) const {
        const std::vector<TaskId> tasks = tasks_on(machine.node);
        const float row = kTaskHeight * unit_;
        if (rest.height() >= row * 0.7F) {
            machine.tasks = crowds_.row(tasks, rest.take_top(std::min(row, rest.height())));
        } else if (machine.title.width() > 1.4F * kTitleWidth * unit_) {
            machine.tasks = crowds_.row(tasks, machine.title.take_right(machine.title.width() - kTitleWidth * unit_));
            machine.title.take_right(8 * unit_);
        }
        rest.take_top(2 * unit_);
        add_things(machine, rest);
    }

    /// Who has ended stands last.
    std::vector<TaskId> tasks_on(NodeId node) const {
        std::vector<TaskId> tasks, ended;
        for (std::size_t i = 0; i < scene_.moment.task_count(); ++i) {
            const auto task = static_cast<TaskId>(i);
            const State state = scene_.moment.state_of(task);
            if (state == State::absent || scene_.moment.task(task).node != node) continue;
            (state == State::done ? ended : tasks).push_back(task);
        }
        tasks.insert(tasks.end(), ended.begin(), ended.end());
        return tasks;
    }

    void add_things(Machine& machine, Box room) const {
        const std::vector<ResourceInfo>& resources = scene_.trace.header().resources;
        const float height = kThingHeight * unit_;
        for (std::size_t i = 0; i < resources.size(); ++i) {
            if (resources[i].node != machine.node) continue;
            if (room.height() < height)
                ++machine.things_hidden;
            else
                machine.things.push_back({static_cast<ResourceId>(i), room.take_top(height)});
        }
    }

    void add_link(const Ends& ends) {
        const Box &one = hall_.machines[index_of(ends.first)].box, &other = hall_.machines[index_of(ends.second)].box;
        Link link{ends.first, ends.second, rim_of(one, other.centre()), rim_of(other, one.centre()), {}, false};
        link.handle = handle_on(link);
        link.cut = is_out(outages_, link.one, link.other, scene_.at);
        hall_.links.push_back(link);
    }

    /// Not in the middle, where links cross; and not on a machine or on another handle, if there is such a place.
    Box handle_on(const Link& link) const {
        const auto is_free = [this](const Box& box) {
            return std::none_of(hall_.machines.begin(), hall_.machines.end(),
                                [&box](const Machine& it) { return it.box.meets(box); }) &&
                   std::none_of(hall_.links.begin(), hall_.links.end(),
                                [&box](const Link& it) { return it.handle.meets(box); });
        };
        const auto handle_at = [&](float share) { return square(between(link.from, link.to, share), 22 * unit_); };
        for (const float share : {0.4F, 0.5F, 0.3F, 0.6F, 0.7F, 0.2F, 0.8F})
            if (is_free(handle_at(share))) return handle_at(share);
        return handle_at(0.4F);
    }

    void put(Flight& flight) const {
        const Box &from = hall_.machines[index_of(flight.from)].box, &to = hall_.machines[index_of(flight.to)].box;
        const Point start = rim_of(from, to.centre()), end = rim_of(to, from.centre());
        flight.at = between(start, end, 0.06F + 0.88F * flight.share);
    }

    const SceneMoment& scene_;
    std::span<const Outage> outages_;
    Box box_;
    float unit_;
    CrowdBuilder crowds_;
    MachineHall hall_;
};

/// Of a conducted run, one behind the other: who was sent first is the furthest.
void space_out(std::vector<Flight>& flights) {
    for (std::size_t i = 0; i < flights.size(); ++i) {
        const auto is_before = [&](const Flight& it) { return it.from == flights[i].from && it.to == flights[i].to; };
        const auto later =
            std::count_if(flights.begin() + static_cast<std::ptrdiff_t>(i) + 1, flights.end(), is_before);
        flights[i].share = std::min(0.12F + 0.07F * static_cast<float>(later), 0.4F);
    }
}

/// What arrives twice is still under way after its first arrival.
void add_doubles(std::vector<Flight>& flights, const Moment& moment) {
    for (const auto& [id, event] : moment.happenings()) {
        const Happening may = happening_of(id);
        if (may.what != Happening::What::arrives) continue;
        const bool known = std::any_of(flights.begin(), flights.end(), [&may = may](const Flight& it) {
            return it.from == may.node && it.to == may.other;
        });
        if (!known) flights.push_back({kNoTask, kNoResource, may.node, may.other, 0, {}});
    }
}

}  // namespace

std::vector<Flight> flights_at(const SceneMoment& scene) {
    const std::size_t events = scene.moment.size();
    std::set<std::int64_t> ended;
    std::vector<Flight> flights;
    for (std::size_t i = events; i > 0 && events - i < kMostLookedAt; --i) {
        const TraceEvent& event = scene.trace[i - 1];
        if (ends_message(event.kind)) ended.insert(event.value);
        if (event.kind != EventKind::transmit || ended.count(event.value) != 0) continue;
        Flight flight{event.task, event.resource, scene.moment.task(event.task).node, node_of(scene, event.resource), 0,
                      {}};
        const TraceEvent* end = scene.trace.header().conducted() ? nullptr : end_of_message(scene, event.value);
        if (end != nullptr) flight.share = share_of(event.time, end->time, scene.at);
        flights.push_back(flight);
    }
    std::reverse(flights.begin(), flights.end());
    if (!scene.trace.header().conducted()) return flights;
    add_doubles(flights, scene.moment);
    space_out(flights);
    return flights;
}

MachineHall machine_hall_of(const SceneMoment& scene, std::span<const Outage> outages, const Box& box, float unit) {
    return HallBuilder(scene, outages, box, unit).built();
}

}  // namespace simul::layout
