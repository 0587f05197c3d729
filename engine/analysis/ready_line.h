// Who is ready, in what order, and what the policy sees in each: the fold of a trace from which its choices are told.
//
// How it works. Whoever becomes ready joins at the tail. A `rank` that follows says more: what the policy sees, and
// that the task keeps the place that it had, or stands before its equals. A running task that is ranked stands in the
// line, too: its slice has ended, or it is compared with newcomers, and with all that are ready if they are ranked so.
// A policy that compares says each choice (`choose`); where there is one line, to `run` is to be chosen.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "engine/analysis/policy_choice.h"
#include "engine/trace/task_state.h"

namespace simul {

/// Whether the trace of such a run tells the choices of its policy. Where whoever is first in the line is served, it
/// does not where the line does not decide: who holds the global lock continues, or who was called; nor where each of
/// several machines has a line of its own.
bool tells_choices(const TraceHeader& header);

class ReadyLine {
  public:
    /// Before the first event. The header must outlive the line.
    explicit ReadyLine(const TraceHeader& header) : header_(&header) {}

    /// The next event of the trace; `index` is its place there.
    void apply(const TraceEvent& event, std::size_t index);
    /// How many were applied.
    std::size_t size() const { return size_; }

    /// Whether the last event is a choice among several.
    bool has_chosen() const { return chosen_.has_value(); }
    /// That choice; of the trace, with what the policy said of it.
    PolicyChoice choice() const;
    PolicyChoice choice(const Trace& trace) const;

    const TraceHeader& header() const { return *header_; }
    std::size_t bytes() const { return sizeof *this + tasks_.size() * sizeof(Standing) + line_.size() * 64; }

  private:
    struct Standing {
        TaskState state;
        std::optional<Cell> rank;
        bool may_run = true;
        bool lent = false;  ///< by a mutex: its rank
        bool in_line = false;
        bool on_core = false;     ///< in the line only to be compared with newcomers
        bool was_chosen = false;  ///< and has not run since
        double place = 0, last_place = 0;
        Time since{}, woke = Time::min();  ///< it became ready; not because it lost its core
    };

    Standing& standing_of(TaskId task);
    void join_on_core(TaskId task, Time now);
    void change_state(const TraceEvent& event);
    void take_rank(const TraceEvent& event);
    void choose(const TraceEvent& event);
    void join(TaskId task, Time now);
    void join_at(TaskId task, double place);
    void leave(TaskId task);
    double place_at_head(TaskId task, std::size_t behind) const;
    Contender contender(TaskId task) const;
    bool competes(const Contender& other) const;

    const TraceHeader* header_;
    std::vector<Standing> tasks_;
    std::set<std::pair<double, TaskId>> line_;
    std::size_t size_ = 0;
    std::optional<Contender> chosen_;  ///< by the last event
    ChoiceKind kind_{};
    Time compared_ = Time::min();  ///< when all that are ready were last compared with who runs, not newcomers only
    Time at_{};
    CoreId core_ = kNoCore;
    std::optional<std::int64_t> drawn_;
};

}  // namespace simul
