#include "engine/study/figures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace simul {

namespace {

struct Figure {
    std::string_view name;
    double (*of)(const Metrics&, const SchedulingFigures&);
};
constexpr Figure kFigures[] = {
    {"mean_response", [](const Metrics&, const SchedulingFigures& figures) { return figures.response_s; }},
    {"mean_turnaround", [](const Metrics&, const SchedulingFigures& figures) { return figures.turnaround_s; }},
    {"mean_wait", [](const Metrics&, const SchedulingFigures& figures) { return figures.wait_s; }},
    {"mean_slowdown", [](const Metrics&, const SchedulingFigures& figures) { return figures.slowdown; }},
    {"switches",
     [](const Metrics&, const SchedulingFigures& figures) { return static_cast<double>(figures.switches); }},
    {"missed_deadlines",
     [](const Metrics&, const SchedulingFigures& figures) { return static_cast<double>(figures.missed_deadlines); }},
    {"fairness", [](const Metrics&, const SchedulingFigures& figures) { return figures.fairness; }},
    {"throughput", [](const Metrics&, const SchedulingFigures& figures) { return figures.throughput; }},
    {"makespan",
     [](const Metrics& metrics, const SchedulingFigures&) { return seconds_of(metrics.makespan.time_since_epoch()); }},
};

}  // namespace

std::optional<double> figure_of(const Metrics& metrics, std::string_view measure) {
    for (const Figure& figure : kFigures)
        if (figure.name == measure) return figure.of(metrics, scheduling_figures(metrics));
    const std::optional<NamedFigure> figure = figure_named(metrics, measure);
    return figure ? std::optional(figure->value) : std::nullopt;
}

std::string why_no_figure(const Metrics& metrics, std::string_view measure) {
    if (figures_named(metrics, measure).size() > 1)
        return "several of the story's marks, measures and variables have this name: give each another one.";
    return fmt::format("the run has no such figure. There are {}, and the story's own marks, measures and variables.",
                       names_of_figures());
}

std::vector<std::string_view> figure_names() {
    std::vector<std::string_view> names;
    for (const Figure& figure : kFigures) names.push_back(figure.name);
    return names;
}

std::string names_of_figures() { return fmt::format("{}", fmt::join(figure_names(), ", ")); }

bool has_failure(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.kind == FindingKind::failure; });
}

std::string digest_of(const Trace& trace, const std::string& measure) {
    const Metrics metrics = metrics_of(trace);
    if (metrics.outcome == Outcome::failed || has_failure(findings_of(trace))) return std::string(kFailed);
    const std::optional<double> figure = figure_of(metrics, measure);
    return figure ? fmt::format("{}", *figure) : std::string(kNoFigure);
}

}  // namespace simul
