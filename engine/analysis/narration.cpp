#include "engine/analysis/narration.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/analysis/claim_words.h"

namespace simul {
namespace {

/// Running tasks are named as long as they are so few.
constexpr std::size_t kMostByName = 2;

/// All but one; of too many to be named only so many that this can be seen.
std::vector<std::string> who_runs(const ClaimView& view, TaskId but) {
    std::vector<std::string> clauses;
    for (std::size_t i = 0; i < view.moment.task_count() && clauses.size() <= kMostByName; ++i) {
        const TaskClaim claim = claim_of(view.moment, static_cast<TaskId>(i));
        if (claim.doing == Doing::running && claim.task != but) clauses.push_back(claim_in_words(view, claim));
    }
    return clauses;
}

std::string joined(const std::vector<std::string>& clauses) {
    std::string text;
    for (const std::string& clause : clauses) text += (text.empty() ? "" : "; ") + clause;
    return text.empty() ? text : capitalized(text) + ".";
}

}  // namespace

Narration narration_of(const Trace& trace, const Moment& moment, const Timeline& timeline, const Speech& speech,
                       const ChoicesOfRun& choices) {
    if (moment.size() == 0) return {"Nothing has happened yet.", ""};
    const TraceEvent& event = trace[moment.size() - 1];
    const bool over = event.kind == EventKind::end && static_cast<Outcome>(event.value) == Outcome::finished;
    return {event_in_words(trace, moment, timeline, speech, choices),
            over ? "" : everybody_in_words(moment, speech, trace[told_event(trace, moment.size())].task)};
}

std::string everybody_in_words(const Moment& moment, const Speech& speech, TaskId told) {
    const ClaimView view{moment, speech};
    std::vector<std::string> clauses = who_runs(view, told);
    const bool by_name = clauses.size() <= kMostByName;
    if (!by_name) clauses.clear();
    bool says_tasks = true;
    const bool stands_still = moment.header().conducted();  // what somebody did does not say what it does now
    for (const Crowd& crowd : crowds_in(view)) {
        const bool is_told = crowd.count == 1 && crowd.first == told && !stands_still;
        if (is_told || crowd.doing == Doing::returned || (by_name && crowd.doing == Doing::running)) continue;
        clauses.push_back(in_words(crowd, says_tasks));
        says_tasks = says_tasks && crowd.words != nullptr;
    }
    return joined(clauses);
}

}  // namespace simul
