// SRTF, also called STCF: a task that needs less than what is left of a running one takes its core.
#include "engine/run/policies/bursts.h"
#include "engine/run/policies/by_key.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class ShortestRemainingTimeFirst final : public ByKey<ShortestRemainingTimeFirst> {
  public:
    explicit ShortestRemainingTimeFirst(const Knobs& parameters) : bursts_(parameters) {}
    bool is_preemptive() const override { return true; }
    void ran(const TaskView& task, Duration length) override { bursts_.ran(task, length); }
    void left(const TaskView& task, Leaving) override { bursts_.left(task); }

  private:
    friend class ByKey<ShortestRemainingTimeFirst>;
    std::int64_t key_of(const TaskView& task) { return bursts_.remaining(task).count(); }

    Bursts bursts_;
};

}  // namespace

PolicyEntry srtf_policy() {
    return {.name = "srtf",
            .title = "Shortest remaining time first",
            .sentence = "who needs a core for the shortest time has it at every moment",
            .source = "Silberschatz, Galvin, Gagne, 5.3.2; OSTEP, chapter 7 (STCF)",
            .comparison = {.preference = Preference::least,
                           .looks_at = "remaining time",
                           .best = "has the shortest remaining time",
                           .value = "{} s"},
            .has_quantum = false,
            .parameters = Bursts::parameters(),
            .make = [](const PolicyOptions& options) { return made<ShortestRemainingTimeFirst>(options.knobs); }};
}

}  // namespace simul
