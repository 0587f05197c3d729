// Who meets a lock of the database waits here: first come, first served, and nobody looks again without a reason.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>

namespace simul {

/// An attempt either does its work or meets a lock, and holds no lock of its own afterwards. So it is worth another
/// attempt when one that was under way meanwhile has ended.
class LockLine {
  public:
    /// A request's own, in one thread.
    struct Place {
        std::uint64_t number = 0;  ///< in line; 0: it has met no lock
        std::uint64_t ended = 0;   ///< how many attempts had ended when its last one began
    };

    /// Waits behind all who met a lock before. Unless it is `in_passing`: then it waits for nobody.
    void begin(Place& place, bool in_passing);
    void end(Place& place, bool met_lock);
    /// Within an attempt that must not end: until another has ended, or there is none. False: there was none before.
    bool wait_for_others(Place& place);

  private:
    bool is_next(const Place& place) const;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::uint64_t> line_;
    std::uint64_t last_ = 0, ended_ = 0;
    std::uint32_t under_way_ = 0;
};

}  // namespace simul
