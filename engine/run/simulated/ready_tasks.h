// The tasks that are ready, in the order in which they go on.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "engine/run/task_table.h"
#include "engine/scenario/policy.h"

namespace simul {

class ReadyTasks {
  public:
    explicit ReadyTasks(std::unique_ptr<Policy> policy) : policy_(std::move(policy)), sees_all_(policy_->sees_all()) {}

    bool empty() const { return count_ == 0; }
    void add(CoopTask& task) {
        if (count_++ == 0 && !sees_all_)
            alone_ = &task;
        else
            add_to_policy(task);
    }
    /// Before all others; of these, the last that was added goes first (sequential: a call that begins or returns).
    void add_urgent(CoopTask& task);
    /// Who goes on next. Only when not empty.
    CoopTask& take(CoreId core, TaskTable& tasks) {
        --count_;
        if (alone_ && urgent_.empty()) [[likely]]
            return *std::exchange(alone_, nullptr);
        return take_from_queues(core, tasks);
    }

  private:
    void add_to_policy(CoopTask& task);
    CoopTask& take_from_queues(CoreId core, TaskTable& tasks);

    std::unique_ptr<Policy> policy_;
    const bool sees_all_;
    std::size_t count_ = 0;
    CoopTask* alone_ = nullptr;  ///< before the policy's queue: who alone is ready need not go through that
    std::vector<CoopTask*> urgent_;
};

}  // namespace simul
