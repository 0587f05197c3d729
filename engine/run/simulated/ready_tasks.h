// The tasks that are ready, in the order in which they continue, or as the policy chooses.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/base/ids.h"
#include "engine/run/policies/line.h"

namespace simul {

class ReadyTasks {
  public:
    explicit ReadyTasks(std::unique_ptr<Policy> policy)
        : policy_(std::move(policy)), line_(policy_->line() ? policy_->line()->slice() : kForever) {}

    /// Null: the line serves them.
    Policy* chooser() const { return policy_->line() ? nullptr : policy_.get(); }
    /// Of the line.
    Duration slice() const { return line_.slice(); }
    bool empty() const { return count_ == 0; }
    std::size_t size() const { return count_; }

    // ---- In a line.
    void add(TaskId task) {
        ++count_;
        line_.push(task);
    }
    /// Before all others; of these, the last that was added goes first (sequential: a call that begins or returns).
    void add_urgent(TaskId task);
    /// Who continues next. Only when not empty.
    TaskId take() {
        --count_;
        return urgent_.empty() ? line_.pop() : take_urgent();
    }

    // ---- With a policy that chooses.
    Told add(const TaskView& task, Readiness why) {
        ++count_;
        return policy_->add(task, why);
    }
    /// kNoTask: nobody for this core.
    TaskId take(CoreId core, Time now, std::vector<Ranked>& seen) {
        const TaskId task = policy_->take(core, now, seen);
        if (task != kNoTask) --count_;
        return task;
    }

  private:
    TaskId take_urgent();

    std::unique_ptr<Policy> policy_;
    Line line_;
    std::size_t count_ = 0;
    std::vector<TaskId> urgent_;
};

}  // namespace simul
