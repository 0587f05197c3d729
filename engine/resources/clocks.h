// Vector clocks: what each task and each resource knows of what the tasks have done.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "engine/base/ids.h"

namespace simul {

/// By component; what is missing at the end is 0.
class VectorClock {
  public:
    std::uint32_t operator[](std::size_t component) const { return component < times_.size() ? times_[component] : 0; }
    void join(const VectorClock& other);
    void tick(std::size_t component);

  private:
    std::vector<std::uint32_t> times_;
};

/// The clocks of all tasks. One counts its task's stretches between releases.
class TaskClocks {
  public:
    virtual VectorClock& clock_of(TaskId task) = 0;
    /// A new stretch of the task begins: what it does from now on, nobody knows yet.
    virtual void tick(TaskId task) = 0;

    /// The task takes over what is known there.
    void acquire(TaskId task, const VectorClock& from) { clock_of(task).join(from); }
    /// Whoever acquires it from now on knows what the task has done.
    void release(TaskId task, VectorClock& to) {
        to.join(clock_of(task));
        tick(task);
    }

  protected:
    ~TaskClocks() = default;
};

struct ResourceClocks {
    VectorClock released;           ///< what all knew who released it
    VectorClock closed;             ///< channel
    VectorClock read;               ///< rw_lock: what its readers knew
    VectorClock done;               ///< channel: what those knew who were done with a message
    std::deque<VectorClock> sent;   ///< channel: by message inside
    std::deque<VectorClock> freed;  ///< channel: by place that was taken before and is free again
    std::size_t places_used = 0;
    std::unordered_map<std::int64_t, VectorClock> under_way;  ///< channel: by message from another node
    std::unordered_map<TaskId, VectorClock> arrived;          ///< barrier, rendezvous: of those who wait for others
    std::unordered_map<TaskId, VectorClock> met;  ///< barrier: what those will know who have not gone on yet
};

}  // namespace simul
