// Simulated time: every model on N cores, exact to the nanosecond and the same at each run.
//
// How it works. Only compute and work use a core; whatever else a task with a core does takes no time. The clock jumps
// from instant to instant. At one instant: first what the settings let happen to machines and links; then computes that
// end (cores ascending) with all that follows in no time; then tasks whose quantum ended go to the tail; then messages
// arrive from other machines; then wake-ups and arrivals, in the order in which they were asked for; then free cores,
// ascending, take the head of the ready tasks; again until nothing changes (docs/DESIGN.md, 3). A preemption changes
// numbers here and never resumes the body of a task. A policy that does more than keep a line is asked in choosing.cpp.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/devices/simulation.h"
#include "engine/run/clustered.h"
#include "engine/run/latest_time.h"
#include "engine/run/network.h"
#include "engine/run/policies/policy.h"
#include "engine/run/round_watch.h"
#include "engine/run/simulated/cores.h"
#include "engine/run/simulated/machines.h"
#include "engine/run/simulated/ready_tasks.h"
#include "engine/run/simulated/timer_wheel.h"

namespace simul {

/// Since when a task has stood in the queue of the global lock, and how often the lock had changed hands until then.
struct LockWait {
    TaskId who = kNoTask;
    Time since;
    std::uint64_t switches = 0;
};

class Simulated final : public Clustered {
  public:
    Simulated(Story& story, const RunPlan& plan, std::unique_ptr<Policy> policy, Recorder& recorder,
              const std::atomic<std::uint32_t>& stop);

    Grant perform(TaskContext& context, Operation& operation) override;

    /// Why the policy could choose no more, which ended the run; empty: it could.
    const Error* failure_of_policy() const { return chooser_ ? chooser_->failure() : nullptr; }

  private:
    void drive() override;
    Grant compute(CoopTask& task, Operation& operation) override;
    Grant rest(CoopTask& task, Operation& operation) override;
    Grant give_way(CoopTask& task, Operation& operation) override;
    inline void enqueue(CoopTask& task) override;
    void enqueue_end(CoopTask& ended) override { ready_.add(ended.id); }
    void before_wait(CoopTask& task) override;
    void wait(CoopTask& task) override;
    void begin_request(CoopTask& task, const DeviceRequest& request) override;
    void forget_news(CoopTask& task) override;
    Grant begin(CoopTask& parent, CoopTask& child, Operation& operation) override;
    void begin_at(CoopTask& child, Time when) override;
    void leave(CoopTask& task) override;
    void set_deadline(CoopTask& task, Duration length) override { set_alarm(task, later(now_, length)); }
    void forget_alarm(CoopTask& task) override {
        ++task.alarm;
        ++void_alarms_;
    }

    // One instant.
    /// A quantum, or the time between two ticks, may be so short that it ends for ever and never changes anything.
    void count_unseen() { ++events_, ++unseen_; }
    void end_computes();
    void end_quanta();
    void answer_requests();
    void bring(CoopTask& task, DeviceAnswer answer);
    inline void wake_sleepers();
    inline void fill_cores();
    bool begin_turn();
    void become_ready(CoopTask& task);
    inline Time next_instant();
    Time next_on_cores();
    void drop_void_alarms(Time limit);
    bool is_valid(const Alarm& alarm) { return tasks_[alarm.task].alarm == alarm.number; }

    // What was due while the event loop was in a turn (loop_turns.cpp).
    struct Overdue {
        enum class Kind : std::uint8_t { answer, timer, time_limit };
        Alarm alarm;
        Kind kind;  ///< but for a time limit: its task is ready already, and has its turn later
    };
    void hold_until_turn(const Alarm& alarm);
    void hold_until_turn(CoopTask& task);
    void look_at_overdue();
    void fire(const Overdue& overdue);
    void fire_next();

    inline bool goes_on_at_once(const CoopTask& task);
    inline void go_on_from_sleep(CoopTask& task);
    void record_end_of_sleep(CoopTask& task, CoreId core);
    inline void dispatch(CoreId id, CoopTask& task);
    void give_core_to(CoopTask& task, CoreId id);
    void take_core(Core& core, CoopTask& task);
    void go_on_where_held();
    void begin_turn(Core& core, CoopTask& task) {
        core.last = &task;
        task.doing = TaskProgress::running;
        record_run(task, EventKind::run, task.core);
        start_quantum(core);
    }
    inline Grant sleep(CoopTask& task, const Operation& operation);
    void go_on_computing(Core& core, const CoopTask& task) {
        core.end = later(now_, task.remaining);
        ++busy_;
    }
    void end_compute(Core& core);
    void preempt(Core& core, Readiness why);
    void take_off(Core& core);
    void free_core(CoopTask& task) {
        if (chooser_) [[unlikely]]
            tell_of_leaving_core(task);
        core_of(task).task = nullptr;
        if (!is_beside_loop(task)) cores_.put_back(task.core);
        task.core = kNoCore;
    }
    void keep_core(CoopTask& task) { core_of(task).held = true; }
    void set_alarm(CoopTask& task, Time when) { alarms_.add({when, task.id, ++task.alarm}); }
    Core& core_of(const CoopTask& task) { return cores_[task.core]; }
    void start_quantum(Core& core) {
        if (chooser_) [[unlikely]]
            return start_slice(core);
        core.quantum_end = quantum_ == kForever ? kNever : later(now_, quantum_);
    }
    void renew_quantum(Core& core);
    bool pays_first(CoopTask& task, const Operation& operation);
    Duration cost_of(const Operation& operation) const;
    bool comes_round(CoopTask& task, const Operation& operation);
    void warn_of_blocked_loop(CoopTask& task, const Operation& operation);

    // A policy that chooses (choosing.cpp).
    /// Of a task that has been ready.
    TaskView& view_of(const CoopTask& task) { return views_[index_of(task.id)]; }
    /// Of one that may not have been: its view then is of nobody.
    TaskView& first_view_of(const CoopTask& task);
    void add_to_chooser(CoopTask& task, Readiness why);
    void add_arrived_or_woken(CoopTask& task);
    /// `lent_by`: the name of the mutex that has just lent it.
    void record_rank(const Ranked& ranked, std::uint16_t place = kPlaceNotSaid, std::string_view lent_by = {});
    void record_seen(std::uint16_t place = kPlaceNotSaid) {
        if (!seen_.empty()) [[unlikely]]
            record_all_seen(place);
    }
    void record_all_seen(std::uint16_t place);
    void record_choice(CoopTask& task, CoreId core);
    void record_keeping();
    void tell_of_refused();
    /// The policy is told how long its task has had the core.
    void charge(Core& core) {
        if (core.since != kNever && core.since != now_) charge_now(core);
    }
    void charge_now(Core& core);
    void charge_all();
    void tell_of_leaving_core(const CoopTask& task);
    void tell_of_end(const CoopTask& task);
    void start_slice(Core& core);
    void lapse(Core& core, Readiness why);
    void tick();
    void choose_who_runs();
    void give_cores();
    bool give_of_others();
    bool give(CoreId id);
    bool preempt_for_newcomers();
    Core* victim_of(const TaskView& ready);

    // Priorities that mutexes lend (lending.cpp).
    struct Loan {
        std::int64_t priority = 0;
        ResourceId mutex = kNoResource;
        friend bool operator==(const Loan&, const Loan&) = default;
    };
    using Loans = std::map<TaskId, Loan>;
    void lend_priorities() {
        if (!lenders_.empty()) [[unlikely]]
            work_loans_out();
    }
    void work_loans_out();
    Loans loans_now();
    std::optional<std::int64_t> priority_lent_by(ResourceId mutex, const Loans& loans);
    std::int64_t priority_with(const Loans& loans, TaskId task);
    void change_loan(TaskId task, const Loan* loan);
    void record_loan(CoopTask& task, const Loan* loan);
    void reconsider_ready();
    bool is_more_urgent(TaskId a, TaskId b) override {
        return !lenders_.empty() && priority_with(loans_, a) < priority_with(loans_, b);
    }

    // Threads beside an event loop (loop_threads.cpp).
    bool is_beside_loop(const CoopTask& task) const { return plan_.loop_has_pool && task.in_pool; }
    void keep_cores_for_threads();
    void fill_loop_and_threads();
    void fill_loop();
    bool fill_threads();

    // Several machines (machines.cpp).
    void fill_machines();
    bool fill(Machines::Machine& machine);
    void add_to_line(CoopTask& task) {
        if (is_beside_loop(task)) return threads_line_.push(task.id);
        if (machines_.empty()) [[likely]]
            return ready_.add(task.id);
        machines_.add(node_of(task), task.id);
    }
    /// Whether others could have its core.
    bool anybody_could_follow(const CoopTask& task) const {
        if (is_beside_loop(task)) return !threads_line_.empty();
        return machines_.empty() ? !ready_.empty() : machines_.anybody_ready(node_of(task));
    }
    void send_away(Message message, double bytes) override;
    void deliver_messages();

    // What the settings let befall machines and links (crashes.cpp).
    Time next_strike() const { return struck_ < strikes_.size() ? strikes_[struck_].when : kNever; }
    void strike_as_planned();
    bool somebody_comes_back() const;
    void give_up_place(CoopTask& task) override;

    // The global lock (global_lock.cpp).
    bool has_lock(const CoopTask& task) const { return resources_[index_of(global_lock_)].owner == task.id; }
    /// False: the task now waits for it, and has left its core.
    bool take_lock(CoopTask& task);
    void drop_lock(CoopTask& task);
    void end_lock_waits();
    void queue_again();
    void hand_over();
    bool owner_can_let_go();
    Time next_about_lock();

    RoundWatch rounds_;
    Time rounds_at_{};  ///< the instant that they are watched in
    ReadyTasks ready_;
    std::size_t left_in_turn_ = 0;    ///< of those who were ready when the turn began: each has it once
    std::deque<Overdue> overdue_;     ///< event loop: due since the turn began, by time
    std::deque<Overdue> fired_next_;  ///< of this turn; in the line kNoTask stands for each of them
    Policy* const chooser_;           ///< null: the tasks stand in a line
    // What never changes of it.
    const bool preempts_, has_queues_;
    const Duration warm_up_;
    const Duration quantum_;
    std::vector<TaskView> views_;    ///< what the policy knows of each task
    std::vector<TaskId> newcomers_;  ///< may take a core, as they became ready, and have not tried to yet
    std::vector<TaskId> refused_;    ///< of those of this instant: who has tried in vain
    std::vector<Ranked> seen_;
    std::vector<ResourceId> lenders_;  ///< mutexes with a protocol, where a policy looks at priorities
    Loans loans_;                      ///< by whoever has such a mutex
    ReadyQueue threads_line_;          ///< event loop: ready, on threads beside it
    Machines machines_;                ///< empty: there is one
    Network network_;
    const std::vector<PlannedStrike> strikes_;  ///< that the settings ask for, by time
    std::size_t struck_ = 0;                    ///< how many of them are over
    Cores cores_;
    std::size_t busy_ = 0;    ///< cores that compute or switch
    std::size_t lapsed_ = 0;  ///< cores whose task's slice has ended, and who continues there is not chosen yet
    bool held_ready_ = false;
    const bool gives_core_up_;  ///< who sleeps has nothing else to give up
    const bool costs_;
    TimerWheel<Alarm, TaskForesight> alarms_;
    std::size_t void_alarms_ = 0;
    DeviceSimulation devices_;
    std::deque<LockWait> lock_waits_;  ///< in the order of the global lock's queue
    std::uint64_t lock_switches_ = 0;  ///< how often it went from one task to another that had waited for it
    bool lock_asked_ = false;          ///< its owner is to let it go
    /// What else a task waited for before it asked for the global lock: ended, but not completed yet.
    std::unordered_map<TaskId, Waiter> other_waits_;
};

}  // namespace simul
