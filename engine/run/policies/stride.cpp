// Stride scheduling: as fair as a lottery is on average, but at every moment. A task's pass grows as it runs, the
// slower the more tickets it has; the lowest pass goes next. Who waits keeps its distance from the global pass, which
// grows as that of one who holds all tickets would.
#include <algorithm>
#include <numeric>
#include <vector>

#include "engine/run/policies/by_key.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

constexpr std::int64_t kTicketsAtFirst = 100;

std::int64_t tickets_of(const TaskView& task) { return task.given.tickets.value_or(kTicketsAtFirst); }

/// Passes are counted so finely that those of equal shares are equal, where no more than so many parts of a nanosecond
/// are needed for it.
constexpr std::int64_t kMostParts = 10'000;

class Stride final : public ByKey<Stride> {
  public:
    explicit Stride(Duration quantum) : quantum_(quantum) {}

    Told add(const TaskView& task, Readiness why) override {
        if (joins(why)) {
            if (why == Readiness::arrived) divide_by(tickets_of(task));
            passes_[task.id] += global_pass_;
            set_active(active_tickets_ + tickets_of(task));
        }
        return ByKey::add(task, why);
    }
    void ran(const TaskView& task, Duration length) override {
        std::int64_t& pass = passes_[task.id];
        pass = sum(pass, stride(length, tickets_of(task)).whole);
        const Parts gained = stride(length, active_tickets_);
        global_rest_ += gained.rest;
        const bool is_whole = global_rest_ >= active_tickets_;
        if (is_whole) global_rest_ -= active_tickets_;
        global_pass_ = sum(global_pass_, gained.whole + (is_whole ? 1 : 0));
    }
    void left(const TaskView& task, Leaving) override {
        passes_[task.id] -= global_pass_;
        set_active(active_tickets_ - tickets_of(task));
    }
    Duration slice(const TaskView&) override { return quantum_; }

  private:
    friend class ByKey<Stride>;
    struct Parts {
        std::int64_t whole, rest;
    };
    __extension__ using Wide = __int128;

    std::int64_t key_of(const TaskView& task) { return passes_[task.id]; }
    /// With 100 tickets, a pass is the time on a core.
    Cell shown(std::int64_t pass) const {
        return Cell::real(static_cast<double>(pass) / static_cast<double>(parts_) / 1e9 * kTicketsAtFirst);
    }
    /// What so long a run adds to the pass.
    Parts stride(Duration length, std::int64_t tickets) const {
        const Wide parts = Wide(length.count()) * parts_;
        if (parts <= INT64_MAX) [[likely]]
            return {static_cast<std::int64_t>(parts) / tickets, static_cast<std::int64_t>(parts) % tickets};
        return {static_cast<std::int64_t>(std::min<Wide>(parts / tickets, INT64_MAX)), 0};
    }
    /// A pass that is too large to be counted grows no more.
    static std::int64_t sum(std::int64_t pass, std::int64_t gained) {
        std::int64_t both = 0;
        return __builtin_add_overflow(pass, gained, &both) ? INT64_MAX : both;
    }
    /// Makes the parts smaller, if they would not come out even for so many tickets.
    void divide_by(std::int64_t tickets) {
        const std::int64_t times = tickets / std::gcd(parts_, tickets);
        if (times == 1 || parts_ > kMostParts / times) return;
        parts_ *= times;
        global_pass_ *= times;
        for (std::int64_t& pass : passes_) pass *= times;
        std::vector<TaskId> waiting;
        ready().for_each([&](const ReadyTournament::Entry& entry) { waiting.push_back(entry.task()); });
        for (const TaskId task : waiting) ready().set_key(task, passes_[task]);
    }
    void set_active(std::int64_t tickets) {
        active_tickets_ = tickets;
        global_rest_ = 0;
    }

    const Duration quantum_;
    std::int64_t parts_ = kTicketsAtFirst;  ///< of a nanosecond divided by one ticket
    ByTask<std::int64_t> passes_;           ///< of one that waits: its distance from the global pass
    std::int64_t global_pass_ = 0;          ///< without its rest, which is in parts divided by the active tickets
    std::int64_t global_rest_ = 0, active_tickets_ = 0;
};

}  // namespace

PolicyEntry stride_policy() {
    return {.name = "stride",
            .title = "Stride",
            .sentence = "whose share is least used goes next, for one quantum",
            .source = "Waldspurger, Weihl: Stride Scheduling, MIT/LCS/TM-528, 1995; OSTEP, chapter 9",
            .comparison = {.preference = Preference::least,
                           .looks_at = "pass",
                           .best = "has the lowest pass",
                           .value = "{} s"},
            .has_quantum = true,
            .parameters = {},
            .make = [](const PolicyOptions& options) { return made<Stride>(options.quantum); }};
}

}  // namespace simul
