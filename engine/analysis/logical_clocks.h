// Logical clocks of machines: what can be known of the order of events without a clock that shows the time.
//
// How it works. A machine counts the marks of its tasks, the messages that it sends, and those that reach it. Lamport:
// a message brings the number of its sending, and the machine that it reaches goes on from the greater of that and its
// own. Vector: a machine keeps a count for each; a message brings all counts of its sender, and the greater of each is
// kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/trace/trace.h"

namespace simul {

/// What the clocks of a machine show.
struct LogicalTime {
    NodeId node{};
    std::uint64_t lamport = 0;
    std::vector<std::uint64_t> counts;  ///< by node
};

/// Whether the event of the one can have had an effect on that of the other. If neither happened before the other, they
/// are concurrent: nobody can say which came first.
bool happened_before(const LogicalTime& one, const LogicalTime& other);

class LogicalClocks {
  public:
    explicit LogicalClocks(const TraceHeader& header);

    /// The next event of the trace. Null, or what the clocks of its machine show after it, if it counts.
    const LogicalTime* apply(const TraceEvent& event);

  private:
    NodeId node_of(TaskId task) const;

    const TraceHeader& header_;
    std::vector<NodeId> homes_;     ///< by task
    std::vector<LogicalTime> now_;  ///< by node
    std::unordered_map<std::int64_t, LogicalTime> sent_;
};

/// Of the event at this place; nothing if it does not count, or there is one machine.
std::optional<LogicalTime> logical_time_at(const Trace& trace, std::size_t event);

/// `Lamport 3, vector shop 2, bank 1`.
std::string in_words(const LogicalTime& time, const TraceHeader& header);

/// What the machine's own clock shows then: `9.6 s`.
std::string clock_time_in_words(const TraceHeader& header, NodeId node, Time at);

/// Whether machines have clocks that do not show the same.
bool clocks_differ(const TraceHeader& header);

}  // namespace simul
