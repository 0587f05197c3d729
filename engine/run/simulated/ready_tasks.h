// The tasks that are ready, in the order in which they go on.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/base/ids.h"
#include "engine/run/policies/ready_queue.h"
#include "engine/scenario/policy.h"

namespace simul {

class ReadyTasks {
  public:
    explicit ReadyTasks(std::unique_ptr<Policy> policy)
        : policy_(std::move(policy)), order_(policy_->order()), detours_(order_ ? 1 : 0) {}

    bool empty() const { return count_ == 0; }
    void add(TaskId task) {
        ++count_;
        return order_ ? order_->add(task) : line_.push(task);
    }
    /// Before all others; of these, the last that was added goes first (sequential: a call that begins or returns).
    void add_urgent(TaskId task);
    /// Who goes on next. Only when not empty.
    TaskId take(CoreId core) {
        --count_;
        return detours_ == 0 ? line_.pop() : take_on_detour(core);
    }

  private:
    TaskId take_on_detour(CoreId core);

    std::unique_ptr<Policy> policy_;
    Order* const order_;  ///< null: first come, first served
    std::size_t count_ = 0;
    std::size_t detours_;  ///< reasons to look elsewhere than in the line
    ReadyQueue line_;
    std::vector<TaskId> urgent_;
};

}  // namespace simul
