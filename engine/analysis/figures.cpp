#include "engine/analysis/figures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace simul {

namespace {

/// Of the tasks that ran for some time; those that have none left out.
template <class Of>
double worst(const Metrics& metrics, Of of) {
    double most = 0;
    for (const TaskFigures& task : metrics.tasks)
        if (task.running > Duration(0)) most = std::max(most, of(task));
    return most;
}
double in_seconds(const std::optional<Duration>& length) { return length ? seconds_of(*length) : 0; }

struct Figure {
    std::string_view name;
    double (*of)(const Metrics&, const SchedulingFigures&);
    bool counts = false;  ///< it is a number of things
};
constexpr Figure kFigures[] = {
    {"mean_response", [](const Metrics&, const SchedulingFigures& figures) { return figures.response_s; }},
    {"mean_turnaround", [](const Metrics&, const SchedulingFigures& figures) { return figures.turnaround_s; }},
    {"mean_wait", [](const Metrics&, const SchedulingFigures& figures) { return figures.wait_s; }},
    {"mean_slowdown", [](const Metrics&, const SchedulingFigures& figures) { return figures.slowdown; }},
    {"worst_response",
     [](const Metrics& metrics, const SchedulingFigures&) {
         return worst(metrics, [](const TaskFigures& task) { return in_seconds(task.response()); });
     }},
    {"worst_turnaround",
     [](const Metrics& metrics, const SchedulingFigures&) {
         return worst(metrics, [](const TaskFigures& task) { return in_seconds(task.turnaround()); });
     }},
    {"worst_wait",
     [](const Metrics& metrics, const SchedulingFigures&) {
         return worst(metrics, [](const TaskFigures& task) { return seconds_of(task.ready); });
     }},
    {"worst_slowdown",
     [](const Metrics& metrics, const SchedulingFigures&) {
         return worst(metrics, [](const TaskFigures& task) { return task.slowdown().value_or(0); });
     }},
    {"tasks", [](const Metrics&, const SchedulingFigures& figures) { return static_cast<double>(figures.tasks); },
     true},
    {"switches", [](const Metrics&, const SchedulingFigures& figures) { return static_cast<double>(figures.switches); },
     true},
    {"missed_deadlines",
     [](const Metrics&, const SchedulingFigures& figures) { return static_cast<double>(figures.missed_deadlines); },
     true},
    {"fairness", [](const Metrics&, const SchedulingFigures& figures) { return figures.fairness; }},
    {"throughput", [](const Metrics&, const SchedulingFigures& figures) { return figures.throughput; }},
    {"utilization",
     [](const Metrics& metrics, const SchedulingFigures&) {
         Duration busy{0};
         for (const CoreFigures& core : metrics.cores) busy += core.busy;
         const double whole =
             seconds_of(metrics.makespan.time_since_epoch()) * static_cast<double>(metrics.cores.size());
         return whole > 0 ? seconds_of(busy) / whole : 0;
     }},
    {"makespan",
     [](const Metrics& metrics, const SchedulingFigures&) { return seconds_of(metrics.makespan.time_since_epoch()); }},
};

}  // namespace

std::optional<double> figure_of(const Metrics& metrics, std::string_view measure, bool worst) {
    for (const Figure& figure : kFigures)
        if (figure.name == measure) return figure.of(metrics, scheduling_figures(metrics));
    const std::optional<NamedFigure> figure = figure_named(metrics, measure, worst);
    return figure ? std::optional(figure->value) : std::nullopt;
}

std::string why_no_figure(const Metrics& metrics, std::string_view measure) {
    if (figures_named(metrics, measure).size() > 1)
        return "several of the story's marks, measures and variables have this name: give each another one.";
    return fmt::format("the run has no such figure. There are {}, and the story's own marks, measures and variables.",
                       names_of_figures());
}

bool is_count(std::string_view measure) {
    return std::any_of(std::begin(kFigures), std::end(kFigures),
                       [measure](const Figure& figure) { return figure.counts && figure.name == measure; });
}

std::vector<std::string_view> figure_names() {
    std::vector<std::string_view> names;
    for (const Figure& figure : kFigures) names.push_back(figure.name);
    return names;
}

std::string names_of_figures() { return fmt::format("{}", fmt::join(figure_names(), ", ")); }

}  // namespace simul
