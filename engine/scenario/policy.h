// Who gets a free core next. One policy a file, in engine/run/policies.
#pragma once

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace simul {

/// Holds the tasks that are ready. Every task is taken once for each time that it was added.
class Policy {
  public:
    virtual ~Policy() = default;
    /// It woke, arrived, gave way, or its quantum ended: in this order of calls.
    virtual void add(TaskId task) = 0;
    /// Who runs next on this core. Only when not empty.
    virtual TaskId take(CoreId core) = 0;
    virtual bool empty() const = 0;
    /// How long a task keeps its core while others are ready; kForever: until it waits. The same all the time.
    virtual Duration quantum() const = 0;
    /// False: a task that alone is ready may go to a free core without being added and taken.
    virtual bool sees_all() const { return false; }
};

}  // namespace simul
