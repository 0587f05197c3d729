#include "engine/run/policies/by_key.h"

#include <algorithm>
#include <limits>

namespace simul {

namespace {

/// The smallest stands first in the heap.
struct Later {
    template <class Entry>
    bool operator()(const Entry& a, const Entry& b) const {
        return b < a;
    }
};

}  // namespace

void ByKey::add(const TaskView& task, Readiness why) {
    heap_.push_back({key_of(task), order_of(task.id, why), task.id});
    std::push_heap(heap_.begin(), heap_.end(), Later());
}

TaskId ByKey::take(CoreId, Time, std::vector<Ranked>&) {
    if (heap_.empty()) return kNoTask;
    std::pop_heap(heap_.begin(), heap_.end(), Later());
    const TaskId task = heap_.back().task;
    heap_.pop_back();
    return task;
}

/// Of equal ones the one that became ready first. Both have been ready, so both have a place.
bool ByKey::keeps_core_rather(const TaskView& better, const TaskView& worse) {
    const std::int64_t key = key_of(better), other = key_of(worse);
    return key != other ? key < other : orders_[index_of(better.id)] < orders_[index_of(worse.id)];
}

/// One that is ready keeps its place among its new equals.
void ByKey::lent(const TaskView& task, std::int64_t) {
    const auto entry =
        std::find_if(heap_.begin(), heap_.end(), [&task](const Entry& other) { return other.task == task.id; });
    if (entry == heap_.end()) return;
    entry->key = key_of(task);
    std::make_heap(heap_.begin(), heap_.end(), Later());
}

std::uint64_t ByKey::order_of(TaskId task, Readiness why) {
    if (orders_.size() <= index_of(task)) orders_.resize(index_of(task) + 1);
    if (!keeps_place(why)) orders_[index_of(task)] = next_order_++;
    return orders_[index_of(task)];
}

std::optional<Cell> ByKey::shown(std::int64_t key) const { return in_seconds(key); }

Cell in_seconds(std::int64_t nanoseconds) {
    if (nanoseconds == kForever.count()) return Cell::real(std::numeric_limits<double>::infinity());
    return Cell::real(seconds_of(Duration(nanoseconds)));
}

}  // namespace simul
