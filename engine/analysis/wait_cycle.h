// Deadlock and the starved pool: who waits for whom, watched event by event.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/analysis/moment.h"

namespace simul {

/// Finds the circle at the event that closes it. Each task waits for one thing at a time, so there is one way to
/// follow: to the owner of the mutex, or to the task whose future is awaited.
class CycleWatch {
  public:
    /// The tasks of a circle that `event`, just applied to `moment`, has closed; else nothing. In the order in which
    /// each waits for the next.
    std::vector<TaskId> closed_by(const TraceEvent& event, const Moment& moment);

  private:
    bool is_known(TaskId task) const { return index_of(task) < known_.size() && known_[index_of(task)]; }
    void remember(const std::vector<TaskId>& cycle);

    std::vector<bool> known_;  ///< tasks of circles that were found
};

/// Whom the task waits for, or kNoTask.
TaskId waits_for(const Moment& moment, TaskId task);
/// The same, but of a task whose wait ends by itself when its time is up: nobody. A circle is made of these only.
TaskId waits_for_good_for(const Moment& moment, TaskId task);

/// The circles of waiting at this moment; of each the tasks, in the order in which each waits for the next.
std::vector<std::vector<TaskId>> circles_in(const Moment& moment);
/// The one to which the task's waiting leads; empty: to none.
std::vector<TaskId> circle_behind(const Moment& moment, TaskId task);

/// Sees when all places of a pool are held by tasks that wait, straight or through others, for tasks which still queue
/// for a place.
class PoolWatch {
  public:
    explicit PoolWatch(const TraceHeader& header);

    /// The tasks that hold the places, once `event`, just applied to `moment`, has starved the pool; told once.
    std::vector<TaskId> starved_by(const TraceEvent& event, const Moment& moment);

  private:
    bool note_places(const TraceEvent& event);
    bool is_starved(const Moment& moment) const;
    bool leads_to_queue(TaskId task, const Moment& moment) const;

    ResourceId pool_ = kNoResource;
    std::size_t places_ = 0;
    std::vector<TaskId> holders_;
    bool told_ = false;
};

}  // namespace simul
