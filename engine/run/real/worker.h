// A thread that runs tasks for real: the parallel executors' side of every operation.
//
// How it works. Each task of `threads` and `processes` has a worker of its own, a pool has a few that take task after
// task. A worker blocks inside `perform` whenever its task must wait. Every wait ends when the run stops, too; then
// `perform` answers `granted` and the task unwinds by Stopped. What differs between the models, how a task begins, is
// the Launcher's business.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/random.h"
#include "engine/os/clock.h"
#include "engine/resources/contents.h"
#include "engine/resources/rules.h"
#include "engine/run/elsewhere.h"
#include "engine/run/message.h"
#include "engine/run/real/device_caller.h"
#include "engine/run/real/real_core.h"
#include "engine/run/real/shared_run.h"
#include "engine/scenario/scenario.h"
#include "engine/scenario/selection.h"

namespace simul {

class Worker;

/// How tasks begin: the one thing in which threads, processes and pools differ.
class Launcher {
  public:
    virtual ~Launcher() = default;
    /// The child has a slot and has arrived, or is coming (`due`). Called by the thread that spawns it.
    /// An error: the computer refused.
    virtual Result<void> launch(Worker& by, TaskId child) = 0;
    /// Whoever ends a task calls its callbacks; otherwise the process that registered them does.
    virtual bool shares_memory() const = 0;
    /// To another machine. False: the network is gone.
    virtual bool send_away(std::string_view /*packed*/) { return false; }
};

class Worker final : public OperationGranter, public ResourceHost, public Homes {
  public:
    /// For the calling thread. `values`: the process' own copies of variables, or null where memory is shared.
    Worker(SharedRun& run, Story& story, Launcher& launcher, OwnValues* values);
    ~Worker();

    /// Runs a task from its beginning to its end, unless it was cancelled before. A task of spawn_at waits for its
    /// time.
    void run_task(TaskId id);
    /// The same of main, whose thread is its own.
    void run_main();
    /// The same on a thread that is this task's alone: the kernel schedules it as the run's policy and the story say.
    void run_task_alone(TaskId id);
    /// On a thread of a pool, before its first task: none of its tasks is more urgent than another.
    void join_pool();
    /// Nothing will be recorded until the next task.
    WriterSlot& writer() { return writer_; }
    void idle() { writer_.stream.horizon.store(kNothingPending, std::memory_order_release); }
    /// Runs the callbacks that are owed by the tasks of this process, until none is left or the run stops.
    void run_owed_callbacks(TaskId registrar);
    /// In a pool of processes: a worker takes the next task, and between two of them runs what those that have ended
    /// owe.
    void keep_callbacks_of(TaskId ended);
    void run_kept_callbacks();
    /// What a process does after its task has ended: its callbacks, and it stays until its children have ended, as
    /// Python's do.
    void linger(TaskId id);
    /// Records for a task that cannot record for itself: one that died, or is cancelled before it began.
    void record_end(TaskId id, Ending ending, int signal, std::string_view told, std::uint16_t line = 0);
    /// It has not begun, and never will: it ends so. False: somebody was faster.
    bool end_before_it_begins(TaskId id, Ending ending, std::string_view told);
    /// For the supervisor: the end of the run.
    void record_outcome(Outcome outcome);
    void note(TaskId task, NoteKind kind, std::uint16_t line, std::string_view text);
    /// For a pool: the task got its place and is ready, or waits for one.
    void queue_for_place(TaskId child);
    /// Now.
    void arrive(TaskId child);
    void record_arrival(TaskId child);  ///< at `now_`
    void free_place(TaskId by);

    /// A task that died in a queue: nobody is to wake it, and its place of the pool is another's.
    void take_out(TaskId dead);
    void hand_streams_on(TaskId dead);

    // For who is the network, and looks after machines (worker_machines.cpp).

    Time now() { return core_.since_start(os::monotonic_now()); }
    /// Of CLOCK_MONOTONIC.
    std::int64_t moment_of(Time when) const;
    /// It has come to its channel, which takes it, or does not.
    void deliver_message(Message& message);
    void record_loss(const Message& message, std::string_view why);
    void record_strike(const Strike& strike, TaskId by, Phase phase, std::uint16_t line);
    /// With `machines_guard` held, its process gone.
    void end_with_machine(TaskId id, Ending ending, int signal, std::string_view told);
    void wipe(ResourceId resource);
    /// On a machine that is back; kNoTask: there are as many as there may be, and the run ends.
    TaskId begin_restart(NodeId node, std::string_view call, TaskId by);

    NodeId node_of(const TaskContext& context) const override { return home_of(context.id); }
    NodeId home_of(TaskId task) const override { return run_.slot(task).node; }
    NodeId home_of(ResourceId resource) const override { return run_.info(resource).node; }

    Grant perform(TaskContext& context, Operation& operation) override;
    std::uint32_t thread_of(const TaskContext& context) const override;
    Model model() const override { return run_.plan().model; }
    void hear_of_changed_copy(TaskContext& context, std::string_view what) override;
    void look_at_line(const TaskContext& context) override {
        slot(context.id).line.store(context.noted_line(), std::memory_order_relaxed);
    }

  private:
    // Of several machines (worker_machines.cpp).
    /// What is of machines only. False: it is not.
    bool perform_on_machines(TaskContext& context, Operation& operation);
    void ask_for_strike(TaskContext& context, Operation& operation);
    void tell_local_time(TaskContext& context, Operation& operation);
    void refuse_resource(TaskContext& context, const Operation& operation, ResourceId resource);
    void refuse_future(TaskContext& context, const Operation& operation, TaskId future);
    void transmit(TaskContext& context, Operation& operation);
    bool is_refused_elsewhere(TaskContext& context, const Operation& operation);
    const std::string& node_name(NodeId node) const { return run_.nodes()[index_of(node)].name; }
    void record_among_machines(TaskSlot& slot, TraceEvent event, std::string_view text);
    void record_of_nobody(TraceEvent event, std::string_view text);

    // Time (worker.cpp).
    void perform_here(TaskContext& context, Operation& operation);
    void compute(TaskContext& context, Operation& operation);
    void rest(TaskContext& context, Operation& operation);
    void go_on_by_itself(TaskContext& context);
    void give_way(TaskContext& context, Operation& operation);
    void tell(TaskContext& context, Operation& operation);
    void draw(TaskContext& context, Operation& operation);
    void gap(const os::Gap& gap);
    void notice_gap(TaskId id);
    void begin_body(TaskContext& context, TaskId id);
    void end_body(TaskContext& context, TaskId id);
    void finish(TaskId id, Ending ending, std::int64_t detail, std::string_view text, std::uint16_t line = 0);
    bool wait_until_due(TaskId id);
    void settle_in(TaskId id);

    // The kernel's policies (worker_scheduling.cpp).
    void be_scheduled(int urgency);
    void be_scheduled_as_others();
    void be_ready_for_share(TaskSlot& slot);
    void take_share(TaskSlot& slot);
    void record_refusals(TaskId id);

    // Waiting (worker_waiting.cpp).
    enum class Wait : std::uint8_t { ended, timed_out, beyond_limit, stopped };
    struct Deadline {
        std::int64_t at = os::kNoDeadline;  ///< CLOCK_MONOTONIC
        Wait then = Wait::timed_out;
    };
    /// Of a wait that begins now.
    Deadline deadline_of(const Operation& operation) const;
    void begin_wait(TaskContext& context, const Operation& operation);
    /// Blocks until somebody has made the task ready, or its time is up.
    Wait wait_for_wake(TaskContext& context, const Operation& operation);
    /// Its time is up. False: somebody was faster.
    bool leave_wait(TaskContext& context, const Operation& operation, Wait why);
    bool leave_queue(TaskContext& context, const Operation& operation, Wait why);
    void make_itself_ready(TaskId id);
    bool leave_future(TaskContext& context, const Operation& operation);
    void give_up(TaskContext& context, Operation& operation, Wait why);
    void go_on_after(Wait wait, TaskContext& context, Operation& operation);
    /// The task has a core again.
    void record_run(TaskId id);
    void read_clock();

    // Resources (worker_resources.cpp).
    void on_resource(TaskContext& context, Operation& operation);
    void select(TaskContext& context, Operation& operation);
    /// With the guard held. Returns what is left to do: to wait, or nothing.
    Answer attempt(TaskContext& context, Operation& operation);
    void go_on_after_attempt(Answer answer, TaskContext& context, Operation& operation);
    /// From all of which a task selects, in the order in which their guards are held.
    static std::vector<ResourceId> selected_in_order(const Operation& operation);
    void ask_device(TaskContext& context, Operation& operation);
    void record_answer(TaskContext& context, const Operation& operation, const DeviceAnswer& answer);
    void record_change_of_device(TaskContext& context, const Operation& operation, Change change);
    bool access_raw(TaskContext& context, Operation& operation);
    void hold(ResourceId resource) { run_.guard(run_.guard_of(resource), current_); }
    void let_go(ResourceId resource) { run_.unguard(run_.guard_of(resource)); }
    void let_go_of_mutex(TaskContext& context, Operation& operation);
    void let_go_of_kept();
    Answer complete(TaskContext& context, Operation& operation);
    void complete_on_condition(TaskContext& context, Operation& operation, Phase phase);
    void tell_consequences(TaskId cause);
    void wake_told();
    void take_lock(TaskContext& context);
    void drop_lock(TaskId id);
    void hand_over_if_asked(TaskContext& context);
    bool wait_for_lock(TaskContext& context, std::uint64_t switches);
    std::uint64_t queue_again(TaskId id, std::uint64_t switches);

    // Futures (worker_futures.cpp).
    void spawn(TaskContext& context, Operation& operation);
    void begin_child(TaskContext& context, Operation& operation);
    /// What is recorded after this is told after its end, whenever the clock was read before.
    bool has_ended(TaskId id);
    void await(TaskContext& context, Operation& operation);
    void deliver(TaskContext& context, Operation& operation);
    void ask_future(TaskContext& context, Operation& operation);
    void ask_of_process(TaskContext& context, Operation& operation);
    void tell_exit_code(TaskContext& context, Operation& operation);
    void kill(TaskContext& context, Operation& operation);
    void add_callback(TaskContext& context, Operation& operation);
    bool cancel(TaskId id);
    TaskId registrar_for(TaskId task);
    void call_back(const Callback& callback);
    void run_inbox(TaskId registrar);
    void run_callback_here(const Callback& callback);
    void cannot_launch(const Error& error);
    void too_many_tasks(TaskContext& context, const Operation& operation);
    void end_at_most_tasks(TaskId who, std::uint16_t line);
    void refuse_long(TaskContext& context, const Operation& operation, const char* what);
    void make_daemon(TaskId child);
    void record_given(TaskId task, std::string_view name, const Cell& value, Phase phase = Phase::done);

    // Futures by hand (worker_by_hand.cpp).
    void make_future(TaskContext& context, Operation& operation);
    void set_by_hand(TaskContext& context, Operation& operation);
    const char* why_not_set(TaskId future) const;

    // Of several futures (worker_watches.cpp).
    void await_of_several(TaskContext& context, Operation& operation);
    Offset begin_watch(TaskContext& context, Operation& operation);
    bool take_end(SharedWatch& watch, Operation& operation);
    void wait_on_watch(TaskContext& context, Operation& operation, SharedWatch& watch);
    bool leave_watch(TaskContext& context, const Operation& operation);
    void deliver_end(TaskContext& context, Operation& operation);
    void tell_watchers(TaskId ended, Offset watchers);
    void hear_in_vain(TaskId ended, SharedWatch& watch);
    TaskId& ended_of(const SharedWatch& watch, std::uint32_t place) const;
    TaskId& watched_of(const SharedWatch& watch, std::uint32_t place) const;

    // Recording.
    void record(TaskId task, TraceEvent event, std::string_view text = {});
    void record(TaskId task, EventKind kind, Phase phase, std::int64_t value = 0, std::uint16_t line = 0);
    void record_on(TaskId task, EventKind kind, Phase phase, ResourceId resource, std::uint16_t ticket,
                   std::uint16_t line, std::int64_t value = 0);
    void record_change(TaskId task, const Operation& operation, const Change& change);

    // ResourceHost.
    ResourceState& state_of(ResourceId resource) override { return run_.state(resource); }
    Waiter& waiter_of(TaskId task) override { return run_.slot(task).waiter; }
    void guard(ResourceId resource) override;
    void unguard(ResourceId resource) override;
    Cell& cell_of(ResourceId variable, TaskId task) override;
    bool has_own(ResourceId variable) const {
        return own_values_ && run_.info(variable).kind == ResourceKind::variable && !run_.info(variable).mmap;
    }
    bool keep_content(ResourceId variable, const Cell& cell, std::string_view packed) override {
        return has_own(variable) ? own_values_->keep(cell, packed) : run_.keep_content(variable, packed, current_);
    }
    void load_content(ResourceId variable, const Cell& cell, std::string& into) override {
        into = has_own(variable) ? own_values_->contents.of(cell) : run_.content_of(variable);
    }
    bool take_room(std::size_t bytes) override { return run_.take_memory(bytes); }
    void give_room_back(std::size_t bytes) override { run_.give_memory_back(bytes); }
    void put_message(ResourceId channel, std::string_view message) override {
        run_.put_message(channel, message, current_);
    }
    void take_message(ResourceId channel, std::string& message) override {
        run_.take_message(channel, message, current_);
    }
    void withdraw_message(ResourceId channel, std::size_t later) override {
        run_.withdraw_message(channel, later, current_);
    }
    WaitQueue& hold_selecting() override;
    void let_go_of_selecting() override;
    void select_from(TaskId who, const std::vector<ResourceId>& channels) override;
    bool selects_from(TaskId who, ResourceId channel) const override;
    bool anybody_selects() const override { return run_.table().anybody_selects.load(); }
    std::string name_of(ResourceId resource) override { return run_.info(resource).name; }
    std::string name_of(TaskId task) override { return run_.name_of(task); }

    TaskSlot& slot(TaskId id) { return run_.slot(id); }

    SharedRun& run_;
    Story& story_;
    Launcher& launcher_;
    OwnValues* own_values_;
    WriterSlot& writer_;
    RealCore core_;
    DeviceCaller devices_;
    std::int64_t thread_;        ///< the kernel's number of this one
    std::vector<TaskId> owing_;  ///< tasks that have ended on it and have callbacks which it has yet to run
    std::int64_t lent_cpu_ = 0;  ///< core time that callbacks inside of a task have used
    ResourceRules rules_{*this};
    std::vector<TaskId> to_wake_;
    bool keeps_guards_ = false;  ///< while a notify is told: those that it moved stay where they are
    std::vector<ResourceId> kept_guards_;
    std::unordered_map<TaskId, Random> chance_;
    std::int64_t now_ = 0;      ///< CLOCK_MONOTONIC: what events are stamped with
    TaskId current_ = kNoTask;  ///< whose code runs on this thread
    TaskContext* running_ = nullptr;
};

}  // namespace simul
