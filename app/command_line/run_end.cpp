#include "app/command_line/run_end.h"

#include <fmt/format.h>

#include "app/command_line/run_options.h"
#include "app/command_line/session.h"
#include "engine/trace/stream.h"

namespace simul::command_line {
namespace {

void tell_command_again(const Settings& settings) {
    complain(fmt::format("To see it again: {}", cut_text(command_again(settings), 200)));
}

/// A failure that nobody took; otherwise a process that died. The first stands for all.
const Finding* worst(const std::vector<Finding>& findings) {
    for (const FindingKind kind : {FindingKind::failure, FindingKind::died})
        for (const Finding& finding : findings)
            if (finding.kind == kind) return &finding;
    return nullptr;
}

/// A task that failed where the story's text says so: its error, which the finding cites, begins with the place.
bool cites_place(const Finding& finding, const Trace& trace) {
    return finding.kind == FindingKind::failure && trace[finding.events.front()].line != 0;
}

/// Who failed, where, why, and how to see it again.
void tell_failure(const Report& report, const Settings& settings) {
    const Finding* finding = worst(report.findings);
    if (!finding) return;
    const std::string& source = report.header().source_name;
    const bool says_place = source.empty() || finding->line == 0 || cites_place(*finding, *report.trace);
    const std::string place = says_place ? "" : fmt::format("{}:{}: ", cut_text(source, 150), finding->line);
    complain(place + std::string(cut_text(finding->text, 400)));
    tell_command_again(settings);
}

}  // namespace

int exit_code_of(const Report& report, bool interrupted) {
    if (report.ending.error) return report.ending.exit_code == kExitDone ? kExitRefused : report.ending.exit_code;
    if (interrupted && report.outcome() == Outcome::stopped) return kExitStopped;
    return has_failure(report) || report.outcome() == Outcome::failed ? kExitFailure : kExitDone;
}

void tell_why(int code, const Report& report, const Settings& settings) {
    if (!report.ending.error) {
        if (code == kExitFailure) tell_failure(report, settings);
        return;
    }
    complain(report.ending.error->sentence());
    if (code == kExitFailure) tell_command_again(settings);
}

}  // namespace simul::command_line
