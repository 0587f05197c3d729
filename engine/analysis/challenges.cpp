#include "engine/analysis/challenges.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/figures.h"
#include "engine/base/plain_name.h"

namespace simul {
namespace {

/// `forks` names `forks` and `forks[2]`; `philosopher` names `philosopher` and `philosopher 2`.
bool is_named(std::string_view full, std::string_view name) {
    if (!full.starts_with(name)) return false;
    return full.size() == name.size() || full[name.size()] == '[' || full[name.size()] == ' ';
}

class Judge {
  public:
    explicit Judge(const Situation& situation)
        : trace_(situation.trace),
          moment_(situation.moment),
          names_(situation.names),
          findings_(situation.findings),
          metrics_(situation.metrics),
          resources_(trace_.header().resources) {}

    bool holds(const Goal& goal) const {
        const std::optional<Outcome> outcome = outcome_by_now();
        if (goal.at_end && !has_come_to_its_end()) return false;
        if (goal.outcome && goal.outcome != outcome) return false;
        if (goal.finding && !was_found(*goal.finding)) return false;
        if (!goal.variable.empty() && !is_worth(goal)) return false;
        if (!goal.mark.empty() && !compares(goal, times_marked(goal.mark))) return false;
        if (!goal.held.empty() && !are_held(goal)) return false;
        if (!goal.figure.empty() && !(has_come_to_its_end() && has_figure(goal))) return false;
        if ((goal.state || !goal.on.empty()) && !compares(goal, tasks_in_state(goal))) return false;
        return std::all_of(goal.all.begin(), goal.all.end(), [this](const Goal& part) { return holds(part); });
    }

  private:
    std::optional<Outcome> outcome_by_now() const {
        if (moment_.size() == 0 || trace_[moment_.size() - 1].kind != EventKind::end) return std::nullopt;
        return static_cast<Outcome>(trace_[moment_.size() - 1].value);
    }

    bool has_come_to_its_end() const { return outcome_by_now().value_or(Outcome::stopped) != Outcome::stopped; }

    bool has_figure(const Goal& goal) const {
        const std::optional<double> figure = metrics_ ? figure_of(*metrics_, goal.figure, goal.worst)
                                                      : figure_of(metrics_of(trace_), goal.figure, goal.worst);
        return figure && compares(goal, *figure);
    }

    bool was_found(FindingKind kind) const {
        return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
            return finding.kind == kind && std::all_of(finding.events.begin(), finding.events.end(),
                                                       [this](std::size_t event) { return event < moment_.size(); });
        });
    }

    static bool compares(const Goal& goal, double figure) {
        const bool compared = goal.equals || goal.below || goal.above;
        if (!compared) return figure > 0;
        return (!goal.equals || figure == *goal.equals) && (!goal.below || figure < *goal.below) &&
               (!goal.above || figure > *goal.above);
    }

    bool is_worth(const Goal& goal) const {
        for (std::size_t i = 0; i < resources_.size(); ++i)
            if (resources_[i].kind == ResourceKind::variable && resources_[i].name == goal.variable)
                return compares(goal, moment_.value_of(static_cast<ResourceId>(i)).as_real());
        return false;
    }

    double times_marked(const std::string& mark) const {
        double times = 0;
        for (std::size_t i = 0; i < moment_.size(); ++i)
            if (trace_[i].kind == EventKind::mark && trace_.text_of(i) == mark) ++times;
        return times;
    }

    bool are_held(const Goal& goal) const {
        double mutexes = 0, held = 0;
        for (std::size_t i = 0; i < resources_.size(); ++i) {
            if (resources_[i].kind != ResourceKind::mutex || !is_named(resources_[i].name, goal.held)) continue;
            ++mutexes;
            held += moment_.resource(static_cast<ResourceId>(i)).owner != kNoTask;
        }
        const bool compared = goal.equals || goal.below || goal.above;
        return compared ? compares(goal, held) : mutexes > 0 && held == mutexes;
    }

    double tasks_in_state(const Goal& goal) const {
        double count = 0;
        for (std::size_t i = 0; i < moment_.task_count(); ++i) count += is_in_state(goal, static_cast<TaskId>(i));
        return count;
    }

    bool is_in_state(const Goal& goal, TaskId task) const {
        const TaskState& now = moment_.task(task).state;
        if (now.state != goal.state.value_or(State::blocked)) return false;
        if (!goal.task.empty() && !is_named(names_.name_of(task), goal.task)) return false;
        if (goal.on.empty()) return true;
        return now.resource != kNoResource && is_named(resources_[index_of(now.resource)].name, goal.on);
    }

    const Trace& trace_;
    const Moment& moment_;
    const TaskNames& names_;
    const std::vector<Finding>& findings_;
    const Metrics* const metrics_;
    const std::vector<ResourceInfo>& resources_;
};

// ---- In words.

std::string comparison_in_words(const Goal& goal) {
    std::string words;
    const auto add = [&words](std::string_view relation, const std::optional<double>& bound) {
        if (bound) words += fmt::format("{}{} {:g}", words.empty() ? "" : " and ", relation, *bound);
    };
    add("is", goal.equals);
    add("is below", goal.below);
    add("is above", goal.above);
    return words;
}

/// `mean_turnaround` as people read it.
std::string name_of_figure(const Goal& goal) {
    return (is_count(goal.figure) ? "the number of " : goal.worst ? "the worst " : "") + plain_name(goal.figure);
}

std::string figure_in_words(const Goal& goal) {
    const std::string compared = comparison_in_words(goal);
    if (!goal.figure.empty()) return name_of_figure(goal) + " " + compared;
    if (!goal.variable.empty()) return goal.variable + " " + compared;
    if (!goal.mark.empty())
        return compared.empty() ? goal.mark + " is marked"
                                : fmt::format("the number of marks {} {}", goal.mark, compared);
    if (!goal.held.empty())
        return compared.empty() ? fmt::format("all of {} are owned", goal.held)
                                : fmt::format("the number of {} that are owned {}", goal.held, compared);
    if (!goal.state && goal.on.empty()) return {};
    const std::string state =
        fmt::format("{}{}{}", name_of(goal.state.value_or(State::blocked)), goal.on.empty() ? "" : " on ", goal.on);
    const std::string whose = goal.task.empty() ? "task" : goal.task;
    return compared.empty() ? fmt::format("a {} is {}", whose, state)
                            : fmt::format("the number of tasks {}that are {} {}",
                                          goal.task.empty() ? "" : goal.task + " ", state, compared);
}

void collect_words(const Goal& goal, std::vector<std::string>& parts) {
    if (goal.outcome == Outcome::deadlock) parts.emplace_back("the run ends in a deadlock");
    if (goal.outcome == Outcome::failed) parts.emplace_back("a task of the run fails");
    if (goal.outcome == Outcome::finished) parts.emplace_back("the run ends with all tasks done");
    if (goal.outcome == Outcome::stopped) parts.emplace_back("the run is stopped");
    if (goal.at_end && !goal.outcome) parts.emplace_back("the run has ended");
    if (goal.finding) parts.push_back(fmt::format("this is found: {}", name_of(*goal.finding)));
    if (std::string figure = figure_in_words(goal); !figure.empty()) parts.push_back(std::move(figure));
    for (const Goal& part : goal.all) collect_words(part, parts);
}

const ExploredFinding* shortest_fault(const Exploration& found) {
    for (const ExploredFinding& finding : found.findings)
        if (condemns(finding.kind)) return &finding;
    return nullptr;
}

BigCount orders_that_fail(const Exploration& found) {
    BigCount sum;
    for (const ExploredResult& result : found.results)
        if (result.fails) sum += result.count;
    return sum;
}

}  // namespace

bool is_met(const Goal& goal, const Situation& situation) { return Judge(situation).holds(goal); }

std::function<bool(const Trace&)> holds_at_end(const Goal& goal) {
    return [goal](const Trace& trace) {
        return is_met(goal, {trace, moment_after(trace, trace.size()), TaskNames(trace), findings_of(trace)});
    };
}

std::string in_words(const Goal& goal) {
    std::vector<std::string> parts;
    collect_words(goal, parts);
    return fmt::format("{}", fmt::join(parts, ", and "));
}

std::vector<std::string> figures_in_words(const Goal& goal, const Metrics& metrics) {
    std::vector<std::string> words;
    const std::optional<double> figure =
        goal.figure.empty() ? std::nullopt : figure_of(metrics, goal.figure, goal.worst);
    if (figure) words.push_back(fmt::format("{} is {:.4g}", name_of_figure(goal), *figure));
    for (const Goal& part : goal.all)
        for (std::string& more : figures_in_words(part, metrics)) words.push_back(std::move(more));
    return words;
}

Judgement judge_mend(const Goal& goal, const Exploration& found) {
    const bool is_one = found.interleavings == BigCount(1);
    const std::string whole = found.interleavings.text() + (is_one ? " order" : " orders");
    if (const ExploredFinding* fault = shortest_fault(found))
        return {Verdict::broken,
                fmt::format("It still goes wrong, in {} of {}. {}", orders_that_fail(found).text(), whole, fault->text),
                fault->example};
    if (!found.falls_short.is_zero())
        return {Verdict::idle,
                fmt::format("Nothing goes wrong, but the work is not done in {} of {}. At the end of each this "
                            "is to hold: {}.",
                            found.falls_short.text(), whole, in_words(goal)),
                found.short_example};
    if (!found.complete)
        return {Verdict::unknown,
                fmt::format("{} followed and right, but not all could be: {}.", whole + (is_one ? " was" : " were"),
                            found.left_off),
                {}};
    if (is_one) return {Verdict::mended, "The only order is right.", {}};
    return {Verdict::mended, fmt::format("All {} are right.", whole), {}};
}

}  // namespace simul
