// A second reading of a trace, apart from the product's folds: it knows nothing but the rules in the head of
// trace_event.h, and looks back from a moment over the events of one task or one resource until it finds what decides.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/claims.h"
#include "engine/trace/trace.h"

namespace simul::testing {

class RawReading {
  public:
    /// Of what the trace holds now.
    explicit RawReading(const Trace& trace);

    /// After the first `events` events.
    Doing doing(TaskId task, std::size_t events) const;
    /// Since when it does that; nothing: the kernel's records leave it open.
    std::optional<Time> since(TaskId task, std::size_t events) const;
    CoreId core(TaskId task, std::size_t events) const;
    /// For what it waits.
    ResourceId awaited_resource(TaskId task, std::size_t events) const;
    TaskId awaited_task(TaskId task, std::size_t events) const;
    /// Who holds the mutex, or writes under the lock of readers and writers.
    TaskId owner(ResourceId resource, std::size_t events) const;
    /// How many read under it.
    std::int64_t readers(ResourceId lock, std::size_t events) const;
    /// How many requests of a device have no answer yet, and are still wanted.
    std::int64_t under_way(ResourceId device, std::size_t events) const;
    /// How many messages are inside a channel that has room for some.
    std::int64_t messages(ResourceId channel, std::size_t events) const;
    /// Whether it waits to do this with the resource.
    bool waits_to(OperationKind operation, ResourceId resource, TaskId task, std::size_t events) const;
    /// The event with which it continues after the wait that it is in: `done` if it got what it waited for; nothing: it
    /// never does.
    std::optional<std::size_t> end_of_wait(TaskId task, std::size_t events) const;
    std::size_t task_count(std::size_t events) const;
    /// With or without a core.
    bool is_in_compute(TaskId task, std::size_t events) const;

  private:
    /// The event before `events` that says what the task does; nothing: it has not arrived.
    std::optional<std::size_t> deciding(TaskId task, std::size_t events) const;
    std::optional<std::size_t> last_of(TaskId task, std::size_t events) const;
    /// The step of which `ready` and `run` follow.
    std::optional<std::size_t> step_before(TaskId task, std::size_t event) const;
    bool waits_before(TaskId task, std::size_t events) const;
    /// Conducted: the `stand` before which it still stands.
    std::optional<std::size_t> standing(TaskId task, std::size_t events) const;

    const Trace& trace_;
    std::map<TaskId, std::vector<std::size_t>> events_of_;  ///< their places, rising
};

}  // namespace simul::testing
