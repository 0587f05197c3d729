// The figures of a run: what the summary and `--json` say. One pass over the trace.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/analysis/variables.h"
#include "engine/trace/task_state.h"
#include "engine/trace/trace.h"

namespace simul {

struct TaskFigures {
    TaskId id = kNoTask;
    TaskId parent = kNoTask;
    std::string_view name;  ///< empty: nobody said
    std::optional<Time> arrival, first_run, finish;
    Duration running{0}, ready{0}, blocked{0}, asleep{0};
    std::uint32_t switches = 0;  ///< how often it was put on a core
    bool computes = false;       ///< it asked for core time; what it needs for anything else does not count as work
    std::uint32_t doings = 0;    ///< a bit for each Doing (doing.h) that took it some time
    std::optional<Ending> ending;
    std::optional<Time> deadline;  ///< as the story gave it

    std::optional<Duration> response() const;    ///< from arrival to the first run
    std::optional<Duration> turnaround() const;  ///< from arrival to the end
    std::optional<double> slowdown() const;      ///< turnaround over the time that it ran
    bool misses_deadline(Time end) const;        ///< it ends after it, or has not ended though it is past at `end`
};

struct CoreFigures {
    CoreId core = kNoCore;
    Duration busy{0};
    std::optional<Time> first, last;  ///< when a task first ran there and when one last left
};

/// How long tasks were blocked on one resource.
struct ResourceFigures {
    Duration waited{0}, longest{0};
    std::size_t waits = 0;
    TaskId longest_task = kNoTask;
};

/// A mark counts at its last time.
struct MarkFigures {
    std::string_view name;
    Time at{};
    std::size_t count = 0;
};

struct MeasureFigures {
    std::string_view name;
    std::size_t n = 0;
    double sum = 0, max = 0;
    double mean() const { return sum / static_cast<double>(n); }
};

struct VariableFigures {
    std::string_view name;
    ShownCell value;
};

/// Of messages between machines. Each that was sent, and each that the network doubled once more, is delivered, lost or
/// still under way when the trace ends; one that a cut link holds is lost, though nobody has told it yet.
struct MessageFigures {
    std::size_t sent = 0, doubled = 0;
    std::size_t delivered = 0, lost = 0, under_way = 0;
};

/// Texts point into the trace, which must outlive the figures.
struct Metrics {
    std::optional<Outcome> outcome;  ///< none: the trace ends before the run does
    Time end{};                      ///< of the last event
    /// When the last task ended; while one has not, the time of the last event.
    Time makespan{};
    Duration cpu_busy{0};  ///< of each task: by its own clock if that was read, else the time that it ran
    Duration unneeded{0};  ///< how long no task ran or was ready
    std::size_t events = 0;
    std::size_t lost_events = 0;
    std::size_t unfinished_tasks = 0;
    std::vector<TaskFigures> tasks;  ///< those that arrived, in the order of their ids
    /// Simulated: all. Real: those that ran something, by the kernel's numbers.
    std::vector<CoreFigures> cores;
    std::vector<ResourceFigures> resources;  ///< as in the header
    std::vector<MarkFigures> marks;          ///< in the order in which they were first set
    std::vector<MeasureFigures> measures;
    std::vector<VariableFigures> variables;  ///< not the raw ones; where tasks have copies, those of main
    std::vector<std::string_view> output;    ///< lines that were printed
    MessageFigures messages;
    std::vector<Outage> outages;  ///< of machines and links, in the order in which they began
};

Metrics metrics_of(const Trace& trace);

/// The least value that so many percent of the tasks do not exceed (nearest rank).
struct Percentiles {
    double p50 = 0, p90 = 0, p99 = 0;
};

/// The textbooks' figures of scheduling, of all tasks that ran for some time; where some compute, of those. (Main of a
/// job sheet does not.)
struct SchedulingFigures {
    std::size_t tasks = 0;
    double response_s = 0, turnaround_s = 0, wait_s = 0, slowdown = 0;  ///< means
    Percentiles response_of, turnaround_of, wait_of;
    std::uint64_t switches = 0;
    std::size_t missed_deadlines = 0;
    double fairness =
        1;  ///< Jain's index of what the tasks got a second of their presence: 1 is all alike, 1/n one has all
    double throughput = 0;  ///< tasks that ended, by second
};

SchedulingFigures scheduling_figures(const Metrics& metrics);

/// A mark's last time in seconds, a measure's mean or, if asked for, its largest, a variable's value.
struct NamedFigure {
    enum class Kind : std::uint8_t { mark, measure, variable } kind{};
    double value = 0;
};
/// All of that name.
std::vector<NamedFigure> figures_named(const Metrics& metrics, std::string_view name, bool worst = false);
/// The only one of that name. Nothing: the run has none, or several, and nobody knows which is meant.
std::optional<NamedFigure> figure_named(const Metrics& metrics, std::string_view name, bool worst = false);

}  // namespace simul
