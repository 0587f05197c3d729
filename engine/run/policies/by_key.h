// For policies that choose the ready task with the smallest key.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/run/policies/by_task.h"
#include "engine/run/policies/policy.h"
#include "engine/run/policies/ready_tournament.h"

namespace simul {

/// A length or a moment in nanoseconds, in seconds; that which never comes is infinite.
inline Cell in_seconds(std::int64_t nanoseconds) {
    if (nanoseconds == kForever.count()) return Cell::real(std::numeric_limits<double>::infinity());
    return Cell::real(seconds_of(Duration(nanoseconds)));
}

/// Of equal keys, who became ready first; who lost its core to another stays where it stood among them. Choosing costs
/// the logarithm of the number of ready tasks. `Own`, the policy, has `std::int64_t key_of(const TaskView&)`, and may
/// have a `shown` of its own.
template <class Own>
class ByKey : public Policy {
  public:
    Told add(const TaskView& task, Readiness why) override {
        const std::int64_t key = own().key_of(task);
        if (!keeps_place(why)) orders_[task.id] = next_order_++;
        ready_.push({key, orders_[task.id], task.id});
        return {Ranked{task.id, own().shown(key)}, place_among_equals(why)};
    }
    TaskId take(CoreId, Time, std::vector<Ranked>&) override { return take_first(); }
    bool preempts(const TaskView& ready, const TaskView& running) override {
        return own().key_of(ready) < own().key_of(running);
    }
    /// Of equal ones the one that became ready first. Both have been ready, so both have a place.
    bool keeps_core_rather(const TaskView& better, const TaskView& worse) override {
        const std::int64_t key = own().key_of(better), other = own().key_of(worse);
        return key != other ? key < other : orders_[better.id] < orders_[worse.id];
    }
    /// One that is ready keeps its place among its new equals.
    void lent(const TaskView& task, std::int64_t /*before*/) override { ready_.set_key(task.id, own().key_of(task)); }
    std::optional<Ranked> rank(const TaskView& task) override {
        return Ranked{task.id, own().shown(own().key_of(task))};
    }

  protected:
    TaskId take_first() { return ready_.empty() ? kNoTask : ready_.pop().task(); }
    /// For the reader.
    static Cell shown(std::int64_t key) { return in_seconds(key); }
    ReadyTournament& ready() { return ready_; }

  private:
    Own& own() { return static_cast<Own&>(*this); }

    ReadyTournament ready_;
    ByTask<std::uint64_t> orders_;
    std::uint64_t next_order_ = 0;
};

}  // namespace simul
