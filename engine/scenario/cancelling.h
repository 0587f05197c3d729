// Who asks a task to be cancelled, and how often.
//
// How it works. Each request counts, as in asyncio's Task: somebody cancels the task, a time limit of it is over, one
// fails of a group of tasks that it has begun. A limit, or a group, that is left takes its own request back. What was
// raised for it then is told as its end ("timeout", the errors of the group) only if nobody else asks: else it stays
// what it is, Cancelled.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/time.h"

namespace simul {

/// A call of timeout that has not returned.
struct TimeLimit {
    Time end{};
    bool is_over = false;  ///< and Cancelled was raised for it, once
};

/// A group of tasks that the task has begun, and not left.
struct OwnGroup {
    std::int64_t number = 0;
    bool aborted = false;        ///< its tasks were cancelled, which happens once; nobody joins it any more
    bool cancels_owner = false;  ///< and so was its owner, as one of them has failed
};

class Cancelling {
  public:
    void ask() { ++asked_; }
    std::uint32_t asked() const { return asked_; }

    // ---- Time limits: the innermost last.

    void begin_limit(Time end) { limits_.push_back({end, false}); }
    /// Leaves the innermost. True: it was over; its request is taken back.
    bool end_limit() {
        const bool was_over = limits_.back().is_over;
        limits_.pop_back();
        if (was_over) take_back();
        return was_over;
    }
    /// The next that is not over; kNever: there is none.
    Time next_limit() const {
        Time next = kNever;
        for (const TimeLimit& limit : limits_)
            if (!limit.is_over) next = std::min(next, limit.end);
        return next;
    }
    /// It is `now`, or later: each limit that ends by then asks, once.
    void pass_limits(Time now) {
        for (TimeLimit& limit : limits_) {
            if (limit.is_over || limit.end > now) continue;
            limit.is_over = true;
            ask();
        }
    }
    const std::vector<TimeLimit>& limits() const { return limits_; }

    // ---- Groups.

    /// Gives the new one's number, which no other group has that was not left.
    std::int64_t begin_group() {
        const std::int64_t number = groups_.empty() ? 1 : groups_.back().number + 1;
        groups_.push_back({number});
        return number;
    }
    void end_group(std::int64_t number) {
        groups_.erase(std::remove_if(groups_.begin(), groups_.end(),
                                     [number](const OwnGroup& group) { return group.number == number; }),
                      groups_.end());
    }
    /// Null: it was left.
    const OwnGroup* group(std::int64_t number) const {
        const auto found = std::find_if(groups_.begin(), groups_.end(),
                                        [number](const OwnGroup& group) { return group.number == number; });
        return found == groups_.end() ? nullptr : &*found;
    }
    OwnGroup* group(std::int64_t number) {
        return const_cast<OwnGroup*>(static_cast<const Cancelling*>(this)->group(number));
    }
    /// The function of the group has come to its end. True: Cancelled was raised for the group, and nothing else asks.
    bool leave_body_of(const OwnGroup& group) { return group.cancels_owner && take_back() == 0; }
    const std::vector<OwnGroup>& groups() const { return groups_; }

  private:
    /// Gives how many are left.
    std::uint32_t take_back() { return asked_ -= asked_ > 0 ? 1 : 0; }

    std::uint32_t asked_ = 0;
    std::vector<TimeLimit> limits_;
    std::vector<OwnGroup> groups_;
};

}  // namespace simul
