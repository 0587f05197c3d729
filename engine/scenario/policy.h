// Who gets a free core next, and for how long. One policy a file, in engine/run/policies.
#pragma once

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace simul {

/// Holds the tasks that are ready, for policies that choose among them.
class Order {
  public:
    virtual ~Order() = default;
    /// It woke, arrived, gave way, or its quantum ended: in this order of calls.
    virtual void add(TaskId task) = 0;
    /// Who runs next on this core. Every task is taken once for each time that it was added.
    virtual TaskId take(CoreId core) = 0;
};

class Policy {
  public:
    virtual ~Policy() = default;
    /// How long a task keeps its core while others are ready; kForever: until it waits. The same all the time.
    virtual Duration quantum() const = 0;
    /// Null: first come, first served.
    virtual Order* order() { return nullptr; }
};

}  // namespace simul
