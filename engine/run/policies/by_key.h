// For policies that choose the ready task with the smallest key.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/run/policies/policy.h"

namespace simul {

/// Of equal keys, who became ready first; who lost its core to another stays where it stood among them. Choosing costs
/// the logarithm of the number of ready tasks.
class ByKey : public Policy {
  public:
    void add(const TaskView& task, Readiness why) override;
    TaskId take(CoreId core, Time now, std::vector<Ranked>& seen) override;
    bool preempts(const TaskView& ready, const TaskView& running) override { return key_of(ready) < key_of(running); }
    bool keeps_core_rather(const TaskView& better, const TaskView& worse) override;
    void lent(const TaskView& task, std::int64_t before) override;
    std::optional<Ranked> rank(const TaskView& task) override {
        const std::optional<Cell> cell = shown(key_of(task));
        if (!cell) return std::nullopt;
        return Ranked{task.id, *cell};
    }
    std::uint16_t place(TaskId, Readiness why) override { return keeps_place(why) ? kPlaceAsBefore : kPlaceNotSaid; }

  protected:
    struct Entry {
        std::int64_t key;
        std::uint64_t order;
        TaskId task;
        friend bool operator<(const Entry& a, const Entry& b) {
            return a.key != b.key ? a.key < b.key : a.order < b.order;
        }
    };

    virtual std::int64_t key_of(const TaskView& task) = 0;
    /// For the reader; nothing: it is told when somebody is chosen.
    virtual std::optional<Cell> shown(std::int64_t key) const;
    /// Those that are ready, in no order.
    const std::vector<Entry>& entries() const { return heap_; }

  private:
    static bool keeps_place(Readiness why) { return why == Readiness::preempted || why == Readiness::reconsidered; }
    std::uint64_t order_of(TaskId task, Readiness why);

    std::vector<Entry> heap_;
    std::vector<std::uint64_t> orders_;  ///< by task
    std::uint64_t next_order_ = 0;
};

/// A length or a moment in nanoseconds, in seconds; that which never comes is infinite.
Cell in_seconds(std::int64_t nanoseconds);

}  // namespace simul
