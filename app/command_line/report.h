// A run that has ended, with all that is said about it. Made from a trace alone, so a file from disk looks the same.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/analysis/findings.h"
#include "engine/analysis/metrics.h"
#include "engine/run/run.h"
#include "engine/trace/trace.h"

namespace simul::command_line {

/// The trace must outlive it.
struct Report {
    const Trace* trace;
    RunEnding ending;
    Metrics metrics;
    std::vector<Finding> findings;

    Outcome outcome() const { return metrics.outcome.value_or(ending.outcome); }
    const TraceHeader& header() const { return trace->header(); }
    /// Events that could not be recorded: gaps in the trace.
    std::size_t lost_events() const;
};

Report report_on(const Trace& trace, const RunEnding& ending);

/// The object that `--json` prints (a contract: docs/DESIGN.md, 6).
nlohmann::ordered_json json_of(const Report& report);

/// On one line, with bytes that are not UTF-8 replaced.
std::string written(const nlohmann::ordered_json& json);

/// The tasks whose failure nobody took make the command fail.
bool has_failure(const Report& report);

}  // namespace simul::command_line
