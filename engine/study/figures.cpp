#include "engine/study/figures.h"

#include <fmt/format.h>

#include <algorithm>

namespace simul {

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
