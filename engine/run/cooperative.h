// The base of every executor in which one thread runs all tasks: simulated time, the event loop, one after another.
//
// How it works. A task runs until it asks for something that it must wait for; `perform` then answers "later", and the
// derived executor decides who continues. What operations mean, apart from time and cores, stands here: futures,
// resources, spawning, telling. A derived executor says what it means to compute, to rest, to be ready, to wait.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/random.h"
#include "engine/resources/rules.h"
#include "engine/run/gate.h"
#include "engine/run/held_resources.h"
#include "engine/run/idle_workers.h"
#include "engine/run/latest_time.h"
#include "engine/run/settings.h"
#include "engine/run/task_recording.h"
#include "engine/run/task_table.h"
#include "engine/run/watchdog.h"
#include "engine/scenario/body_end.h"
#include "engine/scenario/scenario.h"
#include "engine/scenario/until.h"

namespace simul {

class Cooperative : public OperationGranter, public HeldResources, protected TaskRecording {
  public:
    /// `stop` may be set by anybody at any time: the run ends as soon as a task asks for its next operation.
    Cooperative(Story& story, const RunPlan& plan, Recorder& recorder, const std::atomic<std::uint32_t>& stop);
    virtual ~Cooperative() = default;

    /// Runs main and everything that it leads to. Records the end.
    Outcome run();

    Grant perform(TaskContext& context, Operation& operation) override;
    void hear_of_changed_copy(TaskContext& context, std::string_view what) override;
    std::uint32_t thread_of(const TaskContext& context) const override;
    Model model() const override { return plan_.model; }

    /// From now on every operation passes this gate, which lives as long as the run.
    void obey(const std::atomic<std::uint32_t>& gate) { gate_ = &gate; }
    const Progress& progress() const { return progress_; }

  protected:
    // ---- What a derived executor decides. If it answers `later`, it calls `go_on` once the task has a core again.

    /// Continues until no task can, or the run is over.
    virtual void drive() = 0;
    virtual Grant compute(CoopTask& task, Operation& operation) = 0;
    virtual Grant rest(CoopTask& task, Operation& operation) = 0;
    virtual Grant give_way(CoopTask& task, Operation& operation) = 0;
    /// `task` has just become ready, or arrived, and this was recorded.
    virtual void enqueue(CoopTask& task) = 0;
    /// The same of a turn of the loop in which something is told of `ended`, whoever ran it.
    virtual void enqueue_end(CoopTask& ended) { enqueue(ended); }
    /// `task` is about to wait: what it must not keep meanwhile is to be let go.
    virtual void before_wait(CoopTask&) {}
    /// `task` stands in a queue, and this was recorded.
    virtual void wait(CoopTask& task) = 0;
    /// `child` was spawned by `parent`; `later` if the parent waits until it has ended.
    virtual Grant begin(CoopTask& parent, CoopTask& child, Operation& operation);
    /// `future`, which nobody runs, has a number.
    virtual void add_future(CoopTask&) {}
    /// `child` is to arrive at this moment (since the start of the run).
    virtual void begin_at(CoopTask& child, Time when) = 0;
    /// The task has ended, and this was recorded.
    virtual void leave(CoopTask& task) = 0;
    /// `task` waits, and calls `run_out_of_time` after this length if its wait has not ended by then.
    virtual void set_deadline(CoopTask& task, Duration length) = 0;
    /// A task that rests, has a deadline, or has yet to arrive, is no longer waited for by the clock.
    virtual void forget_alarm(CoopTask& task) = 0;
    /// True: `task`, for which something is reserved, will be made ready later, by whoever brings the news.
    virtual bool defer(CoopTask&, const Consequence&, TaskId /*cause*/) { return false; }
    /// The task waits for its answer, and `extras->request` is its number; the executor calls `hear` once the answer is
    /// there, at once or later.
    virtual void begin_request(CoopTask& task, const DeviceRequest& request) = 0;
    /// Real executors: whether the only thread itself waits for the answer; then `ask_and_block` does it.
    virtual bool keeps_thread(const CoopTask&, const Operation&) const { return false; }
    virtual Grant ask_and_block(CoopTask&, Operation&, const DeviceRequest&) { return Grant::granted; }
    /// What decides about the answers of this device that are to come.
    virtual void add_device(StateHash&, std::size_t /*resource*/) const {}
    /// What is asked of another's process, where there may be one; and that of a worker of a pool has died.
    virtual Grant ask_of_process(CoopTask& task, Operation& operation);
    virtual void die_in_pool(CoopTask& task, std::string_view text, int signal) { finish(task, text, signal); }
    /// No news is to make the task ready any more.
    virtual void forget_news(CoopTask&) {}
    /// Whether it is too late to cancel it as if it had never been.
    virtual bool has_begun(const CoopTask& task) const { return task.started; }
    /// True: the task, whose body has ended, is not to end before it is chosen once more.
    virtual bool puts_end_off(CoopTask&) { return false; }
    /// The task has ended, and does something more: `do_after_end` is called, on an event loop at a turn of its own.
    virtual void take_turn_after_end(CoopTask& ended);
    /// True: the task, which is ready, is on its way to its end, cut off before what it would do next.
    virtual bool cut_before_next(CoopTask&) { return false; }
    /// Sets `now_` where time goes by while story code runs.
    virtual void read_clock() {}
    virtual Time since_start() const { return now_; }
    /// What the ends of time limits are compared with.
    virtual Time time_of_limits() const { return since_start(); }
    /// The same, but of an event loop as it was when this turn began: what ends later is over at the next turn.
    Time time_of_turn() const { return plan_.model == Model::event_loop ? turn_began_ : time_of_limits(); }

    // ---- For derived executors.

    /// As before the first run. Memory is kept.
    void start_anew();
    /// Of a run that is over: tasks that did not come to their end continue no more.
    void drop_bodies();

    /// The task has a core: completes what it waited for, and runs until it waits, computes or ends.
    void go_on(CoopTask& task) {
        task.doing = TaskProgress::running;
        if (task.resumes) {
            complete(task);
            if (task.doing == TaskProgress::waiting) return;  // again: what it waited for has gone to another
        } else if (!task.started) {
            if (task.cancel_asked) return end_without_running(task);
            start_body(task, story_);
        }
        go_on_in_story(task);
    }
    /// The same, when what it waited for is complete.
    void go_on_in_story(CoopTask& task) {
        progress_.task.store(&task, std::memory_order_relaxed);
        if (guard_) [[unlikely]]
            resume_without_guard(task);
        else
            task.resume();
        progress_.task.store(nullptr, std::memory_order_relaxed);
        if (!task.ended() || puts_end_off(task)) return;
        read_clock();
        end(task);
    }
    void end(CoopTask& task);
    void finish(CoopTask& task, std::string_view text, int signal = 0, std::uint16_t line = 0);
    void free_place(CoopTask& task);
    /// Of a task whose machine has crashed: it ends where it stands, and nobody hears of it. Its code is kept.
    void end_by_crash(CoopTask& task);
    /// What the story does on a node that comes back; `by`: who has started it again, or nobody.
    void restart(NodeId node, CoopTask* by);
    /// For tasks of spawn_at, when their time has come.
    void arrive(CoopTask& task);
    void record_arrival(CoopTask& task);
    void make_ready(CoopTask& task, TaskId cause) {
        record_ready(task, cause);
        enqueue(task);
    }
    void record_ready(CoopTask& task, TaskId cause) {
        if (task.has_deadline) [[unlikely]]
            forget_deadline(task);
        task.doing = TaskProgress::ready;
        record(task, EventKind::ready, Phase::done, value_of(cause));
    }
    void forget_deadline(CoopTask& task);
    /// It was cancelled before it began.
    void end_without_running(CoopTask& task);

    // ---- Threads beside an event loop (cooperative_threads.cpp).
    void resume_without_guard(CoopTask& task);
    /// Whether one of these runs the task.
    bool is_on_thread(const CoopTask& task) const { return task.in_pool && plan_.model == Model::event_loop; }
    bool is_on_loop(const CoopTask& task) const { return !task.in_pool && plan_.model == Model::event_loop; }
    /// Of what it asks for.
    static void adapt_to_thread(Operation& operation);
    static bool has_thread(const CoopTask& task) { return task.extras && task.extras->thread != 0; }
    void start_body(CoopTask& task, Story& story);
    void enter_memory(CoopTask& task);
    void leave_memory(CoopTask& task);

    // ---- The end of an event loop (cooperative_ending.cpp).
    /// All who were ready have had their turn.
    void end_turn() {
        if (is_closing()) [[unlikely]]
            end_last_turn();
    }
    bool is_closing() const { return turns_left_ >= 0; }
    /// Cancels whoever is left, and waits for them.
    void close_loop();

    /// Of a task that was spawned in a group: which; 0: it was not.
    static std::int64_t group_of(const CoopTask& task);
    bool is_in_group(const CoopTask& task) const;
    void do_after_end(CoopTask& ended);

    // ---- Waiting (cooperative_waiting.cpp).

    /// The task has a core: ends the wait for the operation that it asked for.
    void complete(CoopTask& task) {
        task.resumes = false;
        const Operation& operation = *task.operation;
        if (operation.kind == OperationKind::sleep && !task.cancel_asked && !task.timed_out && now_ < kLatest)
            [[likely]]
            return record(task, EventKind::sleep, Phase::done, operation.value, operation.line);
        complete_others(task);
    }
    /// It was recorded what the task waits for. Answers `later`.
    Grant begin_wait(CoopTask& task);
    /// Of a task that waits or rests: it continues without what it waited for.
    void end_wait(CoopTask& task, TaskId cause);
    /// Of a task that is about to wait: after how long its time is up, and which time that is.
    Duration next_deadline(CoopTask& task);
    /// How long it is until a time limit is over.
    Duration left_until(Time end) const;
    /// A sleep of no time is a turn of the event loop, as in asyncio: from now on it is a yield.
    bool only_gives_way(const CoopTask& task, Operation& operation) const;
    /// For derived executors, when its deadline has passed.
    void run_out_of_time(CoopTask& task);
    /// The same for whatever it waited for by the clock: to arrive, to sleep, or no longer than that.
    void end_wait_for_time(CoopTask& task);
    /// A time limit of the task was over, and what it awaits was cancelled, for whose end it waits until the next.
    virtual void wait_for_next_limit(CoopTask& task);
    void give_up(CoopTask& task, Operation& operation);
    Grant wait_for_end(CoopTask& task, Operation& operation, CoopTask& awaited);
    void tell_consequences(TaskId cause);
    /// Of a task that waits for a device's answer: here it is, and the task continues.
    void hear(CoopTask& task, DeviceAnswer answer);
    void take_in(CoopTask& task, DeviceAnswer answer);  ///< the same, but does not make it ready
    /// The number of the request whose answer it waits for no longer; 0: there is none.
    static std::uint64_t take_request(CoopTask& task);
    void record_answer(CoopTask& task, const DeviceAnswer& answer);
    void complete_on_device(CoopTask& task, Operation& operation);
    std::optional<StateHash> standing_state() const;
    void add_resource(StateHash& hash, std::size_t resource) const;
    void add_resources(StateHash& hash) const;
    void add_values(StateHash& hash, const std::vector<Cell>& values) const;
    /// How many stand there.
    std::uint32_t count_of(const WaitQueue& queue) const;
    /// A round that takes no time leads back to where it began: `task`, which asks for the operation, is told of, and
    /// the run ends. `kind` and `sentence`: what that is in this executor.
    void end_round(CoopTask& task, const Operation& operation, NoteKind kind, std::string_view sentence);
    /// The operation fails with this sentence.
    Grant refuse(CoopTask& task, Operation& operation, std::string sentence);
    /// What every operation begins with. False: the run is over, and the task stays where it is.
    bool may_perform() {
        if (pass_gate(*gate_, stop_)) read_clock();
        if (over()) [[unlikely]]
            return false;
        progress_.operations.store(progress_.operations.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        return true;
    }
    bool may_record(std::uint64_t more) const { return events_ + more <= plan_.max_events; }
    bool over() const { return over_ || stop_.load(std::memory_order_relaxed) != 0 || events_ > plan_.max_events; }
    CoopTask& task(TaskId id) { return tasks_[id]; }

    std::string name_to_record(const CoopTask& task) { return recorder_->is_read() ? name_of(task.id) : std::string(); }
    void note(NoteKind kind, CoopTask& task, std::uint16_t line, std::string_view text);
    /// Nobody else could continue for so long, in scenario time.
    void note_kept_loop(CoopTask& task, const Operation& operation, Duration length);

    // ---- ResourceHost
    Waiter& waiter_of(TaskId id) override { return tasks_[id].waiter; }
    Cell& cell_of(ResourceId variable, TaskId task) override;
    void mark_cells(const Contents::Mark& mark) const override;
    bool keeps_what_it_granted() const override { return plan_.model != Model::event_loop; }
    bool selects_from(TaskId who, ResourceId channel) const override;
    void choose(TaskId who, ResourceId channel) override { tasks_[who].operation->resource = channel; }
    using HeldResources::name_of;
    std::string name_of(TaskId id) override;

    /// Whether an await that stands before its task would not have to wait.
    bool can_end(const Operation& await, const CoopTask& task) const;
    static const Watch& watch_of(const CoopTask& task, std::int64_t number);
    TaskId still_awaited(const Operation& await, const CoopTask& task) const;
    std::vector<TaskId> watched_by(const Operation& await, const CoopTask& task) const;
    bool waits_for_all_at_once(Until until) const;
    bool watches_itself(const Operation& await, const CoopTask& task) const;
    bool can_tell(const Watch& watch) const;
    bool will_tell(const Watch& watch) const;
    bool is_over(const Watch& watch, std::size_t left, std::size_t ended, bool has_failure) const;
    void wait_for_another(CoopTask& task);

    Story& story_;
    RunPlan plan_;
    const std::atomic<std::uint32_t>& stop_;
    const std::atomic<std::uint32_t>* gate_ = &kOpenGate;
    ResourceRules rules_{*this};
    TaskTable tasks_;
    std::size_t unended_ = 0;        ///< tasks that the run waits for, those yet to arrive included
    std::size_t daemons_ = 0;        ///< others that have not ended
    Time turn_began_{};              ///< event loop: this turn, as `time_of_limits`
    std::uint64_t unseen_ = 0;       ///< of these: instants that left no event in the trace, which could go on for ever
    bool over_ = false;              ///< a limit was reached
    std::size_t loop_runs_for_ = 1;  ///< event loop: it ends when the tasks below this number have ended
    std::int32_t turns_left_ = -1;   ///< event loop: after this one, until it closes; -1: it stays open
    Progress progress_;
    std::mutex* guard_ = nullptr;  ///< real event loops beside which threads run: of all that stands here
    ResourceId pool_ = kNoResource, global_lock_ = kNoResource;
    bool pool_broken_ = false;    ///< one of its workers was killed, and that broke it
    bool own_variables_ = false;  ///< tasks have copies of those that are not shared memory
    bool forks_ = false;          ///< a task begins with the copies of its spawner; else with the first values

    using Memory = std::shared_ptr<std::vector<Cell>>;  ///< a process' own copies of the variables
    Memory first_values() const;
    IdleWorkers idle_workers_;     ///< of a pool
    std::deque<Memory> memories_;  ///< of the workers of a process pool that are idle

  private:
    void add_queue(StateHash& hash, const WaitQueue& queue) const;
    CoopTask& new_task(CoopTask* parent, std::string_view call);
    /// null: of nobody.
    void copy_variables(CoopTask& task, CoopTask* parent);
    void arrive_with_attributes(CoopTask& task);
    void drop_long_call(CoopTask& task);
    void complete_others(CoopTask& task);
    void fail_at_end_of_time(CoopTask& task, const Operation& operation);
    void complete_on_resource(CoopTask& task, Operation& operation);
    void wait_again(CoopTask& task, Operation& operation, const Change& change);
    void complete_on_future(CoopTask& task, Operation& operation);
    void lock_again(CoopTask& task, Operation& operation);
    void record_giving_up(CoopTask& task, Operation& operation);
    BodyEnd keep_result(CoopTask& task, std::string& text);
    static bool is_for_threads(const Operation& operation);
    Grant refuse_on_thread(CoopTask& task, Operation& operation);
    bool tells_loop_at_once(CoopTask& ended);
    void hear_on_loop(CoopTask& ended);
    void leave_running(CoopTask& task);
    void leave_behind(CoopTask& task);
    void tell_of_end(CoopTask& task);
    void call_and_wake(CoopTask& task);
    void call_next(CoopTask& task);
    void note_end_on_loop(const CoopTask& task);
    void end_last_turn();
    void cut_off(CoopTask& task);
    Outcome conclude();

    Grant on_resource(CoopTask& task, Operation& operation);
    Grant ask_device(CoopTask& task, Operation& operation);
    Grant rest_within_limit(CoopTask& task, Operation& operation);
    Grant give_way_within_limit(CoopTask& task, Operation& operation);
    Grant wait_on_condition(CoopTask& task, Operation& operation, const Change& change);
    void record_change(CoopTask& task, const Operation& operation, const Change& change);
    Grant spawn(CoopTask& task, Operation& operation);
    Grant await(CoopTask& task, Operation& operation);
    Grant deliver(CoopTask& task, Operation& operation, CoopTask& awaited);
    Grant ask_future(CoopTask& task, Operation& operation);
    Grant tell_whether_done(CoopTask& task, Operation& operation, CoopTask& asked);
    Grant cancel(CoopTask& task, Operation& operation, CoopTask& asked);
    Grant await_callbacks(CoopTask& task, Operation& operation, TaskId ended);
    CoopTask& new_child(CoopTask& parent, Operation& operation);
    Grant make_future(CoopTask& task, Operation& operation);
    Grant set_by_hand(CoopTask& task, Operation& operation);
    Grant await_of_several(CoopTask& task, Operation& operation);
    static Watch& watch_of(CoopTask& task, std::int64_t number);
    Watch& begin_watch(CoopTask& task, Operation& operation);
    Grant wait_on_watch(CoopTask& task, Operation& operation, Watch& watch);
    void announce_end(const CoopTask& ended);
    void announce_ready(CoopTask& watcher, TaskId cause);
    Grant deliver_end(CoopTask& task, Operation& operation);
    void tell_watchers(CoopTask& ended);
    void tell_watcher(CoopTask& ended, const Watcher& it);
    void hear_in_vain(CoopTask& ended, Watch& watch);
    Grant add_callback(CoopTask& task, Operation& operation);
    Grant call_at_once(CoopTask& task, Operation& operation);
    void call_back(TaskId registrar, std::string_view call);
    CoopTask& new_callback(TaskId registrar, std::string_view call);
    void put_on_thread_of(const CoopTask& task, CoopTask& other);
    /// False: it is too late, or the model cannot do it. A task that runs is cancelled at its next wait.
    bool cancel(CoopTask& target, TaskId who);
    /// Of one that was cancelled before it began: on an event loop it ends at its first turn.
    bool ends_at_once(const CoopTask& cancelled) const;
    void end_if_not_begun(CoopTask& cancelled);
    void tell_group(CoopTask& ended);
    void cancel_group(const CoopTask& failed);
    static bool has_failed(const CoopTask& task);
    bool pass_cancel_on(CoopTask& target, TaskId who);
    static bool still_awaits(const CoopTask& task);
    void pass_limit_on(CoopTask& task);
    void pass_limits(CoopTask& task);
    std::vector<TaskId> passes_cancel_to(const CoopTask& target) const;
    Grant tell(CoopTask& task, Operation& operation);
    Grant draw(CoopTask& task, Operation& operation);
    Grant too_many_tasks(CoopTask& task, std::uint16_t line);
    std::unordered_map<TaskId, Random> chance_;
    std::uint32_t told_groups_ = 0;   ///< how many have told their group of their end
    std::uint64_t requests_ = 0;      ///< to devices, so far
    std::size_t loop_waits_for_ = 1;  ///< of those that it runs for, who have not ended
    bool is_closed_ = false;          ///< event loop: whoever was left was cancelled, once
};

}  // namespace simul
