#include "app/command_line/sweep_parts.h"

#include <fmt/format.h>

#include <charconv>

#include "app/command_line/session.h"
#include "app/command_line/sweep_report.h"
#include "engine/base/part.h"

namespace simul::command_line {
namespace {

/// The figures of the runs that are this part's; false: there are more or fewer, or something else.
bool take_figures(const std::string& found, const Part& part, std::vector<double>& figures) {
    const char* at = found.data();
    const char* const end = at + found.size();
    for (std::size_t run = part.number - 1; run < figures.size(); run += part.of) {
        const auto [rest, failure] = std::from_chars(at, end, figures[run]);
        if (failure != std::errc() || rest == end || *rest != '\n') return false;
        at = rest + 1;
    }
    return at == end;
}

}  // namespace

int tell_sweep(const SweepPlan& plan, const std::vector<std::string>& found, const std::string& form) {
    std::vector<double> figures(plan.runs());
    for (std::size_t i = 0; i < found.size(); ++i)
        if (const Part part{i + 1, found.size()}; !take_figures(found[i], part, figures))
            return refuse(
                {fmt::format("Part {} does not have the figures of its runs: make it again.", text_of(part))});
    return tell(report_on_sweep(plan, figures, form)) ? kExitDone : kExitRefused;
}

}  // namespace simul::command_line
