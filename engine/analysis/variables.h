// The values of variables: one for all tasks, or a copy for each where tasks have memory of their own.
#pragma once

#include <unordered_map>
#include <vector>

#include "engine/trace/trace_event.h"
#include "engine/trace/trace_header.h"

namespace simul {

class VariableFold {
  public:
    /// The header must outlive it.
    explicit VariableFold(const TraceHeader& header);

    void apply(const TraceEvent& event);

    /// What `reader` reads. Of a raw variable it is what it was at first: its events have no order.
    Cell value(ResourceId variable, TaskId reader) const;

  private:
    using Copies = std::unordered_map<ResourceId, Cell>;

    bool has_copies(ResourceId variable) const;
    /// In `processes` a new task begins with what its spawner has. A process of a pool has what its last task left,
    /// which is known once it is read.
    void inherit(TaskId child, TaskId spawner);

    const TraceHeader* header_;
    std::vector<Cell> values_;
    std::unordered_map<TaskId, Copies> copies_;
};

}  // namespace simul
