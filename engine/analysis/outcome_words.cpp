#include "engine/analysis/outcome_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/claims.h"
#include "engine/base/plain_name.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

constexpr std::size_t kMostVariables = 3;

const Finding* what_went_wrong(const std::vector<Finding>& findings) {
    const auto found =
        std::find_if(findings.begin(), findings.end(), [](const Finding& finding) { return condemns(finding.kind); });
    return found == findings.end() ? nullptr : &*found;
}

/// Of long runs the beginning is looked at.
bool loses_update(const Trace& trace) {
    constexpr std::size_t kMostEvents = 20'000;
    for (std::size_t i = 0; i < trace.size() && i < kMostEvents; ++i)
        if (overwriting_by(trace, i)) return true;
    return false;
}

std::string values_in_words(const Metrics& metrics) {
    std::string words;
    for (std::size_t i = 0; i < metrics.variables.size() && i < kMostVariables; ++i)
        words += fmt::format("{}{} = {}", words.empty() ? "" : ", ", printable(metrics.variables[i].name),
                             text_of(metrics.variables[i].value));
    return metrics.variables.size() > kMostVariables ? words + " …" : words;
}

}  // namespace

std::string in_words(FindingKind kind) { return plain_name(name_of(kind)); }

CameOf came_of(const Trace& trace, const Metrics& metrics, const std::vector<Finding>& findings) {
    const Finding* wrong = what_went_wrong(findings);
    const std::string values = values_in_words(metrics);
    if (wrong == nullptr) return {values.empty() ? "all went well" : values, false};
    const bool unexpected = wrong->kind == FindingKind::expectation;
    const std::string what = !unexpected           ? in_words(wrong->kind)
                             : loses_update(trace) ? "an update is lost"
                                                   : "not as expected";
    const bool says_values = !values.empty() && unexpected;
    return {says_values ? fmt::format("{}: {}", values, what) : what, true};
}

}  // namespace simul
