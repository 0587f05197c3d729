// Vector clocks: what each task and each resource knows of what the tasks have done.
#pragma once

#include <algorithm>
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

/// Bytes that were written, or read, in pieces, each with what its task knew.
class BytesWithClocks {
  public:
    /// The clock of so many more.
    VectorClock& add(std::int64_t bytes) { return pieces_.emplace_back(Piece{bytes, {}}).clock; }
    /// Of `bytes` that are put in where others were taken out: how many of those have to be taken out before.
    std::int64_t taken_up(std::int64_t bytes, std::int64_t capacity) {
        const std::int64_t free = std::max<std::int64_t>(capacity - ever_put_in_, 0);
        ever_put_in_ += bytes;
        return std::max<std::int64_t>(bytes - free, 0);
    }
    /// The first so many, as far as they are known. Calls `with(clock)` for each piece.
    template <class With>
    void take(std::int64_t bytes, With&& with) {
        while (bytes > 0 && !pieces_.empty()) {
            Piece& first = pieces_.front();
            with(first.clock);
            const std::int64_t taken = std::min(bytes, first.bytes);
            bytes -= taken;
            first.bytes -= taken;
            if (first.bytes == 0) pieces_.pop_front();
        }
    }

  private:
    struct Piece {
        std::int64_t bytes;
        VectorClock clock;
    };
    std::deque<Piece> pieces_;
    std::int64_t ever_put_in_ = 0;
};

struct ResourceClocks {
    VectorClock released;           ///< what all knew who released it
    VectorClock closed;             ///< channel, stream
    VectorClock read;               ///< rw_lock: what its readers knew
    VectorClock done;               ///< channel: what those knew who were done with a message
    std::deque<VectorClock> sent;   ///< channel: by message inside
    std::deque<VectorClock> freed;  ///< channel: by place that was taken before and is free again
    std::size_t places_used = 0;
    BytesWithClocks written, read_bytes;                      ///< stream: those inside; those that made room
    std::int64_t inside = 0;                                  ///< stream: bytes
    std::unordered_map<std::int64_t, VectorClock> under_way;  ///< channel: by message from another node
    std::unordered_map<TaskId, VectorClock> arrived;          ///< barrier, rendezvous: of those who wait for others
    std::unordered_map<TaskId, VectorClock> met;  ///< barrier: what those will know who have not gone on yet
};

}  // namespace simul
