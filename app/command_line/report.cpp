#include "app/command_line/report.h"

#include <algorithm>

namespace simul::command_line {

std::size_t Report::lost_events() const {
    return std::max(metrics.lost_events, static_cast<std::size_t>(ending.lost_events));
}

Report report_on(const Trace& trace, const RunEnding& ending) {
    return {&trace, ending, metrics_of(trace), findings_of(trace)};
}

bool has_failure(const Report& report) {
    return std::any_of(report.findings.begin(), report.findings.end(),
                       [](const Finding& finding) { return finding.kind == FindingKind::failure; });
}

}  // namespace simul::command_line
