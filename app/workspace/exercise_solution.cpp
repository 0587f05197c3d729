#include "app/workspace/exercise_solution.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/analysis/ready_line.h"
#include "engine/trace/task_names.h"

namespace simul::workspace {
namespace {

/// Main, which only spawns the jobs, is task 0.
Holder job_of(TaskId task) {
    return task == kNoTask || task == kMainTask ? std::nullopt : std::optional(index_of(task));
}

std::size_t second_of(Time time) { return static_cast<std::size_t>(time.time_since_epoch() / 1s); }

std::string cell(const Holder& job) { return job ? fmt::format("job {}", *job) : "nobody"; }

/// Why who has the core in this second has it: the decision at its beginning, or that there is none.
std::string rule_at(std::size_t second, const Solution& solution) {
    const SolvedDecision* last = nullptr;
    for (const SolvedDecision& decision : solution.decisions)
        if (second_of(decision.choice.at) == second) last = &decision;
    if (last != nullptr) return fmt::format("At {} s, {}.", second, last->words);
    const std::optional<std::size_t>& job = solution.chart[second];
    if (!job) return fmt::format("At {} s nobody is ready.", second);
    const bool went_on = second > 0 && solution.chart[second - 1] == job;
    return went_on ? fmt::format("At {} s there is nothing to decide: job {} continues.", second, *job)
                   : fmt::format("At {} s only job {} is ready.", second, *job);
}

}  // namespace

Solution solution_of(const Trace& trace) {
    Solution solution;
    ReadyLine line(trace.header());
    TaskNames names;
    TaskId running = kNoTask;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const TraceEvent& event = trace[i];
        while (solution.chart.size() < second_of(event.time)) solution.chart.push_back(job_of(running));
        names.take(trace, i);
        line.apply(event, i);
        if (event.kind == EventKind::run) running = event.task;
        if ((event.kind == EventKind::preempt || event.kind == EventKind::finish) && running == event.task)
            running = kNoTask;
        if (!line.has_chosen()) continue;
        const PolicyChoice choice = line.choice();
        if (choice.drawn) solution.draws.push_back(*choice.drawn);
        solution.decisions.push_back({choice, choice_in_words(trace.header().comparison, choice, Speech(names))});
    }
    return solution;
}

std::string text_of(const Chart& chart) {
    std::vector<std::string> cells;
    for (const std::optional<std::size_t>& job : chart) cells.push_back(job ? fmt::format("{}", *job) : "-");
    return fmt::format("{}", fmt::join(cells, " "));
}

std::optional<ChartFault> first_wrong_second(const Chart& chart, const Solution& solution) {
    const std::size_t common = std::min(chart.size(), solution.chart.size());
    for (std::size_t second = 0; second < common; ++second)
        if (chart[second] != solution.chart[second])
            return ChartFault{
                second, fmt::format("From {} s to {} s you give the core to {}, but {} has it. {}", second, second + 1,
                                    cell(chart[second]), cell(solution.chart[second]), rule_at(second, solution))};
    if (chart.size() > solution.chart.size())
        return ChartFault{common, fmt::format("Right until {} s, where all jobs are done; nothing is left to run "
                                              "after it.",
                                              common)};
    return std::nullopt;
}

std::optional<ChartFault> first_fault(const Chart& chart, const Solution& solution) {
    if (const std::optional<ChartFault> fault = first_wrong_second(chart, solution)) return fault;
    if (chart.size() < solution.chart.size())
        return ChartFault{chart.size(), fmt::format("Right as far as it goes, but it ends at {} s: work is left "
                                                    "until {} s.",
                                                    chart.size(), solution.chart.size())};
    return std::nullopt;
}

}  // namespace simul::workspace
