// The workers of a pool that have no task.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>

#include "engine/run/own_threads.h"

namespace simul {

/// Who has been idle longest is next. As in ThreadPoolExecutor, a thread that has had no task yet begins only when no
/// other is idle; processes begin with the pool.
class IdleWorkers {
  public:
    void begin(std::uint32_t workers, bool begin_with_pool) {
        threads_.clear();
        for (std::uint32_t i = 0; i < workers; ++i) threads_.push_back(thread_of_worker(i));
        fresh_ = begin_with_pool ? 0 : threads_.size();
        begun_ = workers;
    }
    /// The number of its thread. There is one.
    std::uint32_t take() {
        if (threads_.size() == fresh_) --fresh_;
        const std::uint32_t thread = threads_.front();
        threads_.pop_front();
        return thread;
    }
    /// The one with this thread, if it is idle.
    std::uint32_t take(std::uint32_t thread) {
        const auto used = threads_.end() - static_cast<std::ptrdiff_t>(fresh_);
        const auto found = std::find(threads_.begin(), used, thread);
        if (found == used) return take();
        threads_.erase(found);
        return thread;
    }
    void give_back(std::uint32_t thread) {
        threads_.insert(threads_.end() - static_cast<std::ptrdiff_t>(fresh_), thread);
    }

    /// Of one that takes the place of another.
    std::uint32_t number_of_another() { return thread_of_worker(begun_++); }

  private:
    std::deque<std::uint32_t> threads_;
    std::uint32_t begun_ = 0;  ///< those that are gone included
    std::size_t fresh_ = 0;    ///< the last of these, which have had no task yet
};

}  // namespace simul
