// What can be an event of a run, and what cannot: events come from files that strangers made, and from the memory of a
// process in which a stranger's story runs.
#pragma once

#include <cstddef>

#include "engine/trace/trace.h"

namespace simul {

/// So many can be kept (trace.h).
inline constexpr std::size_t kMostEventsOfTrace = std::size_t{65536} * 4096;
/// The most cores and workers that a header may name, and the highest number of a CPU on a real computer.
inline constexpr std::size_t kMostCoresOfTrace = 4096;

/// Looks at the events of one trace in their order. All that folds a trace relies on what this lets through: words that
/// exist, resources that the header has and that the operation is for, cores that there are, and tasks whose numbers
/// the run can have reached, so that memory grows with the events and never with a number in one.
class EventCheck {
  public:
    /// The header must outlive it.
    explicit EventCheck(const TraceHeader& header) : header_(&header) {}

    /// Null, or what is wrong with the next event: "its core does not exist". Its time is not looked at.
    const char* problem_of(const TraceEvent& event);

  private:
    bool is_possible(TaskId task) const;
    const char* problem_of_resource(EventKind kind, ResourceId resource) const;
    const char* problem_of_value(const TraceEvent& event) const;
    const char* problem_of(const Intent& intent) const;
    const char* problem_of_happening(const TraceEvent& event) const;

    const TraceHeader* header_;
    std::size_t events_ = 0;
};

}  // namespace simul
