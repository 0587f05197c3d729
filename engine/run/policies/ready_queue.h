// A queue of tasks that keeps its memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"

namespace simul {

/// First come, first served, in a ring whose size is a power of two.
class ReadyQueue {
  public:
    bool empty() const { return begin_ == end_; }
    std::size_t size() const { return end_ - begin_; }
    void push(TaskId task) {
        if (size() == room_) [[unlikely]]
            grow();
        ring_[end_++ & (room_ - 1)] = task;
    }
    void clear() { begin_ = end_; }
    /// Only when not empty.
    TaskId pop() { return ring_[begin_++ & (room_ - 1)]; }
    /// Who comes after so many others. Only when there are more than those.
    TaskId ahead(std::size_t others) const { return ring_[(begin_ + others) & (room_ - 1)]; }

  private:
    void grow();

    std::vector<TaskId> ring_;
    std::uint64_t begin_ = 0, end_ = 0;  ///< counted on for ever; places in the ring are what is left of them
    std::uint64_t room_ = 0;
};

}  // namespace simul
