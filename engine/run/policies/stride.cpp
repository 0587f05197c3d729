// Stride scheduling: as fair as a lottery is on average, but at every moment. A task's pass grows as it runs, the
// slower the more tickets it has; the lowest pass goes next. Who waits keeps its distance from the global pass, which
// grows as that of one who holds all tickets would.
#include "engine/run/policies/by_key.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

constexpr std::int64_t kTicketsAtFirst = 100;

std::int64_t tickets_of(const TaskView& task) { return task.given.tickets.value_or(kTicketsAtFirst); }

/// What so long a run adds to the pass: with 100 tickets, just that. (Without the product, which may be too large.)
std::int64_t stride(Duration length, std::int64_t tickets) {
    return length.count() / tickets * kTicketsAtFirst + length.count() % tickets * kTicketsAtFirst / tickets;
}

class Stride final : public ByKey {
  public:
    explicit Stride(Duration quantum) : quantum_(quantum) {}

    void add(const TaskView& task, Readiness why) override {
        if (why == Readiness::arrived || why == Readiness::woke) {
            pass_of(task.id) += global_pass_;
            active_tickets_ += tickets_of(task);
        }
        ByKey::add(task, why);
    }
    void ran(const TaskView& task, Duration length) override {
        pass_of(task.id) += stride(length, tickets_of(task));
        global_pass_ += stride(length, active_tickets_);
    }
    void left(const TaskView& task, Leaving) override {
        pass_of(task.id) -= global_pass_;
        active_tickets_ -= tickets_of(task);
    }
    Duration slice(const TaskView&) override { return quantum_; }

  private:
    std::int64_t key_of(const TaskView& task) override { return pass_of(task.id); }
    std::int64_t& pass_of(TaskId task) {
        if (passes_.size() <= index_of(task)) passes_.resize(index_of(task) + 1);
        return passes_[index_of(task)];
    }

    const Duration quantum_;
    std::vector<std::int64_t> passes_;  ///< by task; of one that waits: its distance from the global pass
    std::int64_t global_pass_ = 0, active_tickets_ = 0;
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
