// HRRN: the highest response ratio next. Short tasks go first, and long ones do not wait for ever. Choosing looks at
// every ready task, because time changes their order.
#include "engine/run/policies/bursts.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

class HighestResponseRatioNext final : public Policy {
  public:
    explicit HighestResponseRatioNext(const Knobs& parameters) : bursts_(parameters) {}

    void add(const TaskView& task, Readiness) override {
        ready_.push_back({task.id, task.ready_since, std::max(1ns, bursts_.remaining(task))});
    }
    void ran(const TaskView& task, Duration length) override { bursts_.ran(task, length); }
    void left(const TaskView& task, Leaving) override { bursts_.left(task); }

    /// Of equal ones, who became ready first.
    TaskId take(CoreId, Time now, std::vector<Ranked>& seen) override {
        if (ready_.empty()) return kNoTask;
        std::size_t best = 0;
        for (std::size_t i = 0; i < ready_.size(); ++i) {
            if (ready_[i].ratio(now) > ready_[best].ratio(now)) best = i;
            if (ready_.size() <= kMostTold) seen.push_back({ready_[i].task, Cell::real(ready_[i].ratio(now))});
        }
        const TaskId task = ready_[best].task;
        ready_.erase(ready_.begin() + static_cast<std::ptrdiff_t>(best));
        return task;
    }

  private:
    struct Waiting {
        TaskId task;
        Time since;
        Duration burst;
        double ratio(Time now) const { return 1 + seconds_of(now - since) / seconds_of(burst); }
    };

    Bursts bursts_;
    std::vector<Waiting> ready_;
};

}  // namespace

PolicyEntry hrrn_policy() {
    return {.name = "hrrn",
            .title = "Highest response ratio next",
            .sentence = "who has waited longest for its size runs until it waits",
            .source = "Brinch Hansen: Operating System Principles, 1973, 5.2; (waiting time + burst) / burst",
            .comparison = {.preference = Preference::most,
                           .looks_at = "response ratio",
                           .best = "has the highest response ratio",
                           .told_of_at_most = kMostTold},
            .has_quantum = false,
            .parameters = Bursts::parameters(),
            .make = [](const PolicyOptions& options) { return made<HighestResponseRatioNext>(options.knobs); }};
}

}  // namespace simul
