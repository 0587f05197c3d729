// What happens before what, in one run: a vector clock for each task, read from its trace.
//
// How it works. Of each task that matters a clock counts the stretches between its releases: whatever lets others
// continue (a spawn, an unlock, a send, a notify …). A task that continues because of that takes over what the other
// knew. An access of another task has happened before this moment if this task's clock has reached the stretch in which
// it was made. (Lamport 1978; Mattern 1989. Semaphores, conditions and events keep the knowledge of all who released
// them.)
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/resources/clocks.h"
#include "engine/trace/trace_event.h"
#include "engine/trace/trace_header.h"

namespace simul {

class HappensBefore final : private TaskClocks {
  public:
    static constexpr std::size_t kNoComponent = SIZE_MAX;

    /// `components`: by task, its place in the clocks, or kNoComponent. Both must outlive this.
    HappensBefore(const TraceHeader& header, const std::vector<std::size_t>& components);

    /// The next event of the trace.
    void apply(const TraceEvent& event);
    /// Before that, of an exchange that is an access, too: it comes after those whose value it finds.
    void find(const TraceEvent& exchange) { acquire(exchange.task, resources_[index_of(exchange.resource)].released); }

    /// In which stretch the task is.
    std::uint32_t stretch_of(TaskId task) { return clock_of(task)[component_of(task)]; }
    /// Whether what `other` did in that stretch happened before whatever `task` does now.
    bool is_before(TaskId other, std::uint32_t stretch, TaskId task) {
        return clock_of(task)[component_of(other)] >= stretch;
    }

  private:
    void wipe(ResourceClocks& resource);
    void order_tasks(const TraceEvent& event);
    void begin(const TraceEvent& arrive);
    void pass_to_future(const TraceEvent& set);
    void take_end_of(const TraceEvent& event);

    VectorClock& clock_of(TaskId task) override;
    std::size_t component_of(TaskId task) const {
        return index_of(task) < components_.size() ? components_[index_of(task)] : kNoComponent;
    }
    void tick(TaskId task) override;

    const TraceHeader& header_;
    const std::vector<std::size_t>& components_;
    std::vector<VectorClock> clocks_, ends_;
    std::vector<ResourceClocks> resources_;
    std::unordered_map<TaskId, VectorClock> spawned_;     ///< what the spawner knew, by child
    std::unordered_map<TaskId, VectorClock> registered_;  ///< for callbacks, by who registered them
    std::unordered_map<TaskId, std::vector<TaskId>> callback_of_;
};

}  // namespace simul
