// Who gets a free core next, for how long, and who takes a core from whom. One policy a file, in this folder.
//
// How it works. The executor tells the policy of every task that becomes ready, with the reason, and of what tasks do
// with their cores; then it asks who is to have a core that is free. A task whose slice has ended is added again and
// keeps its core if it is chosen again. At one instant: first tasks that leave their cores, then slices that end, then
// a tick, then tasks that wake and arrive, then the choice (docs/DESIGN.md, 3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/words.h"
#include "engine/scenario/task_view.h"
#include "engine/trace/trace_event.h"

namespace simul {

/// Why a task is ready.
enum class Readiness : std::uint8_t {
    arrived,       ///< for the first time
    woke,          ///< what it waited for is over
    yielded,       ///< it gave its core up
    preempted,     ///< another task took its core before its slice had ended
    slice_ended,   ///< it had its core for a whole slice
    reconsidered,  ///< a tick has come: everybody on a core is chosen anew
};

/// Whether it comes to those that are ready or on a core, and was neither.
constexpr bool joins(Readiness why) { return why == Readiness::arrived || why == Readiness::woke; }
/// Whether its turn was cut short: it stands among its equals where it stood before.
constexpr bool keeps_place(Readiness why) { return why == Readiness::preempted || why == Readiness::reconsidered; }
/// The same, as the trace says it.
constexpr std::uint16_t place_among_equals(Readiness why) { return keeps_place(why) ? kPlaceAsBefore : kPlaceNotSaid; }

/// How a task that was ready or on a core has left: it waits, or it is over.
enum class Leaving : std::uint8_t { blocked, ended };

/// A task and what the policy sees in it: a number (level, tickets) or seconds.
struct Ranked {
    TaskId task = kNoTask;
    Cell rank;
    bool may_run = true;  ///< it may be chosen now
};

/// What a policy tells of a task that it has just been given.
struct Told {
    std::optional<Ranked> rank;
    std::uint16_t place = kPlaceNotSaid;  ///< where it stands among its equals (trace_event.h)
};

/// What changes as time passes is told at each choice, among so many tasks at most: nobody reads more.
inline constexpr std::uint32_t kMostTold = 32;

class Line;
class WrittenPolicy;

class Policy {
  public:
    virtual ~Policy() = default;

    // ---- What never changes. It is asked once.
    /// Not null: first come, first served, all for the same slice. The executor asks the line, and nothing below.
    virtual Line* line() { return nullptr; }
    /// The program that it asks; null: it is one of the list.
    virtual const WrittenPolicy* program() const { return nullptr; }
    /// Whether it is told what tasks are called, before they are added for the first time.
    virtual bool knows_names() const { return false; }
    /// Whether it looks at priorities, so that mutexes may lend them.
    virtual bool heeds_priorities() const { return false; }
    virtual bool is_preemptive() const { return false; }
    /// Whether cores have queues of their own.
    virtual bool has_queues() const { return false; }
    /// How much longer a task computes because it continues on another core than its last, whose cache is cold.
    virtual Duration warm_up() const { return Duration(0); }

    // ---- What happens.
    virtual void learn_name(TaskId, const std::string& /*name*/) {}
    virtual Told add(const TaskView& task, Readiness why) = 0;
    /// On a core, for so long since the last time that this was said.
    virtual void ran(const TaskView& /*task*/, Duration /*length*/) {}
    virtual void left(const TaskView& /*task*/, Leaving /*how*/) {}
    /// The priority of a task, ready or not, is another one than `before`: a mutex lends it, or no longer.
    virtual void lent(const TaskView& /*task*/, std::int64_t /*before*/) {}
    /// `next_tick` has come. Ready tasks that go to the tail, one after another, are put into `changed`.
    virtual void tick(Time /*now*/, std::vector<Ranked>& /*changed*/) {}
    Time next_tick() const { return next_tick_; }

    // ---- What is asked.
    /// Why it can choose no more, which ends the run; null: it can.
    virtual const Error* failure() const { return nullptr; }
    /// Where cores have queues. False: whatever it takes for this core now belongs to another core, which goes first.
    virtual bool has_own(CoreId) const { return true; }
    /// Who runs next on this core; kNoTask: nobody who is ready may. Each task is taken once for each time that it was
    /// added; one that ended meanwhile is taken, too, and the executor asks again. What the policy saw in tasks at this
    /// moment goes into `seen`.
    virtual TaskId take(CoreId core, Time now, std::vector<Ranked>& seen) = 0;
    /// How long the task now keeps its core; kForever: until it waits.
    virtual Duration slice(const TaskView&) { return kForever; }
    /// Somebody may take a core. Where ranks change as time passes, so may all others that are ready: they are put into
    /// `others`, and `preempts` compares them as they are `now`.
    virtual void reconsider(Time /*now*/, std::vector<TaskId>& /*others*/) {}
    /// Of those that it reconsidered in vain: what it saw in them.
    virtual void tell_reconsidered(std::vector<Ranked>& /*seen*/) {}
    /// Of newcomers that took no core: what it sees in them now, where it is not what it told when they came.
    virtual void tell_refused(const std::vector<TaskId>& /*newcomers*/, std::vector<Ranked>& /*seen*/) {}
    /// Whether `ready` takes the core of `running`.
    virtual bool preempts(const TaskView& /*ready*/, const TaskView& /*running*/) { return false; }
    /// Of two that run: whether a newcomer that may take either core leaves `better` its own.
    virtual bool keeps_core_rather(const TaskView& better, const TaskView& worse) { return preempts(better, worse); }
    /// What it sees in a task that is ready.
    virtual std::optional<Ranked> rank(const TaskView&) { return std::nullopt; }
    /// What it sees in one that runs when it compares it with a newcomer.
    virtual std::optional<Ranked> rank_on_core(const TaskView& running) { return rank(running); }

    // ---- What it says of its last choice.
    /// Empty: its comparison says all.
    std::string_view said() const { return said_; }
    /// The ticket that it drew, if it drew one.
    std::optional<std::int64_t> drawn() const { return drawn_; }

  protected:
    Time next_tick_ = kNever;
    std::string said_;
    std::optional<std::int64_t> drawn_;
};

}  // namespace simul
