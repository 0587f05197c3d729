#include "engine/run/simulated/ready_tasks.h"

namespace simul {

void ReadyTasks::add_urgent(CoopTask& task) {
    ++count_;
    urgent_.push_back(&task);
}

void ReadyTasks::add_to_policy(CoopTask& task) {
    if (alone_) policy_->add(std::exchange(alone_, nullptr)->id);
    policy_->add(task.id);
}

CoopTask& ReadyTasks::take_from_queues(CoreId core, TaskTable& tasks) {
    if (urgent_.empty()) return tasks[policy_->take(core)];
    CoopTask& task = *urgent_.back();
    urgent_.pop_back();
    return task;
}

}  // namespace simul
