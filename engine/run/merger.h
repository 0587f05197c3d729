// Puts what the writers of a run recorded into one order, while it is being recorded.
//
// How it works. Each writer's stream is in its own order. Across streams an event may go next when it is its task's
// next (by sequence) and its resource's next (by ticket); among those, the earliest time goes first. A writer that has
// not published yet promises by its horizon that it has nothing earlier to come, so what is earlier than all horizons
// is safe. Clocks never overrule a ticket: an event that is late gets the time of the one before it. When events were
// lost, the hole in a sequence is told by an event of its own, and never guessed over. The kernel's records of a real
// run take their place among the events by time. Nothing of it is believed that cannot be (engine/trace/event_check.h):
// the run's process may be hostile or mad, and its watcher lives on.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/os/kernel_records.h"
#include "engine/run/node_cores.h"
#include "engine/run/region.h"
#include "engine/run/true_cores.h"
#include "engine/trace/event_check.h"
#include "engine/trace/trace.h"

namespace simul {

class Merger {
  public:
    /// Simulated and conducted runs have one writer, whose events are in order and in scenario time already.
    Merger(Region& region, Trace& trace, Clock clock, double scale);

    /// Takes what is safe by now; after the run has ended, everything. Returns how many events were appended.
    std::size_t take(bool ended);
    /// From now on the kernel's records are taken as well.
    void follow(os::KernelRecords records) { records_ = std::move(records); }
    /// A record of the kernel from elsewhere.
    void add(const os::SwitchRecord& record) { switches_.push_back(record); }

    /// Null, or what cannot be in what the run's process recorded: nothing more is taken from it.
    const char* problem() const { return problem_; }

    /// Events and records of the kernel that there was no room for.
    std::uint64_t lost_events() const;
    /// Scenario time; none without the kernel's records, or with holes in them.
    std::optional<Duration> stolen() const;

  private:
    std::size_t pass_on();
    bool passes_on(StreamReader& source);
    const TraceEvent* next_of(std::uint32_t source);
    bool is_sound(const TraceEvent& event, std::string_view text);
    void refuse(const char* problem);
    void tell_writer();
    std::uint32_t writers() const;
    void open_new_streams();
    std::int64_t safe_until(bool ended);
    bool in_turn(const TraceEvent& event);
    void take_switches();
    bool emit_next(std::int64_t limit, bool force);
    bool emit_switch(std::int64_t limit);
    void emit(TraceEvent event, std::string_view text);
    Time placed(std::int64_t time);
    void append(std::string_view text);
    void tell_loss(const TraceEvent& event);
    std::uint16_t& next_sequence(TaskId task);

    Region& region_;
    Trace& trace_;
    EventCheck check_;
    const char* problem_ = nullptr;
    std::size_t bytes_ = 0;  ///< that the trace takes, at most
    bool exact_;
    double scale_;
    std::vector<StreamReader> sources_;  ///< by writer
    std::vector<std::pair<std::int64_t, std::uint32_t>>
        heap_;  ///< time and source of what can be taken, earliest first
    std::vector<std::uint32_t> waiting_;
    std::vector<std::uint16_t> sequences_, tickets_;
    std::optional<os::KernelRecords> records_;
    std::vector<os::SwitchRecord> switches_;  ///< sorted from `next_switch_` on
    std::size_t next_switch_ = 0;
    std::optional<TrueCores> cores_;       ///< of a real run
    std::optional<NodeCores> node_cores_;  ///< of several machines
    std::vector<TraceEvent> around_;       ///< the event that is taken, and what the trace must say beside it
    Time last_{};
    bool over_ = false;  ///< the end of the run was passed on: what threads do to end is no part of it
};

}  // namespace simul
