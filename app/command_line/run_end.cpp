#include "app/command_line/run_end.h"

#include <fmt/format.h>

#include "app/command_line/run_options.h"
#include "app/command_line/session.h"
#include "engine/trace/stream.h"

namespace simul::command_line {
namespace {

/// Who failed, where, why, and how to see it again; the first stands for all.
void tell_failure(const Report& report, const Settings& settings) {
    for (const Finding& finding : report.findings) {
        if (finding.kind != FindingKind::failure) continue;
        const std::string& source = report.header().source_name;
        const std::string place = fmt::format("{}:{}: ", cut_text(source, 150), finding.line);
        const bool says_place = source.empty() || finding.line == 0 || finding.text.find(place) != std::string::npos;
        complain(fmt::format("{}{}", says_place ? "" : place, cut_text(finding.text, 400)));
        complain(fmt::format("To see it again: {}", cut_text(command_again(settings), 200)));
        return;
    }
}

}  // namespace

int exit_code_of(const Report& report, bool interrupted) {
    if (report.ending.error) return report.ending.exit_code == kExitDone ? kExitRefused : report.ending.exit_code;
    if (interrupted && report.outcome() == Outcome::stopped) return kExitStopped;
    return has_failure(report) ? kExitFailure : kExitDone;
}

void tell_why(int code, const Report& report, const Settings& settings) {
    if (report.ending.error)
        complain(*report.ending.error);
    else if (code == kExitFailure)
        tell_failure(report, settings);
}

}  // namespace simul::command_line
