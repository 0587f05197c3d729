// What is true of a run at one moment, as plain data: who does what, since when, for what and because of whom. Whatever
// Simul says or counts is made of claims; claim_words.h puts words on them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/analysis/doing.h"
#include "engine/analysis/moment.h"

namespace simul {

struct TaskClaim {
    TaskId task = kNoTask;
    Doing doing{};
    Time since{};
    std::size_t event = 0;              ///< that proves it
    CoreId core = kNoCore;              ///< running: where
    OperationKind operation{};          ///< that waits
    ResourceId resource = kNoResource;  ///< that it waits for
    TaskId because_of = kNoTask;        ///< who keeps it waiting: the owner of the mutex, the task that is awaited
    std::uint16_t line = 0;             ///< of its last operation
};

TaskClaim claim_of(const Moment& moment, TaskId task);

/// How many tasks do what, main included.
class Counts {
  public:
    explicit Counts(const Moment& moment);
    std::uint64_t of(Doing doing) const { return of_[static_cast<std::size_t>(doing)]; }
    /// Of `done`: those that failed, were cancelled or died are not among them.
    std::uint64_t of(State state) const;

  private:
    std::array<std::uint64_t, kDoingCount> of_{};
};

/// Whether each core that the run has is in use by a task.
/// All that the task could have: of its machine, where there are several.
bool all_cores_are_taken(const Moment& moment, TaskId task);
/// Who has them, cores ascending.
std::vector<TaskId> who_has_cores_for(const Moment& moment, TaskId task);

/// A store that overwrote what its task has not seen: it read the variable, then somebody else wrote, then it wrote.
struct Overwriting {
    std::size_t load = 0;         ///< the event with which it read
    std::size_t overwritten = 0;  ///< the last event with which somebody else wrote meanwhile
};
/// Nothing: the event is no such store. Looks a few thousand events back.
std::optional<Overwriting> overwriting_by(const Trace& trace, std::size_t event);

}  // namespace simul
