// Deadline monotonic: fixed priorities, the shorter the time from arrival to deadline, the more urgent.
#include "engine/run/policies/by_key.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class DeadlineMonotonic final : public ByKey<DeadlineMonotonic> {
  public:
    bool is_preemptive() const override { return true; }

  private:
    friend class ByKey<DeadlineMonotonic>;
    std::int64_t key_of(const TaskView& task) { return task.given.relative_deadline().value_or(kForever).count(); }
};

}  // namespace

PolicyEntry deadline_monotonic_policy() {
    return {.name = "deadline_monotonic",
            .title = "Deadline monotonic",
            .sentence = "who has less time to finish is more urgent, always",
            .source = "Leung, Whitehead: On the Complexity of Fixed-Priority Scheduling, 1982",
            .comparison = {.preference = Preference::least,
                           .looks_at = "relative deadline",
                           .best = "has the shortest relative deadline",
                           .value = "{} s"},
            .has_quantum = false,
            .parameters = {},
            .make = [](const PolicyOptions&) { return made<DeadlineMonotonic>(); }};
}

}  // namespace simul
