#include "engine/run/simulated/ready_tasks.h"

namespace simul {

void ReadyTasks::add_urgent(TaskId task) {
    ++count_;
    ++detours_;
    urgent_.push_back(task);
}

TaskId ReadyTasks::take_on_detour(CoreId core) {
    if (urgent_.empty()) return order_ ? order_->take(core) : line_.pop();
    const TaskId task = urgent_.back();
    urgent_.pop_back();
    --detours_;
    return task;
}

}  // namespace simul
