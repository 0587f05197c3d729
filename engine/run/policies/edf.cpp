// EDF: on one core it meets every deadline as long as the tasks need no more than the whole core. Without a deadline:
// last.
#include "engine/run/policies/by_key.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class EarliestDeadlineFirst final : public ByKey<EarliestDeadlineFirst> {
  public:
    bool is_preemptive() const override { return true; }

  private:
    friend class ByKey<EarliestDeadlineFirst>;
    std::int64_t key_of(const TaskView& task) { return task.absolute_deadline().time_since_epoch().count(); }
};

}  // namespace

PolicyEntry edf_policy() {
    return {.name = "edf",
            .title = "Earliest deadline first",
            .sentence = "whose deadline comes first has the core",
            .source = "Liu, Layland: Scheduling Algorithms for Multiprogramming, JACM 20 (1973), section 7",
            .comparison = {.preference = Preference::least,
                           .looks_at = "deadline",
                           .best = "has the earliest deadline",
                           .value = "{} s"},
            .has_quantum = false,
            .parameters = {},
            .make = [](const PolicyOptions&) { return made<EarliestDeadlineFirst>(); }};
}

}  // namespace simul
