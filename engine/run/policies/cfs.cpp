// CFS, the completely fair scheduler, as Linux had it from 2.6.23 to 6.5: who has the least virtual runtime goes next.
// All ready tasks share one latency in proportion to their weights. With one queue for all cores, where Linux has one
// for each. The default lengths are a thousand times those of Linux, as tasks here compute for seconds.
#include <algorithm>
#include <array>
#include <vector>

#include "engine/run/policies/by_key.h"
#include "engine/run/policies/nice_weights.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class CompletelyFair final : public ByKey<CompletelyFair> {
  public:
    explicit CompletelyFair(const PolicyOptions& options)
        : cores_(options.cores),
          latency_(knob_named(options.knobs, "latency").duration()),
          min_granularity_(std::max(1ns, knob_named(options.knobs, "min_granularity").duration())),
          wakeup_granularity_(knob_named(options.knobs, "wakeup_granularity").duration()) {}

    Told add(const TaskView& task, Readiness why) override {
        std::int64_t& runtime = runtimes_[task.id];
        if (joins(why)) {
            follow_least();
            present_[task.id] = true;
        } else {
            leave_core(task.id);
        }
        if (why == Readiness::arrived) runtime = min_runtime_;
        // Who slept comes soon, and not so soon that it could save time up (GENTLE_FAIR_SLEEPERS).
        if (why == Readiness::woke) runtime = std::max(runtime, min_runtime_ - latency_.count() / 2);
        if (joins(why)) {
            ++active_;
            active_weight_ += weight_of(task);
            slices_ = {};
        }
        return ByKey::add(task, why);
    }
    void ran(const TaskView& task, Duration length) override { runtimes_[task.id] += lengths_.of(length, task); }
    void left(const TaskView& task, Leaving) override {
        follow_least();
        leave_core(task.id);
        present_[task.id] = false;
        --active_;
        active_weight_ -= weight_of(task);
        slices_ = {};
    }
    TaskId take(CoreId, Time, std::vector<Ranked>&) override {
        const TaskId task = take_first();
        if (task != kNoTask && present_[task]) running_.push_back(task);
        return task;
    }
    /// sched_slice: its share of the latency, which grows when there are too many tasks for it.
    Duration slice(const TaskView& task) override {
        Duration& slice = slices_[place_of_nice(task)];
        if (slice == Duration(0)) slice = slice_of(weight_of(task));
        return slice;
    }
    bool is_preemptive() const override { return true; }
    /// wakeup_preempt_entity: not for a little.
    bool preempts(const TaskView& ready, const TaskView& running) override {
        const std::int64_t enough = virtual_length(wakeup_granularity_.count(), weight_of(ready));
        return runtimes_[running.id] - runtimes_[ready.id] > enough;
    }

  private:
    friend class ByKey<CompletelyFair>;
    std::int64_t key_of(const TaskView& task) { return runtimes_[task.id]; }

    /// update_min_vruntime: the least of all who run or are ready.
    void follow_least() {
        std::int64_t least = ready().empty() ? INT64_MAX : ready().front().key();
        for (const TaskId task : running_) least = std::min(least, runtimes_[task]);
        if (least != INT64_MAX) min_runtime_ = std::max(min_runtime_, least);
    }
    void leave_core(TaskId task) {
        const auto place = std::find(running_.begin(), running_.end(), task);
        if (place == running_.end()) return;
        *place = running_.back();
        running_.pop_back();
    }

    Duration slice_of(std::int64_t weight) const {
        const Duration period = std::max(latency_, min_granularity_ * active_);
        const double share = static_cast<double>(weight) * cores_ / static_cast<double>(active_weight_);
        return std::max(min_granularity_, duration_of_seconds(seconds_of(period) * std::min(1.0, share)));
    }

    const std::uint32_t cores_;
    const Duration latency_, min_granularity_, wakeup_granularity_;
    VirtualLengths lengths_;
    ByTask<std::int64_t> runtimes_;  ///< virtual
    /// By nice value, while the active tasks are the same; 0: not asked for yet.
    std::array<Duration, kNiceWeights.size()> slices_{};
    ByTask<std::uint8_t> present_;  ///< ready, or on a core
    std::vector<TaskId> running_;   ///< those on cores
    std::int64_t min_runtime_ = 0;  ///< where newcomers begin; it never falls
    std::int64_t active_ = 0, active_weight_ = 0;
};

Knob length_knob(std::string name, double seconds, std::string text) {
    Knob knob;
    knob.name = std::move(name);
    knob.kind = KnobKind::duration;
    knob.number = seconds;
    knob.text = std::move(text);
    return knob;
}

}  // namespace

PolicyEntry cfs_policy() {
    return {.name = "cfs",
            .title = "Completely fair (CFS)",
            .sentence = "who has had the least for its weight goes next",
            .source = "Linux 6.5, kernel/sched/fair.c; OSTEP, chapter 9",
            .comparison = {.preference = Preference::least,
                           .looks_at = "virtual runtime",
                           .best = "has the least virtual runtime",
                           .value = "{} s",
                           .takes_core = "only when it is behind by more than the wakeup granularity"},
            .has_quantum = false,
            .parameters = {length_knob("latency", 6, "within this time each task runs once"),
                           length_knob("min_granularity", 0.75, "and has at least this long a turn"),
                           length_knob("wakeup_granularity", 1, "what a running task must be ahead to lose its core")},
            .make = [](const PolicyOptions& options) { return made<CompletelyFair>(options); }};
}

}  // namespace simul
