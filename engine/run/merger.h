// Puts what the writers of a run recorded into one order, while it is being recorded.
//
// How it works. Each writer's stream is in its own order. Across streams an event may go next when it is its task's
// next (by sequence) and its resource's next (by ticket); among those, the earliest time goes first. A writer that has
// not published yet promises by its horizon that it has nothing earlier to come, so what is earlier than all horizons
// is safe. Clocks never overrule a ticket: an event that is late gets the time of the one before it. When events were
// lost, the hole in a sequence is told by an event of its own, and never guessed over.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/run/region.h"
#include "engine/trace/trace.h"

namespace simul {

class Merger {
  public:
    /// Simulated runs have one writer, whose events are in order and in scenario time already.
    Merger(Region& region, Trace& trace, Clock clock, double scale);

    /// Takes what is safe by now; after the run has ended, everything. Returns how many events were appended.
    std::size_t take(bool ended);
    /// An event from elsewhere (kernel records), CLOCK_MONOTONIC; it has neither sequence nor ticket.
    void add(const TraceEvent& event) { others_.push_back(event); }

    std::uint64_t lost_events() const;

  private:
    struct Source {
        StreamReader reader;
        bool waits = false;  ///< its next event is not its turn yet
    };

    std::size_t pass_on();
    void open_new_streams();
    std::int64_t safe_until(bool ended);
    bool in_turn(const TraceEvent& event);
    bool emit_next(std::int64_t limit, bool force);
    void emit(TraceEvent event, std::string_view text);
    void tell_loss(const TraceEvent& event);
    std::uint16_t& next_sequence(TaskId task);

    Region& region_;
    Trace& trace_;
    bool simulated_;
    double scale_;
    std::vector<Source> sources_;
    std::vector<std::pair<std::int64_t, std::uint32_t>>
        heap_;  ///< time and source of what can be taken, earliest first
    std::vector<std::uint32_t> waiting_;
    std::vector<std::uint16_t> sequences_, tickets_;
    std::vector<TraceEvent> others_;
    Time last_{};
};

}  // namespace simul
