#include "engine/analysis/explore/ends.h"

#include <algorithm>
#include <tuple>

#include "engine/analysis/metrics.h"
#include "engine/trace/task_names.h"

namespace simul {

std::size_t Example::switches() const {
    std::size_t count = 0;
    for (std::size_t i = 1; i < choices.size(); ++i) count += choices[i] != choices[i - 1];
    return count;
}

bool Example::is_shorter_than(const Example& other) const {
    if (choices.size() != other.choices.size()) return choices.size() < other.choices.size();
    return switches() < other.switches();
}

namespace {

/// What tells a finding from others of its kind at the same line: its sentence, its error, or what was raced for.
std::string subject_of(const Finding& finding, const Trace& trace) {
    if (finding.events.empty()) return {};
    const std::size_t event = finding.events.front();
    switch (finding.kind) {
        case FindingKind::expectation:
        case FindingKind::failure:
            return std::string(trace.text_of(event));
        case FindingKind::data_race:
            return std::to_string(index_of(trace[event].resource));
        default:
            return {};
    }
}

/// The same in every run in which it goes wrong: without times, and without who came first.
Fault fault_of(const Finding& finding, const Trace& trace, const TaskNames& names) {
    switch (finding.kind) {
        case FindingKind::expectation:
            return {finding.kind, finding.line, subject_of(finding, trace)};
        case FindingKind::failure:
            return {finding.kind, finding.line,
                    names.clear_name_of(finding.tasks.front()) + ": " + subject_of(finding, trace)};
        default:
            return {finding.kind, 0, {}};
    }
}

ExploredResult result_of_run(const Trace& trace, const std::vector<Finding>& findings) {
    const Metrics metrics = metrics_of(trace);
    const TaskNames names(trace);
    ExploredResult result;
    result.outcome = metrics.outcome.value_or(Outcome::stopped);
    for (const VariableFigures& variable : metrics.variables)
        result.variables.emplace_back(variable.name, variable.value);
    for (const Finding& finding : findings)
        if (condemns(finding.kind)) result.faults.push_back(fault_of(finding, trace, names));
    std::sort(result.faults.begin(), result.faults.end());
    result.faults.erase(std::unique(result.faults.begin(), result.faults.end()), result.faults.end());
    result.fails = !result.faults.empty();
    return result;
}

bool is_same(const ExploredResult& a, const ExploredResult& b) {
    return a.outcome == b.outcome && a.variables == b.variables && a.faults == b.faults;
}

/// Whoever of them came first.
std::vector<TaskId> sorted(std::vector<TaskId> tasks) {
    std::sort(tasks.begin(), tasks.end());
    return tasks;
}

/// The line of a standstill is that of whoever came last.
bool is_same(const ExploredFinding& a, const Finding& b, const Trace& trace) {
    const bool at_any_line = a.kind == FindingKind::deadlock || a.kind == FindingKind::starved_pool;
    return a.kind == b.kind && (at_any_line || a.line == b.line) && a.tasks == sorted(b.tasks) &&
           a.subject == subject_of(b, trace);
}

}  // namespace

JudgedEnd Ends::judge(const Trace& trace, const Example& way) {
    const std::vector<Finding> findings = findings_of(trace);
    JudgedEnd end;
    for (const Finding& finding : findings) {
        const std::size_t index = finding_of(finding, trace, way);
        if (std::find(end.findings.begin(), end.findings.end(), index) == end.findings.end())
            end.findings.push_back(index);
    }
    end.result = result_of(result_of_run(trace, findings), way);
    return end;
}

std::size_t Ends::result_of(ExploredResult result, const Example& way) {
    const auto same =
        std::find_if(results_.begin(), results_.end(), [&](const ExploredResult& it) { return is_same(it, result); });
    if (same != results_.end()) return static_cast<std::size_t>(same - results_.begin());
    results_.push_back(std::move(result));
    seen_results_.push_back(way);
    return results_.size() - 1;
}

std::size_t Ends::finding_of(const Finding& finding, const Trace& trace, const Example& way) {
    const auto same = std::find_if(findings_.begin(), findings_.end(),
                                   [&](const ExploredFinding& it) { return is_same(it, finding, trace); });
    if (same != findings_.end()) return static_cast<std::size_t>(same - findings_.begin());
    findings_.push_back(
        {finding.kind, finding.text, finding.line, sorted(finding.tasks), {}, way, subject_of(finding, trace)});
    seen_findings_.push_back(way);
    return findings_.size() - 1;
}

void Ends::play(Explored& story, ExploredResult& result, const Example& seen) const {
    const std::unique_ptr<Trace> trace = story.record(result.example);
    if (!is_same(result_of_run(*trace, findings_of(*trace)), result)) result.example = seen;
}

/// It is told in the words of its example, which has its own times.
void Ends::play(Explored& story, ExploredFinding& finding, const Example& seen) const {
    const std::unique_ptr<Trace> trace = story.record(finding.example);
    for (const Finding& it : findings_of(*trace)) {
        if (!is_same(finding, it, *trace)) continue;
        finding.text = it.text;
        finding.line = it.line;
        return;
    }
    finding.example = seen;
}

void Ends::give(Explored& story, Exploration& into) {
    for (std::size_t i = 0; i < results_.size(); ++i) play(story, results_[i], seen_results_[i]);
    for (std::size_t i = 0; i < findings_.size(); ++i) play(story, findings_[i], seen_findings_[i]);
    std::stable_sort(results_.begin(), results_.end(), [](const ExploredResult& a, const ExploredResult& b) {
        if (a.fails != b.fails) return a.fails;
        return a.fails ? a.example.is_shorter_than(b.example) : b.count < a.count;
    });
    std::stable_sort(findings_.begin(), findings_.end(), [](const ExploredFinding& a, const ExploredFinding& b) {
        return a.example.is_shorter_than(b.example);
    });
    into.results = std::move(results_);
    into.findings = std::move(findings_);
}

// ---- One by one.

static void count_one(auto& what, const Example& way) {
    const bool is_first = what.count.is_zero();
    what.count += BigCount(1);
    if (is_first || way.is_shorter_than(what.example)) what.example = way;
}

void CountedEnds::count(Explored& story, const StateHash& state, const Example& way) {
    const auto key = std::pair(state.first, state.second);
    auto known = known_.find(key);
    if (known == known_.end()) known = known_.emplace(key, ends_.judge(*story.record(way), way)).first;
    count_one(ends_.results()[known->second.result], way);
    for (const std::size_t finding : known->second.findings)
        if (ends_.findings()[finding].kind != FindingKind::data_race) count_one(ends_.findings()[finding], way);
}

}  // namespace simul
