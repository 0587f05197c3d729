// The values of variables: one for all tasks, or a copy for each where tasks have memory of their own.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/analysis/shown_table.h"
#include "engine/trace/trace_event.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// What a variable holds, and if that is packed, as people read it.
struct ShownCell : Cell {
    std::string text;
};
std::string text_of(const ShownCell& value);

/// A store that other tasks do not see yet.
struct ShownLateStore {
    ResourceId variable = kNoResource;
    Cell value;
};

class VariableFold {
  public:
    /// The header must outlive it.
    explicit VariableFold(const TraceHeader& header);

    /// `text`: of the event.
    void apply(const TraceEvent& event, std::string_view text);

    /// What `reader` reads. Of a raw variable it is what it was at first: its events have no order.
    const ShownCell& value(ResourceId variable, TaskId reader) const;

    /// The stores of the task that are not in memory yet, the oldest first.
    const std::vector<ShownLateStore>& late_stores_of(TaskId task) const;

  private:
    using Copies = std::unordered_map<ResourceId, ShownCell>;

    bool has_copies(ResourceId variable) const;
    bool sees_own_store(const TraceEvent& load) const;
    void reach_memory(const TraceEvent& flush);
    void apply_to_table(const TraceEvent& event, std::string_view text);
    ShownTable& table_of(const TraceEvent& event);
    /// By fork a new task begins with what its spawner has. A process of a pool has what its last task left, which is
    /// known once it is read.
    void inherit(TaskId child, TaskId spawner);

    const TraceHeader* header_;
    std::vector<ShownCell> values_;
    std::unordered_map<TaskId, Copies> copies_;
    std::map<std::pair<TaskId, ResourceId>, ShownTable> tables_;  ///< shared tables; kNoTask: the one of all
    std::unordered_map<TaskId, std::vector<ShownLateStore>> late_;
};

}  // namespace simul
