#include "app/workspace/exercise_solution.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/analysis/ready_line.h"
#include "engine/trace/task_names.h"

namespace simul::workspace {
namespace {

std::size_t second_of(Time time) { return static_cast<std::size_t>(time.time_since_epoch() / 1s); }

std::string in_words(const Holders& jobs) {
    std::vector<std::string> words;
    for (const std::size_t job : jobs) words.push_back(fmt::format("job {}", job));
    return words.empty() ? "nobody" : fmt::format("{}", fmt::join(words, " and "));
}

/// Why who has a core in this second has it: the decisions at its beginning, or that there is none.
std::string rule_at(std::size_t second, const Solution& solution) {
    std::vector<std::string> rules;
    for (const SolvedDecision& decision : solution.decisions)
        if (second_of(decision.choice.at) == second) rules.push_back(decision.words);
    if (!rules.empty() && solution.cores == 1) rules = {rules.back()};
    if (!rules.empty()) return fmt::format("At {} s, {}.", second, fmt::join(rules, "; "));
    const Holders& jobs = solution.chart[second];
    if (jobs.empty()) return fmt::format("At {} s nobody is ready.", second);
    if (second > 0 && solution.chart[second - 1] == jobs)
        return fmt::format("At {} s there is nothing to decide: {} {}.", second, in_words(jobs),
                           jobs.size() == 1 ? "continues" : "continue");
    return solution.cores == 1 ? fmt::format("At {} s only {} is ready.", second, in_words(jobs))
                               : fmt::format("At {} s there is a core for each that is ready.", second);
}

std::string mistake_at(std::size_t second, const Holders& said, const Solution& solution) {
    const Holders& right = solution.chart[second];
    const std::string between = fmt::format("From {} s to {} s", second, second + 1);
    if (said.size() > solution.cores)
        return fmt::format("{} you give a core to {}: there are only {} cores.", between, in_words(said),
                           solution.cores);
    const bool one = solution.cores == 1;
    return fmt::format("{} you give {} to {}, but {} {} {}. {}", between, one ? "the core" : "the cores",
                       in_words(said), in_words(right), right.size() > 1 ? "have" : "has", one ? "it" : "them",
                       rule_at(second, solution));
}

}  // namespace

Solution solution_of(const Trace& trace) {
    Solution solution;
    ReadyLine line(trace.header());
    TaskNames names;
    solution.cores = trace.header().cores;
    Holders running;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const TraceEvent& event = trace[i];
        while (solution.chart.size() < second_of(event.time)) solution.chart.push_back(running);
        names.take(trace, i);
        line.apply(event, i);
        const bool is_job = event.task != kMainTask;  // which only spawns them
        if (event.kind == EventKind::run && is_job) running.insert(index_of(event.task));
        if (event.kind == EventKind::preempt || event.kind == EventKind::finish) running.erase(index_of(event.task));
        if (!line.has_chosen()) continue;
        const PolicyChoice choice = line.choice();
        if (choice.drawn) solution.draws.push_back(*choice.drawn);
        solution.decisions.push_back({choice, choice_in_words(trace.header().comparison, choice, Speech(names))});
    }
    return solution;
}

std::string text_of(const Chart& chart) {
    std::vector<std::string> cells;
    for (const Holders& jobs : chart) cells.push_back(jobs.empty() ? "-" : fmt::format("{}", fmt::join(jobs, "+")));
    return fmt::format("{}", fmt::join(cells, " "));
}

std::optional<ChartFault> first_wrong_second(const Chart& chart, const Solution& solution) {
    const std::size_t common = std::min(chart.size(), solution.chart.size());
    for (std::size_t second = 0; second < common; ++second)
        if (chart[second] != solution.chart[second])
            return ChartFault{second, mistake_at(second, chart[second], solution)};
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
