#include "engine/analysis/explore/ends.h"

#include <algorithm>
#include <tuple>

#include "engine/analysis/metrics.h"

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

JudgedEnd Ends::judge(const Trace& trace, const Example& way) {
    const Metrics metrics = metrics_of(trace);
    ExploredResult result;
    result.outcome = metrics.outcome.value_or(Outcome::stopped);
    for (const VariableFigures& variable : metrics.variables)
        result.variables.emplace_back(variable.name, variable.value);
    JudgedEnd end;
    for (const Finding& finding : findings_of(trace)) {
        const std::size_t index = finding_of(finding, way);
        if (std::find(end.findings.begin(), end.findings.end(), index) == end.findings.end())
            end.findings.push_back(index);
        // A race is found by the order of events, not by what comes of them: the same state may be reached without it.
        if (finding.kind != FindingKind::data_race) result.fails = true;
    }
    end.result = result_of(std::move(result));
    return end;
}

std::size_t Ends::result_of(ExploredResult result) {
    const auto same = std::find_if(results_.begin(), results_.end(), [&](const ExploredResult& it) {
        return it.outcome == result.outcome && it.variables == result.variables;
    });
    if (same != results_.end()) {
        same->fails |= result.fails;
        return static_cast<std::size_t>(same - results_.begin());
    }
    results_.push_back(std::move(result));
    return results_.size() - 1;
}

/// Whoever of them came first.
static std::vector<TaskId> sorted(std::vector<TaskId> tasks) {
    std::sort(tasks.begin(), tasks.end());
    return tasks;
}

static bool is_same(const ExploredFinding& a, const Finding& b) {
    return a.kind == b.kind && a.line == b.line && a.tasks == sorted(b.tasks);
}

std::size_t Ends::finding_of(const Finding& finding, const Example& way) {
    const auto same = std::find_if(findings_.begin(), findings_.end(),
                                   [&](const ExploredFinding& it) { return is_same(it, finding); });
    if (same != findings_.end()) return static_cast<std::size_t>(same - findings_.begin());
    findings_.push_back({finding.kind, finding.text, finding.line, sorted(finding.tasks), {}, way});
    return findings_.size() - 1;
}

/// In the words of its example, which has its own times.
static void retell(ExploredFinding& finding, Explored& story) {
    const auto trace = story.record(finding.example.choices);
    for (const Finding& it : findings_of(*trace))
        if (is_same(finding, it)) finding.text = it.text;
}

void Ends::give(Explored& story, Exploration& into) {
    for (ExploredFinding& finding : findings_) retell(finding, story);
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
    if (known == known_.end()) known = known_.emplace(key, ends_.judge(*story.record(way.choices), way)).first;
    count_one(ends_.results()[known->second.result], way);
    for (const std::size_t finding : known->second.findings)
        if (ends_.findings()[finding].kind != FindingKind::data_race) count_one(ends_.findings()[finding], way);
}

}  // namespace simul
