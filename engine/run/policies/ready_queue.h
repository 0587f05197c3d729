// A queue of tasks that keeps its memory.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/base/ids.h"

namespace simul {

class ReadyQueue {
  public:
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    void push(TaskId task) {
        if (size_ == ring_.size()) grow();
        ring_[(first_ + size_++) & (ring_.size() - 1)] = task;
    }
    /// Only when not empty.
    TaskId pop() {
        const TaskId task = ring_[first_];
        first_ = (first_ + 1) & (ring_.size() - 1);
        --size_;
        return task;
    }

  private:
    void grow() {
        std::vector<TaskId> larger(ring_.empty() ? 64 : ring_.size() * 2);
        for (std::size_t i = 0; i < size_; ++i) larger[i] = ring_[(first_ + i) & (ring_.size() - 1)];
        ring_.swap(larger);
        first_ = 0;
    }

    std::vector<TaskId> ring_;  ///< its size is a power of two
    std::size_t first_ = 0, size_ = 0;
};

}  // namespace simul
