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

class Stride final : public ByKey<Stride> {
  public:
    explicit Stride(Duration quantum) : quantum_(quantum) {}

    Told add(const TaskView& task, Readiness why) override {
        if (joins(why)) {
            passes_[task.id] += global_pass_;
            set_active(active_tickets_ + tickets_of(task));
        }
        return ByKey::add(task, why);
    }
    void ran(const TaskView& task, Duration length) override {
        passes_[task.id] += stride(length, tickets_of(task));
        if (length != last_length_) {
            last_length_ = length;
            last_stride_ = stride(length, active_tickets_);
        }
        global_pass_ += last_stride_;
    }
    void left(const TaskView& task, Leaving) override {
        passes_[task.id] -= global_pass_;
        set_active(active_tickets_ - tickets_of(task));
    }
    Duration slice(const TaskView&) override { return quantum_; }

  private:
    friend class ByKey<Stride>;
    std::int64_t key_of(const TaskView& task) { return passes_[task.id]; }

    void set_active(std::int64_t tickets) {
        active_tickets_ = tickets;
        last_length_ = Duration(0);
    }

    const Duration quantum_;
    ByTask<std::int64_t> passes_;  ///< of one that waits: its distance from the global pass
    std::int64_t global_pass_ = 0, active_tickets_ = 0;
    // Most run for the same length while the same are active: what that adds to the global pass.
    Duration last_length_{0};
    std::int64_t last_stride_ = 0;
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
