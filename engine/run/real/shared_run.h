// What the threads or processes of one real run share: their tasks, the story's resources, the pool's queue.
//
// How it works. All of it is plain data in the region, made before the first thread or process, at one address for all.
// A resource, and a task's future, each have a guard: a futex lock that is held for some hundred nanoseconds and never
// while waiting for anything else (a condition's guard before its mutex', those of channels that somebody selects from
// in their order and before the guard of who selects, that of long texts within any other; no other two at once). A
// guard whose holder died is taken over. A task that waits is woken by whoever ends its wait, who also records that it
// is ready: so the order of the trace is the order of the resource, whatever the kernel does with the threads. It waits
// for one word, its own, which costs half of what waiting for the stop word as well would: when the run stops, the
// supervisor, which waits for both, changes the word of every task.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/os/futex.h"
#include "engine/resources/rules.h"
#include "engine/run/region.h"
#include "engine/run/settings.h"
#include "engine/run/strikes.h"
#include "engine/scenario/selection.h"
#include "engine/scenario/task_attributes.h"
#include "engine/scenario/until.h"

namespace simul {

/// What a task does, as others may see it. The deadlock watch trusts `waiting`: only another task can end it.
enum class Activity : std::uint8_t { coming, ready, busy, resting, waiting, ended };

/// Who decides whether a task begins: its thread, or a cancel that came before.
enum class Start : std::uint8_t { pending, begun, refused };

/// A done callback, in a list of the future or of the process that has to run it.
struct Callback {
    Offset next = 0;
    TaskId registrar = kNoTask;
    Offset call = 0;
    TaskId about = kNoTask;
};

/// Futures that a task waits for together (see Until). `watched` and `ended` are arrays of `count` TaskIds.
struct SharedWatch {
    std::atomic<std::uint32_t> guard{0};
    TaskId by = kNoTask;
    Until until{};
    bool waits = false, heard = false;  ///< heard: its gather has a failure to raise
    TaskId awaits = kNoTask;            ///< while it waits: whose end ends it in any case; then whose end did
    std::uint32_t count = 0, given = 0, told = 0;
    Offset watched = 0, ended = 0;
    std::int64_t end = os::kNoDeadline;  ///< CLOCK_MONOTONIC; after that it waits for none
};

/// That a watch is to be told of an end, in a list of the future.
struct SharedWatcher {
    Offset next = 0, watch = 0;
};

struct TaskSlot {
    std::atomic<std::uint32_t> wake{0};  ///< futex: looks again; changed by the supervisor, too, when the run stops
    std::atomic<std::uint32_t> guard{0};
    std::atomic<Activity> activity{};
    std::atomic<bool> timed{false};  ///< what it waits for has a deadline: it can end its wait itself
    std::atomic<Start> start{};
    std::atomic<Ending> ending{};
    std::atomic<bool> failure_taken{false};
    std::atomic<std::int32_t> signal{0};       ///< that has killed its process, or the code of its exit
    std::atomic<std::uint32_t> kill_asked{0};  ///< futex: the supervisor is to kill its process
    std::atomic<bool> died{false};             ///< its process was killed: what it held is abandoned
    std::atomic<std::uint16_t> sequence{0};    ///< of its next event
    std::atomic<bool> records{false};          ///< of several machines: it is in the middle of it
    std::atomic<bool> counted{false};          ///< it is among `unended`
    Waiter waiter;
    WaitQueue awaiting;
    std::uint32_t selected = 0;  ///< from how many channels it selects, which `among` names
    std::array<ResourceId, kMostSelected> among{};
    TaskId parent = kNoTask;
    TaskId called_back_by = kNoTask;  ///< a done callback: the task whose process runs it
    TaskId called_by = kNoTask;       ///< the same: the task whose thread runs it
    TaskId next_placed = kNoTask;     ///< in the pool's queue
    TaskId next_to_begin = kNoTask;   ///< of those that a machine is to begin
    NodeId node = kFirstNode;         ///< where it runs
    bool in_pool = false;             ///< holds a place of the pool, or waits for one
    bool daemon = false;              ///< the run does not wait for its end
    bool by_hand = false;             ///< no task at all: a future that others set
    bool refused_nice = false;        ///< the kernel did not let it be less nice
    bool wants_share = false;         ///< of the cores, by a deadline, once it has arrived
    bool refused_deadline = false;    ///< and the kernel did not give it
    TaskAttributes given;             ///< what the story says of it
    Offset call = 0, result = 0, error = 0;
    std::atomic<Offset> long_call{0};              ///< until it begins: with its arguments, which `call` has not
    Offset callbacks = 0;                          ///< to run when it has ended; under `guard`
    Offset watchers = 0;                           ///< to be told then; under `guard`
    std::atomic<Offset> inbox{0};                  ///< processes: callbacks that this task's process has to run
    std::atomic<std::uint32_t> owed_callbacks{0};  ///< registered by it, not yet run
    std::atomic<std::uint64_t> operations{0};
    std::atomic<std::uint32_t> line{0};  ///< that runs for long, for the supervisor
    std::atomic<std::int32_t> process{0};
    std::atomic<std::int64_t> thread{0};   ///< the kernel's number of the thread that runs it
    std::atomic<std::uint32_t> writer{0};  ///< index + 1 of the writer of its thread
    std::atomic<bool> in_story{false};     ///< story code runs (not compute, not a wait)
    std::int64_t due = 0;                  ///< spawn_at
    std::atomic<std::int64_t> sending{0};  ///< the number of a message that the network has not heard of yet
    ResourceId sending_into = kNoResource;
    std::atomic<std::uint32_t> strike_asked{0};  ///< futex: the supervisor is to do what `strike` says
    Strike strike;
    std::uint16_t strike_line = 0;
    bool struck = false;  ///< it changed something
};

/// One machine of a story that has several.
struct NodeSlot {
    std::atomic<std::uint32_t> news{0};  ///< futex: there are tasks to begin
    std::atomic<std::uint32_t> to_begin{
        0};                              ///< number + 1 of the newest of them; under `machines_guard`, but for taking
    std::atomic<std::uint32_t> sent{0};  ///< how often its process put something into its cable, which nobody took
    std::atomic<bool> down{false};       ///< changed under `machines_guard`
    std::atomic<std::int32_t> process{0};
};

struct GuardedResource {
    std::atomic<std::uint32_t> guard{0};
    ResourceState state;
    Offset content = 0;  ///< variable: what its cell, if that is packed, stands for; under the guard
};

/// Blocks for what is long and goes by again: messages and arguments. A block of each length has 2^n bytes, begins as
/// the region's texts do, and is used again. Free ones of a length are linked by their first bytes.
struct LongTexts {
    std::atomic<std::uint32_t> guard{0};
    std::array<Offset, 33> free{};
};

struct RunTable {
    std::atomic<std::uint32_t> tasks{0};  ///< that have a slot, complete; changed under `tasks_guard`
    std::atomic<std::uint32_t> tasks_guard{0};
    std::atomic<std::uint32_t> unended{0};  ///< that the run waits for
    std::atomic<std::uint32_t> changed{0};  ///< futex: the supervisor should look
    std::atomic<std::uint32_t> too_long{0};
    std::atomic<std::uint32_t> kills{0};           ///< that were asked for, and not done yet
    std::atomic<std::uint32_t> strikes{0};         ///< the same
    std::atomic<std::uint32_t> machines_guard{0};  ///< of who begins a task on a machine, or lets one crash
    std::atomic<std::int64_t> messages{0};         ///< that were sent to other machines
    std::atomic<bool> pool_broken{false};          ///< one of its workers was killed, and that broke it
    std::atomic<std::uint32_t> lock_asked{0};      ///< the global lock: its owner is to hand it over
    std::uint64_t lock_switches = 0;               ///< how often who had waited for it got it; under its guard
    std::atomic<std::uint32_t> places_guard{0};
    std::atomic<std::uint32_t> placed{0};  ///< futex: tasks that have a place and wait for a worker
    std::atomic<std::uint32_t> place_news{0};
    TaskId first_placed = kNoTask, last_placed = kNoTask;
    std::uint32_t idle_workers = 0;               ///< of a pool of threads, that have had a task; under its guard
    std::atomic<std::uint32_t> begun_workers{0};  ///< futex: of a pool of threads, that have, or are to have one
    std::atomic<std::uint32_t> selecting_guard{0};
    std::atomic<bool> anybody_selects{false};
    WaitQueue selecting;  ///< for any of several channels; under its guard
    LongTexts long_texts;
};

class SharedRun {
  public:
    /// Lays everything out in the region and opens the channels' pipes and sockets.
    static Result<SharedRun> create(Region& region, const ScenarioDescription& scenario, const RunPlan& plan);

    Region& region() const { return *region_; }
    RegionHead& head() const { return region_->head(); }
    RunTable& table() const { return *table_; }
    const RunPlan& plan() const { return *plan_; }
    /// Stands for the supervisor where a task is asked for: it is never one of the story's.
    TaskId supervisor() const { return static_cast<TaskId>(plan_->max_tasks); }
    TaskSlot& slot(TaskId id) const { return slots_[index_of(id)]; }
    ResourceState& state(ResourceId id) const { return resources_[index_of(id)].state; }
    std::atomic<std::uint32_t>& guard_of(ResourceId id) const { return resources_[index_of(id)].guard; }
    const ResourceInfo& info(ResourceId id) const { return (*infos_)[index_of(id)]; }
    const std::vector<ResourceInfo>& infos() const { return *infos_; }
    /// Of several machines; none: there is one.
    const std::vector<NodeInfo>& nodes() const { return *nodes_; }
    bool has_nodes() const { return !nodes_->empty(); }
    NodeSlot& node(NodeId id) const { return node_slots_[index_of(id)]; }
    ResourceId pool() const { return pool_; }
    ResourceId global_lock() const { return global_lock_; }
    bool stopping() const { return region_->stopping(); }
    /// By the supervisor, when the run is over or was told to stop: sets the stop word and ends every wait.
    void end_waits() const;
    /// Blocks until the task's word differs from `seen`, the run stops, or the deadline passes. What is waited for is
    /// to be looked at after `seen` was read.
    os::Woken wait_for_word(const TaskSlot& slot, std::uint32_t seen, std::int64_t deadline_ns = os::kNoDeadline) const;

    /// A slot with parent and call; kNoTask when there are as many tasks as may be. `who`: the task that asks, or the
    /// supervisor.
    TaskId new_task(TaskId parent, std::string_view call, TaskId who) const {
        return new_slot(parent, call, who, true);
    }
    /// A future that no task stands behind, which the run does not wait for.
    TaskId new_future(TaskId parent, std::string_view name, TaskId who) const {
        return new_slot(parent, name, who, false);
    }
    /// The run waits for it no longer: it has ended, or is a daemon.
    void count_out(TaskId id) const;
    std::string_view call_of(TaskId id) const {
        const Offset long_call = slot(id).long_call.load(std::memory_order_relaxed);
        return region_->text(long_call != 0 ? long_call : slot(id).call);
    }
    void drop_long_call(TaskId id, TaskId who) const;
    std::string name_of(TaskId id) const;
    const std::string& source_name() const { return source_name_; }

    /// `who`: a task that lives as long as the guard is held.
    void guard(std::atomic<std::uint32_t>& word, TaskId who) const;
    void unguard(std::atomic<std::uint32_t>& word) const;

    /// Of a run's memory, for what is long. False: so much is not left.
    bool take_memory(std::size_t bytes) const;
    void give_memory_back(std::size_t bytes) const;
    /// With the variable's guard held.
    bool keep_content(ResourceId variable, std::string_view packed, TaskId who) const;
    std::string content_of(ResourceId variable) const {
        return region_->copy_of_text(resources_[index_of(variable)].content);
    }
    /// A long message is put aside, and what goes through a ring or a pipe says where it is. Its memory was taken.
    void put_message(ResourceId channel, std::string_view message, TaskId who) const;
    void take_message(ResourceId channel, std::string& message, TaskId who) const;
    void withdraw_message(ResourceId channel, std::size_t later, TaskId who) const;

    /// A task has a place in the pool: some worker is to run it.
    void place(TaskId task, TaskId who) const;
    /// Nobody when there is none.
    TaskId take_placed(TaskId who) const;
    /// Of a worker that has had a task, and looks for the next.
    void note_idle(TaskId who) const;
    /// The process of a machine is to begin a task, which is not there yet; with `machines_guard` held. Taken in the
    /// order in which they came.
    void begin_on(NodeId node, TaskId task) const;
    std::vector<TaskId> take_to_begin(NodeId node) const;
    /// What a resource holds goes with its machine; its tickets stay. With its guard held.
    void wipe(ResourceId resource, TaskId who) const;
    /// Whether a task of that machine is in the middle of a change, or of recording one. Its process stands still.
    bool is_in_the_middle(NodeId node) const;
    /// Callbacks in the inbox of a task count as not ended. Those of a process that died will never run.
    void forget_callbacks(TaskId registrar) const;
    /// All workers of a pool who are idle look again what there is to do.
    void tell_pool() const;
    /// Wakes the supervisor.
    void tell_supervisor() const;

  private:
    void let_worker_begin() const;
    struct Ring;

    Result<void> open_channels();
    TaskId new_slot(TaskId parent, std::string_view call, TaskId who, bool counts) const;
    std::uint32_t count_in_ring(ResourceId channel) const;
    static TaskId holder_of(const std::atomic<std::uint32_t>& guard);
    bool is_held_on(NodeId node, const std::atomic<std::uint32_t>& guard) const;
    Offset keep_long(std::string_view text, TaskId who) const;
    void drop_long(Offset text, TaskId who) const;
    void take_back(std::string& message, TaskId who) const;
    void put_short(ResourceId channel, std::string_view message) const;

    Region* region_ = nullptr;
    const RunPlan* plan_ = nullptr;
    RunTable* table_ = nullptr;
    TaskSlot* slots_ = nullptr;
    GuardedResource* resources_ = nullptr;
    std::string source_name_;
    std::shared_ptr<std::vector<ResourceInfo>> infos_;
    std::shared_ptr<std::vector<NodeInfo>> nodes_;
    NodeSlot* node_slots_ = nullptr;
    std::vector<Offset> rings_;                  ///< by channel; 0: it has a carrier
    std::vector<std::pair<int, int>> carriers_;  ///< by channel: read end, write end; -1: it has a ring
    ResourceId pool_ = kNoResource, global_lock_ = kNoResource;
};

}  // namespace simul
