// What stands on another machine than the task that asks for it, and why that is refused.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/ids.h"
#include "engine/resources/state.h"
#include "engine/scenario/operation.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// On which machines tasks are, and resources stand.
class Homes {
  public:
    virtual NodeId home_of(TaskId task) const = 0;
    virtual NodeId home_of(ResourceId resource) const = 0;

  protected:
    ~Homes() = default;
};

/// The first that an operation is about and that stands elsewhere; none: it stays on its machine.
struct Elsewhere {
    ResourceId resource = kNoResource;
    TaskId future = kNoTask;
    explicit operator bool() const { return resource != kNoResource || future != kNoTask; }
};

Elsewhere elsewhere(const Homes& homes, TaskId task, const Operation& operation);

// Why it is refused. `here` and `there` are names of machines.
std::string why_resource_stays(std::string_view task, std::string_view here, const ResourceInfo& resource,
                               std::string_view there);
std::string why_future_stays(std::string_view task, std::string_view here, std::string_view future,
                             std::string_view there);
std::string why_nothing_begins_on(std::string_view node);

}  // namespace simul
