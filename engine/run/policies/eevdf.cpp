// EEVDF, earliest eligible virtual deadline first, as Linux has it since 6.6. A task asks for one quantum after
// another. It is eligible while it has not had more than its share, and the request of its weight and length has a
// virtual deadline; of those who are eligible the earliest goes next.
//
// How it works. The virtual time is the average of the virtual runtimes of all active tasks, by weight. A task's lag,
// how far it is behind, is kept while it waits. Ready tasks stand in two heaps: those that may be eligible by their
// deadlines, the others by their runtimes; they change heaps when that is found to be no longer so.
#include <algorithm>
#include <optional>

#include "engine/run/policies/nice_weights.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

/// Sums of runtimes times weights do not fit into 64 bits.
__extension__ using Wide = __int128;

class EarliestEligibleVirtualDeadlineFirst final : public Policy {
  public:
    explicit EarliestEligibleVirtualDeadlineFirst(Duration quantum) : quantum_(quantum) {}

    void add(const TaskView& view, Readiness why) override {
        Standing& task = standing_of(view.id);
        const std::int64_t weight = weight_of(view);
        if (why == Readiness::arrived || why == Readiness::woke) join(task, weight);
        if (task.deadline <= task.runtime) task.deadline = task.runtime + virtual_length(quantum_.count(), weight);
        push(behind_, {task.runtime, next_order_++, view.id});
    }
    void ran(const TaskView& view, Duration length) override {
        Standing& task = standing_of(view.id);
        const std::int64_t gained = virtual_length(length.count(), weight_of(view));
        task.runtime += gained;
        weighted_ += Wide(gained) * weight_of(view);
    }
    void left(const TaskView& view, Leaving) override {
        Standing& task = standing_of(view.id);
        task.lag = virtual_time() - task.runtime;
        task.request = task.deadline - task.runtime;
        weight_ -= weight_of(view);
        weighted_ -= Wide(task.runtime) * weight_of(view);
    }
    TaskId take(CoreId, Time, std::vector<Ranked>& seen) override {
        sort_by_eligibility();
        if (eligible_.size() + behind_.size() <= kMostTold)
            for (const std::vector<Entry>* heap : {&eligible_, &behind_}) tell(*heap, seen);
        std::vector<Entry>& heap = eligible_.empty() ? behind_ : eligible_;
        return heap.empty() ? kNoTask : pop(heap).task;
    }
    /// What is left of its request.
    Duration slice(const TaskView& view) override {
        const Standing& task = standing_of(view.id);
        const std::int64_t left = task.deadline - task.runtime;
        const std::int64_t weight = weight_of(view);
        return Duration(left / kWeightAtFirst * weight +
                        (left % kWeightAtFirst * weight + kWeightAtFirst - 1) / kWeightAtFirst);
    }
    bool is_preemptive() const override { return true; }
    bool preempts(const TaskView& ready, const TaskView& running) override {
        const Standing& task = standing_of(ready.id);
        return is_eligible(task.runtime) && task.deadline < standing_of(running.id).deadline;
    }
    std::optional<Ranked> rank(const TaskView& view) override { return seen_in(view.id); }
    std::optional<Ranked> rank_on_core(const TaskView& view) override {
        return Ranked{view.id, seconds(standing_of(view.id).deadline)};
    }

  private:
    struct Standing {
        std::int64_t runtime = 0, deadline = 0;  ///< virtual
        std::int64_t lag = 0, request = 0;       ///< kept while it waits
        std::optional<std::int64_t> told;        ///< the deadline under which it was told to be eligible
    };
    struct Entry {
        std::int64_t key;
        std::uint64_t order;
        TaskId task;
        friend bool operator<(const Entry& a, const Entry& b) {  // the smallest stands first in a heap
            return a.key != b.key ? a.key > b.key : a.order > b.order;
        }
    };

    static void push(std::vector<Entry>& heap, Entry entry) {
        heap.push_back(entry);
        std::push_heap(heap.begin(), heap.end());
    }
    static Entry pop(std::vector<Entry>& heap) {
        std::pop_heap(heap.begin(), heap.end());
        const Entry entry = heap.back();
        heap.pop_back();
        return entry;
    }

    static Cell seconds(std::int64_t virtual_time) { return Cell::real(seconds_of(Duration(virtual_time))); }
    /// The deadline, or how far it is ahead of its share.
    Ranked seen_in(TaskId id) {
        Standing& task = standing_of(id);
        const bool eligible = is_eligible(task.runtime);
        task.told = eligible ? std::optional(task.deadline) : std::nullopt;
        if (!eligible) return {id, seconds(task.runtime - virtual_time()), false};
        return {id, seconds(task.deadline)};
    }
    /// What is new in them.
    void tell(const std::vector<Entry>& heap, std::vector<Ranked>& seen) {
        for (const Entry& entry : heap) {
            const Standing& task = standing_of(entry.task);
            if (!is_eligible(task.runtime) || task.told != task.deadline) seen.push_back(seen_in(entry.task));
        }
    }

    /// It comes back as far behind the virtual time as it was, also after it has moved that time itself (as Linux,
    /// place_entity).
    void join(Standing& task, std::int64_t weight) {
        const Wide shift = weight_ == 0 ? Wide(task.lag) : Wide(task.lag) * (weight_ + weight) / weight_;
        task.runtime = virtual_time() - static_cast<std::int64_t>(shift);
        task.deadline = task.runtime + std::max<std::int64_t>(0, task.request);
        last_virtual_time_ = virtual_time();
        weight_ += weight;
        weighted_ += Wide(task.runtime) * weight;
    }
    std::int64_t virtual_time() const {
        return weight_ == 0 ? last_virtual_time_ : static_cast<std::int64_t>(weighted_ / weight_);
    }
    bool is_eligible(std::int64_t runtime) const { return Wide(runtime) * weight_ <= weighted_; }

    /// Each stands in its heap as far as that matters: the first of the eligible is, and nobody behind could be.
    void sort_by_eligibility() {
        while (!behind_.empty() && is_eligible(behind_.front().key)) {
            Entry entry = pop(behind_);
            entry.key = standing_of(entry.task).deadline;
            push(eligible_, entry);
        }
        while (!eligible_.empty() && !is_eligible(standing_of(eligible_.front().task).runtime)) {
            Entry entry = pop(eligible_);
            entry.key = standing_of(entry.task).runtime;
            push(behind_, entry);
        }
    }
    Standing& standing_of(TaskId task) {
        if (standings_.size() <= index_of(task)) standings_.resize(index_of(task) + 1);
        return standings_[index_of(task)];
    }

    const Duration quantum_;
    std::vector<Standing> standings_;  ///< by task
    std::vector<Entry> eligible_, behind_;
    std::uint64_t next_order_ = 0;
    std::int64_t weight_ = 0;  ///< of all active tasks
    Wide weighted_ = 0;        ///< their virtual runtimes, each times its weight
    std::int64_t last_virtual_time_ = 0;
};

}  // namespace

PolicyEntry eevdf_policy() {
    return {.name = "eevdf",
            .title = "Earliest eligible virtual deadline (EEVDF)",
            .sentence = "of those who have not had their share, the earliest virtual deadline",
            .source = "Stoica, Abdel-Wahab: Earliest Eligible Virtual Deadline First, 1995; Linux 6.6, fair.c",
            .comparison = {.preference = Preference::least,
                           .looks_at = "virtual deadline",
                           .best = "has the earliest virtual deadline of those who are eligible",
                           .value = "{} s",
                           .barred = "{} s ahead of its share",
                           .best_barred = "is nearest to its share",
                           .told_of_at_most = kMostTold},
            .has_quantum = true,
            .parameters = {},
            .make = [](const PolicyOptions& options) {
                return made<EarliestEligibleVirtualDeadlineFirst>(options.quantum);
            }};
}

}  // namespace simul
