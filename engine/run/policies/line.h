// First come, first served, all for the same slice: the one queue that most runs need, and so the quickest.
#pragma once

#include "engine/run/policies/policy.h"
#include "engine/run/policies/ready_queue.h"

namespace simul {

class Line final : public Policy {
  public:
    /// How long a task keeps its core while others are ready; kForever: until it waits.
    explicit Line(Duration slice) : slice_(slice) {}

    Line* line() override { return this; }
    Told add(const TaskView& task, Readiness) override {
        push(task.id);
        return {};
    }
    TaskId take(CoreId, Time, std::vector<Ranked>&) override { return pop(); }
    Duration slice(const TaskView&) override { return slice_; }

    Duration slice() const { return slice_; }
    void push(TaskId task) { queue_.push(task); }
    TaskId pop() { return queue_.pop(); }

  private:
    const Duration slice_;
    ReadyQueue queue_;
};

}  // namespace simul
