// What all scenes are laid out from, and what they have in common.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/layout/geometry.h"
#include "engine/analysis/moment.h"
#include "engine/analysis/timeline.h"
#include "engine/trace/task_names.h"
#include "engine/trace/trace.h"

namespace simul::layout {

/// A run at one moment: nothing else decides where a figure stands, so the same moment is the same picture.
/// `at` lies between the last event of the moment and the next one of the trace.
struct SceneMoment {
    const Trace& trace;
    const Timeline& timeline;
    const TaskNames& names;
    const Moment& moment;
    Time at{};
};

/// A machine, twice, or the ends of a link.
struct MachineEnds {
    NodeId one{}, other{};
    bool of_link() const { return one != other; }
};

/// What can be pointed at: a task, a resource, a machine or a link.
struct Target {
    Box box;
    TaskId task = kNoTask;
    ResourceId resource = kNoResource;
    std::optional<MachineEnds> machines = {};
};

constexpr float kFullTurn = 6.2831853F;

/// A square around its centre.
constexpr Box square(Point centre, float side) {
    return {centre.x - side / 2, centre.y - side / 2, centre.x + side / 2, centre.y + side / 2};
}
constexpr Point between(Point from, Point to, float share) {
    return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}
float distance(Point one, Point other);
/// The point so far away in the direction of the angle; 0 looks right, a quarter turn looks down.
Point towards(Point from, float angle, float length);
/// From 0 to 1, slowly at both ends.
constexpr float eased(float share) { return share * share * (3 - 2 * share); }

/// How much of its sleep a task has behind it, from 0 to 1; a task that does not sleep: 0.
float share_slept(const SceneMoment& scene, TaskId task);

/// How much of its computing a task has behind it; 0 for one that does not compute. What it waited for a core in
/// between does not count.
float share_computed(const SceneMoment& scene, TaskId task);

/// The part of a stretch of time that is over, from 0 to 1.
float share_of(Time from, Time until, Time at);

/// What the story told its scene; `otherwise` if it told nothing of this name, or no number.
double bound_number(const TraceHeader& header, std::string_view name, double otherwise);
std::string_view bound_text(const TraceHeader& header, std::string_view name);

/// `3` of "game 3", `s1` of "sensor 1" where there is a "radar 1", too. A name without a number, or that of two tasks:
/// one of at most four tasks gets a letter, `A` is the first; else the task's own number.
std::string number_of(const TaskNames& names, TaskId task);

/// How many tasks the story has besides main, as far as the whole trace tells.
std::size_t spawned_tasks(const SceneMoment& scene);

/// The last span of the lane that begins with one of the first `events` events, as an index; -1 if none does.
std::ptrdiff_t last_span_within(const Spans& lane, std::size_t events);

/// The cores of the run, also those that had nothing to do: at least as many as it was given.
std::vector<CoreId> cores_of(const SceneMoment& scene);

}  // namespace simul::layout
