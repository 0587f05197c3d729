// Rate monotonic: fixed priorities, the shorter the period, the more urgent. Without a period: last.
#include "engine/run/policies/by_key.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class RateMonotonic final : public ByKey<RateMonotonic> {
  public:
    bool is_preemptive() const override { return true; }

  private:
    friend class ByKey<RateMonotonic>;
    std::int64_t key_of(const TaskView& task) { return task.given.period.value_or(kForever).count(); }
};

}  // namespace

PolicyEntry rate_monotonic_policy() {
    return {.name = "rate_monotonic",
            .title = "Rate monotonic",
            .sentence = "who comes more often is more urgent, always",
            .source = "Liu, Layland: Scheduling Algorithms for Multiprogramming, JACM 20 (1973), section 4",
            .comparison = {.preference = Preference::least,
                           .looks_at = "period",
                           .best = "has the shortest period",
                           .value = "{} s"},
            .has_quantum = false,
            .parameters = {},
            .make = [](const PolicyOptions&) { return made<RateMonotonic>(); }};
}

}  // namespace simul
