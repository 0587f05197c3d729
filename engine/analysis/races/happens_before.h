// What happens before what, in one run: a vector clock for each task, read from its trace.
//
// How it works. Of each task that matters a clock counts the stretches between its releases: whatever lets others go on
// (a spawn, an unlock, a send, a notify …). A task that goes on because of that takes over what the other knew. An
// access of another task has happened before this moment if this task's clock has reached the stretch in which it was
// made. (Lamport 1978; Mattern 1989. Semaphores, conditions and events keep the knowledge of all who released them.)
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "engine/trace/trace_event.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// By component; what is missing at the end is 0.
class VectorClock {
  public:
    std::uint32_t operator[](std::size_t component) const { return component < times_.size() ? times_[component] : 0; }
    void join(const VectorClock& other);
    void tick(std::size_t component);

  private:
    std::vector<std::uint32_t> times_;
};

class HappensBefore {
  public:
    static constexpr std::size_t kNoComponent = SIZE_MAX;

    /// `components`: by task, its place in the clocks, or kNoComponent. Both must outlive this.
    HappensBefore(const TraceHeader& header, const std::vector<std::size_t>& components);

    /// The next event of the trace.
    void apply(const TraceEvent& event);
    /// Before that, of an exchange that is an access, too: it comes after those whose value it finds.
    void find(const TraceEvent& exchange) { acquire(exchange.task, resources_[index_of(exchange.resource)]); }

    /// In which stretch the task is.
    std::uint32_t stretch_of(TaskId task) { return clock_of(task)[component_of(task)]; }
    /// Whether what `other` did in that stretch happened before whatever `task` does now.
    bool is_before(TaskId other, std::uint32_t stretch, TaskId task) {
        return clock_of(task)[component_of(other)] >= stretch;
    }

  private:
    struct ResourceClocks {
        VectorClock released, closed;
        std::deque<VectorClock> sent;   ///< channel: by message inside
        std::deque<VectorClock> freed;  ///< channel: by place that was taken before and is free again
        std::size_t places_used = 0;
        std::vector<VectorClock> rounds;  ///< barrier: what all who met know
        std::size_t arrived = 0;
    };

    void begin(const TraceEvent& arrive);
    void take_end_of(const TraceEvent& event);
    void acquire(TaskId task, const ResourceClocks& from) { clock_of(task).join(from.released); }
    void release(TaskId task, ResourceClocks& to);
    void meet(const TraceEvent& event, ResourceClocks& barrier);
    void leave_barrier(const TraceEvent& event, ResourceClocks& barrier);
    void send(TaskId task, ResourceClocks& channel, std::int64_t capacity);
    void receive(TaskId task, ResourceClocks& channel);
    void use_atomic(const TraceEvent& event, ResourceClocks& variable);

    VectorClock& clock_of(TaskId task);
    std::size_t component_of(TaskId task) const {
        return index_of(task) < components_.size() ? components_[index_of(task)] : kNoComponent;
    }
    void tick(TaskId task);

    const TraceHeader& header_;
    const std::vector<std::size_t>& components_;
    std::vector<VectorClock> clocks_, ends_;
    std::vector<ResourceClocks> resources_;
    std::unordered_map<TaskId, VectorClock> spawned_;     ///< what the spawner knew, by child
    std::unordered_map<TaskId, VectorClock> registered_;  ///< for callbacks, by who registered them
    std::unordered_map<TaskId, std::vector<TaskId>> callback_of_;
    std::unordered_map<TaskId, std::size_t> round_of_;  ///< barrier: in which a task waits
};

}  // namespace simul
