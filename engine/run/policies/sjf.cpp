// SJF: of those who are ready, who needs the shortest time; nobody loses a core.
#include "engine/run/policies/bursts.h"
#include "engine/run/policies/by_key.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class ShortestJobFirst final : public ByKey<ShortestJobFirst> {
  public:
    explicit ShortestJobFirst(const Knobs& parameters) : bursts_(parameters) {}

    void ran(const TaskView& task, Duration length) override { bursts_.ran(task, length); }
    void left(const TaskView& task, Leaving) override { bursts_.left(task); }

  private:
    friend class ByKey<ShortestJobFirst>;
    std::int64_t key_of(const TaskView& task) { return bursts_.remaining(task).count(); }

    Bursts bursts_;
};

}  // namespace

PolicyEntry sjf_policy() {
    return {.name = "sjf",
            .title = "Shortest job first",
            .sentence = "who needs a core for the shortest time runs until it waits",
            .source = "Silberschatz, Galvin, Gagne: Operating System Concepts, 5.3.2; OSTEP, chapter 7",
            .comparison = {.preference = Preference::least,
                           .looks_at = "burst",
                           .best = "has the shortest burst",
                           .value = "{} s"},
            .has_quantum = false,
            .parameters = Bursts::parameters(),
            .make = [](const PolicyOptions& options) { return made<ShortestJobFirst>(options.knobs); }};
}

}  // namespace simul
