#include "engine/run/simulated/ready_tasks.h"

namespace simul {

void ReadyTasks::add_urgent(TaskId task) {
    ++count_;
    urgent_.push_back(task);
}

TaskId ReadyTasks::take_urgent() {
    const TaskId task = urgent_.back();
    urgent_.pop_back();
    return task;
}

TaskId ReadyTasks::take(CoreId core, Time now, std::vector<Ranked>& seen) {
    const TaskId task = policy_->take(core, now, seen);
    if (task != kNoTask) --count_;
    return task;
}

}  // namespace simul
