// A conducted run on coroutines: any model, exactly one operation at a time, as a conductor chooses.
//
// How it works. A task runs until it asks for an operation, and stands there. When all stand, those whose operation
// would not have to wait are enabled, and the conductor names one of them: its operation is done, and it continues to
// its next. So a granted operation waits only where waiting is a change of state: at a condition, a barrier, an event,
// a place in a pool. Whoever finds a mutex taken is held back, and any of those who want it may get it next, also after
// a notify (free runs are fairer: first come, first served). Main's spawns, awaits and tellings are done at once, as is
// what it does while there is nobody else, and what follows from an operation. Compute and sleep take no time: the
// clock counts operations, a second each.
//
// On an event loop a task keeps the loop until it waits, sleeps or gives way. What it does to a resource meanwhile
// depends on who waits there and since when, so there nobody is held back: whoever must wait stands in the resource's
// queue, by the rules of free runs, and whoever was woken continues as a step of its own.
//
// Where a task may be cancelled it matters whether it has begun, and on an event loop whether it still waits. So there
// a task whose first operation must wait begins to wait as a step of its own; and on a loop a task that has slept, or
// given way, continues as a step of its own, before which a cancel is raised where it has waited.
//
// What else the model decides: one after another, only the innermost call continues; processes have their own
// variables; a pool has its places.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/conductor.h"
#include "engine/devices/model.h"
#include "engine/run/clustered.h"
#include "engine/run/conducted/facts.h"
#include "engine/run/conducted/store_buffers.h"
#include "engine/run/conducted/under_way.h"
#include "engine/run/policies/ready_queue.h"
#include "engine/scenario/selection.h"

namespace simul {

class Conducted final : public Clustered, public Standing {
  public:
    Conducted(Story& story, const RunPlan& plan, Conductor& conductor, Recorder& recorder,
              const std::atomic<std::uint32_t>& stop);

    Grant perform(TaskContext& context, Operation& operation) override;
    void hear_of_changed_copy(TaskContext& context, std::string_view what) override;

    /// Before another run of the same story.
    void begin_again(Conductor& conductor);
    /// After a run: what it has left undone is forgotten; its outcome is still known.
    using Cooperative::drop_bodies;

    /// From now on it is recorded before which operation each task stands, and who is chosen.
    void tell_stands() { tells_stands_ = true; }
    /// From now on states differ when a mark was set more often in one of them.
    void tell_marks_apart() { tells_marks_apart_ = true; }
    /// True: it was the conductor who ended the run.
    bool was_cut() const { return cut_; }
    std::size_t steps() const { return steps_; }

    // ---- Standing
    Intent intent_of(TaskId task) const override;
    std::vector<HeldBack> held_back() const override;
    std::string name_of_task(TaskId task) const override;
    std::string in_words(const Intent& intent) const override;
    StateHash state() const override;
    bool tells_time() const override { return tells_stands_ && clock_use_ == ClockUse::tells; }

  private:
    enum class Told : std::uint8_t { nothing, can_go_on, can_run_out_of_time, cannot };

    /// Where a task stands.
    struct Stand {
        bool asked = false;    ///< for an operation that nobody has granted yet
        bool held = false;     ///< and it was recorded that it waits for it
        bool relocks = false;  ///< what it asks for is the mutex of a condition, after a notify
        bool expires = false;  ///< it waits in a queue, and its time may run out: that is its step
        bool hears = false;    ///< it waits for a device, whose answer may come: that is its step
        bool ends = false;     ///< main on an event loop: all that is left to do for it is to end
        bool goes_on = false;  ///< its wait is over: that it continues is its step
        bool at_once = false;  ///< what it asks for is no step: it stands until its stores are in memory
        bool known = false;
        bool slept = false;         ///< or sleeps, or has yet to arrive: nobody can tell whether its time has come
        bool last_turn = false;     ///< event loop: main has ended, and it has one more
        bool begun = false;         ///< it has done an operation, or waits for one: before that, nobody can tell
        Told told{};                ///< what was recorded of it while it asks
        std::uint32_t entered = 0;  ///< sequential: the highest continues
        TaskId cause = kNoTask;     ///< whose operation let it continue
        StateHash history;          ///< of its call, and all that its operations gave
        StateHash draws;            ///< of its chance
        mutable std::optional<StateHash> place;  ///< where its code stands, once that was asked
    };

    void number_slots();
    void drive() override;
    Grant do_operation(CoopTask& task, Operation& operation);
    Grant compute(CoopTask& task, Operation& operation) override;
    Grant rest(CoopTask& task, Operation& operation) override;
    Grant give_way(CoopTask& task, Operation& operation) override;
    void enqueue(CoopTask& task) override;
    void before_wait(CoopTask& task) override { drop_global_lock(task); }
    void wait(CoopTask& task) override;
    Grant begin(CoopTask& parent, CoopTask& child, Operation& operation) override;
    void add_future(CoopTask& future) override;
    void begin_at(CoopTask& child, Time) override;
    void leave(CoopTask& task) override;
    void set_deadline(CoopTask& task, Duration) override;
    void wait_for_next_limit(CoopTask&) override {}
    void begin_request(CoopTask& task, const DeviceRequest& request) override;
    void forget_news(CoopTask& task) override;
    void add_device(StateHash& hash, std::size_t resource) const override { models_.at(resource).add_to(hash); }
    void make_models();
    bool is_busy(const DeviceRequest& request, TaskId but) const;
    bool is_beyond_its_time(const CoopTask& task, const DeviceRequest& request) const;
    void hear_answer(CoopTask& task);
    /// There is no time: a sleep is beyond a limit if it alone is as long.
    Time time_of_limits() const override { return Time{}; }
    void forget_alarm(CoopTask&) override {}
    bool has_begun(const CoopTask& task) const override {
        if (index_of(task.id) >= stands_.size()) return false;
        const Stand& stand = stands_[index_of(task.id)];
        // On a loop who stands before its end has had its turn; elsewhere who asked for nothing may not have begun.
        return stand.begun || (stand.ends && (plan_.model == Model::event_loop || task.id == kMainTask));
    }
    bool defer(CoopTask& task, const Consequence& woken, TaskId cause) override;
    bool puts_end_off(CoopTask& task) override;
    void take_turn_after_end(CoopTask& ended) override { do_after_end(ended); }
    bool cut_before_next(CoopTask& task) override;
    /// Where nothing depends on the time it stands still for those who only try orders, so that equal states are equal.
    Time since_start() const override { return clock_matters() || tells_stands_ ? now_ : Time{}; }

    void settle();
    void move(CoopTask& task);
    bool find_next();
    bool find_enabled();
    void keep_to_model();
    void keep_to_loop();
    void keep_who_has_loop();
    void keep_tasks_to_loop();
    void take_loop(const CoopTask& task);
    void give_loop_away(const CoopTask& task) {
        if (loop_ == task.id) loop_ = kNoTask;
    }
    bool only_threads_can() const;
    bool runs_beside_loop(const CoopTask& task) const;
    std::vector<ResourceId> wanted_by(TaskId id) const;
    void give_last_turns();
    Stand begin_step(CoopTask& task);
    void record_stands();
    void record_stand(CoopTask& task, Told told);
    void hold_back(CoopTask& task, Stand& stand);
    void step(CoopTask& task);
    void record_step(CoopTask& task);
    void begin_to_wait(CoopTask& task);
    void end_here();
    void run_out_of_time_in(CoopTask& task, const Stand& before);
    void go_on_after_wait(CoopTask& task);
    void ask(CoopTask& task);
    void ask_to_go_on(CoopTask& task);
    void no_longer_asks(TaskId task);
    void relock(CoopTask& task);
    bool is_to_choose(const Operation& operation) const;
    void begin_waking(CoopTask& task, const Operation& operation);
    void wake(CoopTask& task, TaskId cause);
    void enable_the_woken();
    void enable_spurious();
    bool waits_at_condition(const CoopTask& task) const;
    bool can_go_on(const CoopTask& task, const Stand& stand) const;
    std::optional<NextStep> next_step_of(const CoopTask& task, const Stand& stand) const;
    bool is_free(ResourceId mutex) const;
    bool stands_in_line(const CoopTask& task) const {
        return is_on_loop(task) && family_of(task.operation->kind) == Family::on_resource;
    }
    /// A part of it is in a stream, where there is room again.
    static bool has_more_to_write(const CoopTask& task) {
        const bool is_in_vain = task.cancel_asked || task.timed_out;
        return task.operation->kind == OperationKind::stream_write && task.operation->expected > 0 && !is_in_vain;
    }
    /// Main is cancelled by nobody but a group of tasks that it has begun; the others, also by main's end. Where
    /// threads run beside the loop, their ends wake tasks while another has it.
    bool goes_on_as_a_step(const CoopTask& task) const {
        const Cancelling* const own = task.cancelling_if_any();
        const bool is_main = task.id == kMainTask, has_group = own && !own->groups().empty();
        const bool anybody_can = is_main ? may_cancel_ && has_group : may_cancel_ || may_clean_up_;
        const bool may_be_cancelled = is_on_loop(task) && (anybody_can || plan_.loop_has_pool);
        return may_be_cancelled || stands_in_line(task) || has_more_to_write(task);
    }
    std::string obstacle_of(const CoopTask& task) const;

    // Several machines (happenings.cpp).
    void begin_anew_on_machines();
    void send_away(Message message, double bytes) override;
    void follow_strike(OperationKind kind, NodeId node, NodeId other) override;
    void give_up_place(CoopTask& task) override;
    void enable_happenings();
    bool may_begin_anew() const;
    void enable_message(NodeId from, NodeId to, std::uint16_t place);
    void enable_strikes();
    void record_happenings(std::size_t first);
    void record_happening(EventKind kind, Phase phase, std::int64_t value, std::string_view text);
    ResourceId channel_of(TaskId happening) const;
    std::string content_in_words(TaskId happening) const;
    void happen(TaskId id);
    void happen_to_message(const Happening& happening);
    void befall(const Happening& happening);
    void add_machines(StateHash& hash) const;
    std::uint32_t number_of_way(NodeId from, NodeId to) const;
    void touch_by_sending(const CoopTask& task, ResourceId channel);
    void touch_by_message(const Happening& happening);
    void touch_by_losing(NodeId node, NodeId other);
    void touch_everything();
    void touch_what_is_left_undone();

    // Stores that are late (memory.cpp).
    bool is_shared_variable(ResourceId resource) const;
    bool may_be_late(const Operation& operation) const;
    bool is_late(const CoopTask& task, const Operation& operation) const;
    bool passes_stores(const Operation& operation) const;
    bool waits_for_memory(const CoopTask& task, const Operation& operation) const;
    bool stands_for_memory(const CoopTask& task) const;
    std::optional<Grant> perform_in_buffer(CoopTask& task, Operation& operation);
    void record_late(CoopTask& task, EventKind kind, const LateStore& store, std::uint16_t line);
    void reach_memory(CoopTask& task);
    void reach_memory_all(CoopTask& task);
    void happen_to_store(TaskId id);
    void go_on_at_once(CoopTask& task);
    void enable_late_stores();
    std::string late_store_in_words(TaskId task) const;
    bool touch_buffer(const CoopTask& task, const Operation& operation);
    void touch_by_reaching_memory(const CoopTask& task);

    CoreId core_for(const CoopTask& task) const;
    void take_core(CoopTask& task);
    void leave_core(CoopTask& task);
    void take_global_lock(CoopTask& task);
    void drop_global_lock(CoopTask& task);

    void remember(CoopTask& task, const Operation& operation);
    void remember_broken(const CoopTask& task, const Operation& operation);
    void remember_wait(CoopTask& task);
    void remember_standstill();
    void remember_circle(TaskId first);
    void remember_starved_pool();
    bool leads_to_queue(TaskId task) const;
    static bool waits_for_place(const CoopTask& task) {
        return task.in_pool && !task.started && task.doing == TaskProgress::waiting;
    }
    void add_mark(std::string_view name);
    TaskId waited_for(TaskId task) const;
    void forget_but_the_end(CoopTask& task);
    static StateHash coming_end_of(const CoopTask& task);
    const StateHash& place_of(const CoopTask& task) const;
    void add_end(StateHash& hash) const;
    void add_task(StateHash& hash, TaskId task) const;
    std::size_t brothers_before(const CoopTask& ended) const;
    void add_nesting(StateHash& hash) const;

    void touch_by(const CoopTask& task);
    /// Beside a loop a step of a thread may come in the middle of a turn, and its end may not: where somebody looks at
    /// ends, or cancels, no step changes places with another.
    bool ends_meet_turns() const { return plan_.loop_has_pool && (may_cancel_ || looks_at_ends_); }
    void touch_resource(TaskId task, const Operation& operation);
    void touch_table(TaskId task, const Operation& operation);
    void touch_channel(TaskId task, const Operation& operation);
    void touch_by_looking(TaskId task, std::uint32_t channel);
    void touch_both_ends(TaskId task, const std::vector<ResourceId>& channels);
    void touch_channels_of_selectors(TaskId task, ResourceId channel);
    Thing wanted_thing(const Intent& intent) const;
    void touch_mutexes_of_waiters(TaskId task, ResourceId condition);
    void touch_future(TaskId task, const Operation& operation);
    void touch_watched(TaskId task, const Operation& operation);
    void touch_by_end(const CoopTask& task);
    void touch_by_being_cancelled(const CoopTask& task);
    void touch_by_going_on(const CoopTask& task);
    void touch_by_completing(const CoopTask& task);
    void touch_by_waking(const CoopTask& task, TaskId cause);
    void touch_by_being_held_back(const CoopTask& task);
    void touch_in_vain(const CoopTask& task);
    void touch_by_beginning_to_wait(const CoopTask& task);
    void touch_pool(TaskId task, const CoopTask& child);
    Use use_of(const Operation& operation) const;
    /// Then the time is part of the state.
    bool clock_matters() const { return clock_use_ == ClockUse::decides; }
    void touch(TaskId task, Use use, Thing thing) { touches_.push_back({task, use, thing}); }
    void tell_touches();

    Stand& stand_of(const CoopTask& task) {
        if (stands_.size() <= index_of(task.id)) stands_.resize(index_of(task.id) + 1);
        return stands_[index_of(task.id)];
    }
    const CoopTask& looked_at(TaskId id) const { return tasks_[id]; }

    Conductor* conductor_;
    std::vector<Stand> stands_;
    ReadyQueue moving_;            ///< will run until they ask
    std::vector<TaskId> asking_;   ///< by number
    std::vector<TaskId> enabled_;  ///< of these
    std::size_t steps_ = 0;
    std::vector<Intent> taken_;  ///< each step, where stands are told
    std::uint32_t entered_ = 0;
    TaskId last_ = kNoTask;  ///< who did the last operation
    ResourceId waking_ =
        kNoResource;  ///< a condition that was notified: who of its queue is woken is still to be chosen
    std::int64_t still_to_wake_ = 0;           ///< of them
    std::size_t done_alone_ = 0;               ///< of main's operations
    bool may_end_ = false;                     ///< nobody is enabled but those who could wake without cause
    TaskId on_core_ = kNoTask;                 ///< there is one core
    TaskId loop_ = kMainTask;                  ///< event loop: who keeps it
    bool last_turns_given_ = false;            ///< event loop: since main has ended
    Operation ends_{OperationKind::yield, 0};  ///< of those whose end is put off
    bool cut_ = false;
    bool tells_stands_ = false;
    TaskId acting_ = kNoTask;       ///< whose code runs, or ran last
    bool notes_touches_;            ///< the conductor looks on
    std::vector<Contact> touches_;  ///< since its last choice
    /// Of a channel: its first slot, and how many messages were put and taken.
    struct Slots {
        std::uint32_t first = 0, put = 0, taken = 0;
    };
    std::vector<Slots> slots_;                                        ///< by resource
    std::unordered_map<std::uint64_t, std::uint32_t> entry_numbers_;  ///< of entries of shared tables, by a hash
    const ClockUse clock_use_;
    const bool may_cancel_;     ///< tasks may be cancelled by others
    const bool looks_at_ends_;  ///< somebody may look whether a task has ended, and not wait for it
    const bool may_clean_up_;   ///< and do something where they were
    const bool begun_matters_;  ///< who is cancelled before ends without a step; and main's end cancels on a loop
    bool tells_marks_apart_ = false;
    std::map<std::size_t, DeviceModel> models_;  ///< of the devices, by resource
    Facts facts_;                                ///< what was found for good
    StateHash marks_;                            ///< that were set, in any order
    const bool late_stores_;                     ///< a store may wait before other tasks see it
    StoreBuffers buffers_;
    UnderWay under_way_;
    FaultBounds left_;                                              ///< how many faults there may still be
    std::set<std::tuple<Happening::What, NodeId, NodeId>> struck_;  ///< what crashed or was cut by no task's doing
    std::map<TaskId, std::pair<std::int64_t, std::string>> told_happenings_;  ///< that may happen, as was recorded
};

}  // namespace simul
