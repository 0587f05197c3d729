// Multi-queue scheduling: each core has a queue of its own, in which its tasks take turns. A newcomer goes where the
// fewest tasks are, and then stays, where the cache knows its data (affinity); once every free core has taken the head
// of its own queue, a core without any steals the last one of the longest, which then has to warm that core's cache up.
#include <algorithm>
#include <deque>

#include "engine/run/policies/by_task.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class MultiQueue final : public Policy {
  public:
    explicit MultiQueue(const PolicyOptions& options)
        : quantum_(options.quantum),
          steals_(knob_named(options.knobs, "stealing").text_value == "yes"),
          warm_up_(knob_named(options.knobs, "warm_up").duration()),
          queues_(options.cores),
          tasks_(options.cores) {}

    bool has_queues() const override { return true; }
    Duration warm_up() const override { return warm_up_; }

    Told add(const TaskView& task, Readiness why) override {
        const std::size_t home = task.last_core == kNoCore ? fewest() : index_of(task.last_core);
        if (!joins(why)) --tasks_[homes_[task.id]];  // it may have been stolen, and have stayed where it was
        homes_[task.id] = home;
        ++tasks_[home];
        queues_[home].push_back(task.id);
        return {rank(task)};
    }
    void left(const TaskView& task, Leaving) override { --tasks_[homes_[task.id]]; }
    bool has_own(CoreId core) const override { return !queues_[index_of(core)].empty(); }
    TaskId take(CoreId core, Time, std::vector<Ranked>&) override {
        const std::size_t own = index_of(core);
        if (!queues_[own].empty()) {
            const TaskId task = queues_[own].front();
            queues_[own].pop_front();
            return task;
        }
        return steals_ ? steal(own) : kNoTask;
    }
    Duration slice(const TaskView&) override { return quantum_; }
    std::optional<Ranked> rank(const TaskView& task) override {
        return Ranked{task.id, Cell::integer(static_cast<std::int64_t>(homes_[task.id]))};
    }

  private:
    /// The lowest core of those with the fewest tasks, the running ones included.
    std::size_t fewest() const {
        return static_cast<std::size_t>(std::min_element(tasks_.begin(), tasks_.end()) - tasks_.begin());
    }
    TaskId steal(std::size_t own) {
        const auto longest = std::max_element(queues_.begin(), queues_.end(),
                                              [](const auto& a, const auto& b) { return a.size() < b.size(); });
        if (longest->empty()) return kNoTask;
        const TaskId task = longest->back();
        longest->pop_back();
        --tasks_[homes_[task]];
        homes_[task] = own;
        ++tasks_[own];
        return task;
    }

    const Duration quantum_;
    const bool steals_;
    const Duration warm_up_;
    std::vector<std::deque<TaskId>> queues_;  ///< by core
    std::vector<std::int64_t> tasks_;         ///< by core: how many are ready or run there
    ByTask<std::size_t> homes_;               ///< whose queue it belongs to
};

Knobs multi_queue_parameters() {
    Knob stealing;
    stealing.name = "stealing";
    stealing.kind = KnobKind::choice;
    stealing.choices = {"yes", "no"};
    stealing.text_value = "yes";
    stealing.text = "whether a core without tasks takes one from the longest queue";
    Knob warm_up;
    warm_up.name = "warm_up";
    warm_up.kind = KnobKind::duration;
    warm_up.text = "how much longer a task computes once it continues on another core, whose cache is cold";
    return {stealing, warm_up};
}

}  // namespace

PolicyEntry multi_queue_policy() {
    return {.name = "multi_queue",
            .title = "A queue for each core",
            .sentence = "round robin on each core, which keeps its tasks",
            .source =
                "OSTEP, chapter 10; Squillante, Lazowska: Using Processor-Cache Affinity Information, 1993; Blumofe, "
                "Leiserson: Scheduling Multithreaded Computations by Work Stealing, 1999",
            .comparison = {.preference = Preference::own_queue,
                           .looks_at = "queue of core",
                           .best = "stands first in the queue of core"},
            .has_quantum = true,
            .parameters = multi_queue_parameters(),
            .make = [](const PolicyOptions& options) { return made<MultiQueue>(options); }};
}

}  // namespace simul
