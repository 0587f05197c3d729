// The textbooks' figures of scheduling, from those of the tasks.
#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/analysis/metrics.h"

namespace simul {

namespace {

Percentiles percentiles_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    const auto at = [&values](std::size_t percent) {
        const std::size_t rank = (values.size() * percent + 99) / 100;
        return values[std::max<std::size_t>(rank, 1) - 1];
    };
    return {at(50), at(90), at(99)};
}

}  // namespace

SchedulingFigures scheduling_figures(const Metrics& metrics) {
    std::vector<double> responses, turnarounds, waits;
    SchedulingFigures figures;
    std::size_t ended = 0;
    double rates = 0, squares = 0;
    // For real, whoever only starts others needs some core time, too.
    const bool some_compute =
        std::any_of(metrics.tasks.begin(), metrics.tasks.end(), [](const TaskFigures& task) { return task.computes; });
    for (const TaskFigures& task : metrics.tasks) {
        if (task.running <= Duration(0) || (some_compute && !task.computes)) continue;
        ++figures.tasks;
        figures.switches += task.switches;
        figures.missed_deadlines += task.misses_deadline(metrics.end);
        waits.push_back(seconds_of(task.ready));
        if (task.response()) responses.push_back(seconds_of(*task.response()));
        const bool was_ended = task.ending == Ending::crashed || task.ending == Ending::died;
        if (!task.slowdown() || was_ended) continue;
        ++ended;
        turnarounds.push_back(seconds_of(*task.turnaround()));
        figures.slowdown += *task.slowdown();
        rates += 1 / *task.slowdown();
        squares += 1 / (*task.slowdown() * *task.slowdown());
    }
    const auto mean = [](double& sum, std::size_t count) { sum = count == 0 ? 0 : sum / static_cast<double>(count); };
    figures.response_s = std::accumulate(responses.begin(), responses.end(), 0.0);
    figures.wait_s = std::accumulate(waits.begin(), waits.end(), 0.0);
    figures.turnaround_s = std::accumulate(turnarounds.begin(), turnarounds.end(), 0.0);
    mean(figures.response_s, figures.tasks);
    mean(figures.wait_s, figures.tasks);
    mean(figures.turnaround_s, ended);
    mean(figures.slowdown, ended);
    if (squares > 0) figures.fairness = rates * rates / (static_cast<double>(ended) * squares);
    const double whole = seconds_of(metrics.makespan);
    figures.throughput = whole > 0 ? static_cast<double>(ended) / whole : 0;
    figures.response_of = percentiles_of(std::move(responses));
    figures.turnaround_of = percentiles_of(std::move(turnarounds));
    figures.wait_of = percentiles_of(std::move(waits));
    return figures;
}

}  // namespace simul
