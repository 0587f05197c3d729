#include "engine/analysis/telling.h"

#include <fmt/format.h>

#include "engine/analysis/outcome_words.h"
#include "engine/analysis/summary.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

bool is_asked_about(Doing doing) {
    return doing != Doing::absent && doing != Doing::running && doing != Doing::returned;
}

std::string awaited_by(const ToldRun& run, const TaskClaim& claim) {
    switch (claim.doing) {
        case Doing::waits:
        case Doing::wants_worker:
        case Doing::wants_lock:
            return resource_in_words(run.trace.header(), claim.resource);
        case Doing::awaits:
            return run.names.clear_name_of(claim.because_of);
        case Doing::ready:
        case Doing::interrupted:
            return "a core";
        default:
            return {};
    }
}

}  // namespace

Telling telling_of(const ToldRun& run, const Moment& moment, Time at) {
    const Speech speech = run.speech();
    Telling telling{at,
                    moment.size(),
                    narration_of(run.trace, moment, run.timeline, speech, run.choices),
                    Counts(moment),
                    legend_of({moment, speech}, run.metrics),
                    {}};
    const WhyView view{run.trace, moment, run.timeline, speech, at};
    for (std::size_t i = 0; i < moment.task_count(); ++i) {
        const TaskClaim claim = claim_of(moment, static_cast<TaskId>(i));
        if (is_asked_about(claim.doing))
            telling.tasks.push_back({claim, awaited_by(run, claim), why_of(view, claim.task)});
    }
    return telling;
}

std::vector<std::string> conclusion_of(const ToldRun& run, const std::vector<Finding>& findings,
                                       std::optional<double> stolen_s, const std::vector<WhatIf>& what_ifs) {
    std::vector<std::string> sentences =
        summary_of(run.trace.header(), run.metrics, run.timeline, run.speech(), stolen_s).sentences();
    for (std::string& told : in_words(run.trace.header(), run.metrics, what_ifs)) sentences.push_back(std::move(told));
    for (const Finding& finding : findings)
        sentences.push_back(fmt::format("{}: {}", in_words(finding.kind), finding.text));
    return sentences;
}

std::string joined(const std::vector<WhyLink>& reasons) {
    std::string text;
    for (const WhyLink& link : reasons) text += (text.empty() ? "" : " ") + link.sentence;
    return text;
}

std::string text_of(const Telling& telling, const ToldRun& run) {
    const TraceHeader& header = run.trace.header();
    std::string text = fmt::format("At {}: {}\n", moment_in_words(header, telling.at), telling.narration.whole());
    std::string legend;
    for (const LegendLine& line : telling.legend) legend += (legend.empty() ? "" : "; ") + in_words(line.crowd);
    if (!legend.empty()) text += fmt::format("  {}.\n", legend);
    const Speech speech = run.speech();
    for (const ToldTask& task : telling.tasks)
        text += fmt::format("  {}: {}\n", capitalized(speech.name_of(task.claim.task)), joined(task.reasons));
    return text;
}

}  // namespace simul
