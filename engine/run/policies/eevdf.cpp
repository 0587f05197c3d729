// EEVDF, earliest eligible virtual deadline first, as Linux has it since 6.6. A task asks for one quantum after
// another. It is eligible while it has not had more than its share, and the request of its weight and length has a
// virtual deadline; of those who are eligible the earliest goes next.
//
// How it works. The virtual time is the average of the virtual runtimes of all active tasks, by weight. A task's lag,
// how far it is behind, is kept while it waits. Ready tasks play in two tournaments: those that may be eligible by
// their deadlines, the others by their runtimes; they change sides when that is found not to be so. Whoever comes first
// by its deadline mostly is eligible, so few do.
#include <algorithm>
#include <optional>
#include <vector>

#include "engine/run/policies/by_task.h"
#include "engine/run/policies/nice_weights.h"
#include "engine/run/policies/policies.h"
#include "engine/run/policies/ready_tournament.h"

namespace simul {

namespace {

/// Sums of runtimes times weights do not fit into 64 bits.
__extension__ using Wide = __int128;

class EarliestEligibleVirtualDeadlineFirst final : public Policy {
  public:
    explicit EarliestEligibleVirtualDeadlineFirst(Duration quantum) : quantum_(quantum) {}

    Told add(const TaskView& view, Readiness why) override {
        Standing& task = standings_[view.id];
        const std::int64_t weight = weight_of(view);
        if (joins(why)) join(task, weight);
        if (task.left <= Duration(0)) {
            task.left = quantum_;
            task.deadline = task.runtime + lengths_.of(quantum_, view);
        }
        eligible_.push({task.deadline, next_order_++, view.id});
        return {seen_in(view.id, task)};
    }
    void ran(const TaskView& view, Duration length) override {
        Standing& task = standings_[view.id];
        task.left -= length;
        // In parts a request may come to a little less: who has had all of it is where it leads.
        const std::int64_t gained = task.left == Duration(0) ? task.deadline - task.runtime : lengths_.of(length, view);
        task.runtime += gained;
        weighted_ += Wide(gained) * weight_of(view);
    }
    void left(const TaskView& view, Leaving) override {
        Standing& task = standings_[view.id];
        task.lag = virtual_time() - task.runtime;
        task.request = task.deadline - task.runtime;
        weight_ -= weight_of(view);
        weighted_ -= Wide(task.runtime) * weight_of(view);
    }
    TaskId take(CoreId, Time, std::vector<Ranked>& seen) override {
        sort_by_eligibility();
        tell_what_is_new(seen);
        ReadyTournament& side = eligible_.empty() ? behind_ : eligible_;
        return side.empty() ? kNoTask : side.pop().task();
    }
    /// What is left of its request.
    Duration slice(const TaskView& view) override { return standings_[view.id].left; }
    bool is_preemptive() const override { return true; }
    bool preempts(const TaskView& ready, const TaskView& running) override {
        const Standing& task = standings_[ready.id];
        return is_eligible(task.runtime) && task.deadline < standings_[running.id].deadline;
    }
    /// One that came with a lag has moved the virtual time for those before it.
    void tell_refused(const std::vector<TaskId>& newcomers, std::vector<Ranked>& seen) override {
        for (const TaskId task : newcomers) tell_if_new(task, seen);
    }
    std::optional<Ranked> rank(const TaskView& view) override { return seen_in(view.id, standings_[view.id]); }
    std::optional<Ranked> rank_on_core(const TaskView& view) override {
        return Ranked{view.id, seconds(standings_[view.id].deadline)};
    }

  private:
    static constexpr std::int64_t kNotEligible = INT64_MIN;
    static constexpr std::int64_t kRounding = 2;
    struct Standing {
        std::int64_t runtime = 0, deadline = 0;  ///< virtual
        std::int64_t lag = 0, request = 0;       ///< kept while it waits
        Duration left{0};                        ///< of its request, in time on a core
        std::int64_t told = kNotEligible;        ///< the deadline under which it was told to be eligible
    };

    static Cell seconds(std::int64_t virtual_time) { return Cell::real(seconds_of(Duration(virtual_time))); }
    /// The deadline, or how far it is ahead of its share.
    Ranked seen_in(TaskId id, Standing& task) {
        const bool eligible = is_eligible(task.runtime);
        task.told = eligible ? task.deadline : kNotEligible;
        const std::int64_t ahead = task.runtime - virtual_time();
        return {id, seconds(eligible ? task.deadline : ahead), eligible};
    }
    void tell_what_is_new(std::vector<Ranked>& seen) {
        if (eligible_.size() + behind_.size() > kMostTold) return;
        for (ReadyTournament* side : {&eligible_, &behind_})
            side->for_each([&](const ReadyTournament::Entry& entry) { tell_if_new(entry.task(), seen); });
    }
    void tell_if_new(TaskId id, std::vector<Ranked>& seen) {
        Standing& task = standings_[id];
        if (!is_eligible(task.runtime) || task.told != task.deadline) seen.push_back(seen_in(id, task));
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
    /// The quotient is near the last one, and a division of 64 bits finds how near.
    std::int64_t virtual_time() {
        if (weight_ == 0) return last_virtual_time_;
        const Wide beyond = weighted_ - Wide(quotient_) * weight_;
        const auto little = static_cast<std::int64_t>(beyond);
        quotient_ = quotient_ >= 0 && little == beyond && little >= 0 ? quotient_ + little / weight_
                                                                      : static_cast<std::int64_t>(weighted_ / weight_);
        return quotient_;
    }
    /// Who waits and comes back does so at a whole nanosecond, and may have lost a part of one.
    bool is_eligible(std::int64_t runtime) const { return Wide(runtime - kRounding) * weight_ <= weighted_; }

    /// Each is on its side as far as that matters: the first of the eligible is, and nobody behind could be.
    void sort_by_eligibility() {
        while (!behind_.empty() && is_eligible(behind_.front().key())) {
            const ReadyTournament::Entry entry = behind_.pop();
            eligible_.push(entry.with_key(standings_[entry.task()].deadline));
        }
        while (!eligible_.empty() && !is_eligible(standings_[eligible_.front().task()].runtime)) {
            const ReadyTournament::Entry entry = eligible_.pop();
            behind_.push(entry.with_key(standings_[entry.task()].runtime));
        }
    }

    const Duration quantum_;
    VirtualLengths lengths_;
    ByTask<Standing> standings_;
    ReadyTournament eligible_, behind_;
    std::uint64_t next_order_ = 0;
    std::int64_t weight_ = 0;             ///< of all active tasks
    Wide weighted_ = 0;                   ///< their virtual runtimes, each times its weight
    std::int64_t last_virtual_time_ = 0;  ///< while nobody is active
    std::int64_t quotient_ = 0;           ///< the virtual time when it was last asked for
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
