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

}  // namespace simul
