// The workshop shows every story: cores are workbenches, tasks are workers, resources are things with queues, and who
// sleeps, awaits somebody's result or has ended has a place of his own. Each task stands at exactly one place.
#pragma once

#include <vector>

#include "app/layout/figures.h"
#include "engine/analysis/variables.h"

namespace simul::layout {

struct Worker {
    TaskId task = kNoTask;
    State state = State::absent;
    Box chip;
    Box name;  ///< beside the chip; empty: no room
    float share_slept = 0;
    bool in_cycle = false;  ///< waits, over others, for himself
};

/// Workers at one place, in an order that means something: a queue's is who came first.
struct Crowd {
    Box box;
    Box title;  ///< empty: it has none
    std::vector<Worker> workers;
    std::size_t count = 0;   ///< also those for whom there is no room
    std::size_t hidden = 0;  ///< for whom there is none
    Box more;                ///< where the number of the hidden stands; empty when all are, as `count` says it
    bool labelled = false;   ///< chips are large enough for a number
};

struct Bench {
    CoreId core = kNoCore;
    Box box;
    Box label;               ///< empty: no room beside it
    std::vector<Worker> at;  ///< one or none
    float share_computed = 0;
};

/// How much of a resource can be seen.
enum class Detail : std::uint8_t { card, line, dot };

struct Copy {
    TaskId reader = kNoTask;
    ShownCell value;
    Box box;
};

struct Thing {
    ResourceId resource = kNoResource;
    Detail detail = Detail::card;
    Box box;
    Box title;  ///< its name
    Box body;   ///< the thing itself
    /// Semaphore: permits; channel: messages; barrier: parties. `filled` of them, from the first.
    std::vector<Box> slots;
    std::size_t filled = 0;
    Box owner;                 ///< mutex: where its owner's number stands; empty: nobody holds it
    std::vector<Copy> copies;  ///< variable that each task has for itself
    Crowd queue;
};

/// Who waits for whom; only within a circle of waits.
struct WaitArrow {
    TaskId from = kNoTask, to = kNoTask;
    Point start, end;  ///< the middles of their chips
    float chip = 0;    ///< how large these are
};

struct Workshop {
    std::vector<Bench> benches;
    std::size_t benches_hidden = 0;
    Box benches_title;
    Crowd ready, asleep, awaiting, ended;
    Box things_title;
    std::vector<Thing> things;
    std::size_t things_hidden = 0;
    Box round_table;  ///< around which an array of mutexes lies; empty: there is none
    std::vector<WaitArrow> cycle;
};

/// `unit` is how many pixels one of the design is.
Workshop workshop_of(const SceneMoment& scene, const Box& box, float unit);

/// The tasks that wait for each other in circles, each of which waits for the next.
std::vector<TaskId> tasks_in_cycles(const Moment& moment);

}  // namespace simul::layout
