#include "app/command_line/report.h"

#include <algorithm>

#include "engine/study/figures.h"

namespace simul::command_line {

std::size_t Report::lost_events() const {
    return std::max(metrics.lost_events, static_cast<std::size_t>(ending.lost_events));
}

Report report_on(const Trace& trace, const RunEnding& ending) {
    return {&trace, ending, metrics_of(trace), findings_of(trace)};
}

bool has_failure(const Report& report) { return simul::has_failure(report.findings); }

}  // namespace simul::command_line
