#include "engine/analysis/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/base/plain_name.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

/// Of daemons the run does not wait.
std::string ending_without(std::uint64_t cut_off, std::uint64_t tasks, const std::string& when) {
    const std::uint64_t ended = tasks - cut_off;
    return fmt::format("{} of {} {} ended, after {}. The {} cut off.", grouped(ended), plural(tasks, "task"),
                       ended == 1 ? "has" : "have", when,
                       cut_off == 1 ? "other was" : fmt::format("other {} were", grouped(cut_off)));
}

/// `, 2 of them cancelled`, of those that did not come to their own end.
std::string other_endings_in(const Metrics& metrics) {
    static constexpr std::string_view kHow[] = {"", "failed", "cancelled", "ended from outside", "by a crash"};
    static_assert(std::size(kHow) == std::size(kEndingNames));
    std::uint64_t counts[std::size(kHow)] = {};
    for (const TaskFigures& task : metrics.tasks)
        if (task.ending) ++counts[static_cast<std::size_t>(*task.ending)];
    std::string words;
    for (std::size_t i = 1; i < std::size(kHow); ++i)
        if (counts[i] > 0)
            words += metrics.tasks.size() == 1
                         ? fmt::format(", {}", kHow[i])
                         : fmt::format(", {} {}{}", grouped(counts[i]), words.empty() ? "of them " : "", kHow[i]);
    return words;
}

std::string ending_of(const TraceHeader& header, const Metrics& metrics) {
    const Duration makespan = metrics.makespan.time_since_epoch();
    const std::string when = header.conducted() ? length_in_words(header, makespan) : full_time(makespan);
    const std::string left =
        plural(metrics.unfinished_tasks, "task") + (metrics.unfinished_tasks == 1 ? " has" : " have");
    if (!metrics.outcome) return fmt::format("Recorded are {}; {} not ended.", when, left);
    switch (*metrics.outcome) {
        case Outcome::finished:
            break;
        case Outcome::deadlock:
            return fmt::format("The run stands still, after {}: {} not ended, and no task can continue.", when, left);
        case Outcome::failed:
            return fmt::format("A task failed, and nobody took its error. The run ended after {}.", when);
        case Outcome::stopped:
            return fmt::format("The run was stopped after {}: {} not ended.", when, left);
    }
    const std::size_t tasks = metrics.tasks.size();
    if (metrics.unfinished_tasks > 0) return ending_without(metrics.unfinished_tasks, tasks, when);
    return fmt::format("{} {} ended{}, after {}.", all_in_words(tasks, "task"), tasks == 1 ? "has" : "have",
                       other_endings_in(metrics), when);
}

std::string mark_in_words(const TraceHeader& header, const MarkFigures& mark, std::string_view why) {
    return fmt::format("{} at {}.{}{}", capitalized(plain_name(printable(mark.name))), moment_in_words(header, mark.at),
                       why.empty() ? "" : " ", why);
}

}  // namespace

Summary summary_of(const TraceHeader& header, const Metrics& metrics, const Timeline& timeline, const Speech& speech,
                   std::optional<double> stolen_s) {
    Summary summary;
    summary.ending = ending_of(header, metrics);
    summary.scarce = scarce_in(header, metrics, timeline, speech, stolen_s);
    for (const MarkFigures& mark : metrics.marks)
        summary.marks.push_back(mark_in_words(header, mark, reason_of(header, metrics, speech, mark.name)));
    const double whole = seconds_of(metrics.makespan);
    for (const CoreFigures& core : metrics.cores)
        summary.cores.push_back({core.core, whole > 0 ? seconds_of(core.busy) / whole : 0, core.busy});
    return summary;
}

std::string_view reason_of(const TraceHeader& header, const Metrics& metrics, const Speech& speech,
                           std::string_view mark) {
    const bool holds = metrics.outcome == Outcome::finished && !header.conducted();
    return holds ? speech.why_of(mark) : std::string_view();
}

std::vector<std::string> Summary::sentences() const {
    std::vector<std::string> all{ending};
    for (const std::vector<std::string>* part : {&scarce, &marks}) all.insert(all.end(), part->begin(), part->end());
    return all;
}

}  // namespace simul
