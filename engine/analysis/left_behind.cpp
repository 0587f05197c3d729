#include "engine/analysis/left_behind.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul {

void LeftBehind::look_at(const TraceEvent& event, std::size_t index) {
    switch (event.kind) {
        case EventKind::finish:
            if (event.task == kMainTask) main_ended_ = index;
            return;
        case EventKind::note:
            if (static_cast<NoteKind>(event.value) != NoteKind::cut_off) return;
            cut_off_.push_back(event.task);
            return cuts_.push_back(index);
        case EventKind::given:
            if (trace_.text_of(index) == "daemon") daemons_.push_back(event.task);
            return;
        case EventKind::await:
        case EventKind::future_result:
        case EventKind::future_exception:
            if (event.phase == Phase::wanted) awaited_.insert(event.other_task());
            return;
        case EventKind::make_coroutine:
        case EventKind::run_coroutine:
            return look_at_coroutine(event, index);
        case EventKind::end:
            run_ended_ = index;
            return;
        default:
            return;
    }
}

void LeftBehind::look_at_coroutine(const TraceEvent& event, std::size_t index) {
    const std::pair place(event.task, event.value);
    if (event.kind == EventKind::make_coroutine)
        coroutines_[place] = index;
    else if (event.phase == Phase::done)
        coroutines_.erase(place);
}

void LeftBehind::tell(std::vector<Finding>& into) const {
    tell_cut_off(into);
    tell_never_awaited(into);
    tell_daemons(into);
}

Finding LeftBehind::finding(FindingKind kind, std::size_t index, std::string text) const {
    const TraceEvent& event = trace_[index];
    Finding finding;
    finding.kind = kind;
    finding.text = std::move(text);
    finding.at = event.time;
    finding.line = event.line;
    if (event.task != kNoTask) finding.tasks.push_back(event.task);
    finding.events.push_back(index);
    return finding;
}

/// The commonest fault of those who begin with asyncio. Main that failed could not wait for anybody.
void LeftBehind::tell_cut_off(std::vector<Finding>& into) const {
    if (cut_off_.empty() || !main_ended_) return;
    const TraceEvent& end = trace_[*main_ended_];
    const bool failed = end.ending() != Ending::returned, one = cut_off_.size() == 1;
    const bool was_awaited =
        std::any_of(cut_off_.begin(), cut_off_.end(), [this](TaskId it) { return awaited_.count(it) == 1; });
    const std::string missing =
        was_awaited ? fmt::format("Main did not wait until {} ended", one ? "it had" : "all of them had")
                    : fmt::format("Nobody awaited {}", one ? "it" : "them");
    const std::string cure = fmt::format(
        " {}, and the event loop ends with main, as asyncio.run does: keep what spawn returns, and let main await it, "
        "or gather all of it.",
        missing);
    Finding told = finding(FindingKind::cut_off, *main_ended_,
                           fmt::format("{} cut off when main {}, {}: {}.{}",
                                       one ? "One task was" : fmt::format("{} tasks were", cut_off_.size()),
                                       failed ? "failed" : "returned", at_in_words(trace_.header(), end.time),
                                       listed_names(cut_off_, names_), failed ? "" : cure));
    told.line = trace_[cuts_.front()].line;
    told.tasks = cut_off_;
    told.events.insert(told.events.end(), cuts_.begin(), cuts_.end());
    into.push_back(std::move(told));
}

/// Python warns of it when the object is gone.
void LeftBehind::tell_never_awaited(std::vector<Finding>& into) const {
    for (const auto& [place, index] : coroutines_)
        into.push_back(finding(
            FindingKind::never_awaited, index,
            fmt::format("The coroutine of {}{} was never awaited: to make it runs nothing of it. Write await(…), or "
                        "spawn(…) to start it as a task.",
                        trace_.text_of(index), line_in_words(trace_[index].line))));
}

/// They are told of, though it is meant: what they had not done yet is not done.
void LeftBehind::tell_daemons(std::vector<Finding>& into) const {
    if (!run_ended_) return;
    const auto outcome = static_cast<Outcome>(trace_[*run_ended_].value);
    std::vector<TaskId> left;
    for (const TaskId daemon : daemons_)
        if (moment_.state_of(daemon) != State::done) left.push_back(daemon);
    if (left.empty() || (outcome != Outcome::finished && outcome != Outcome::failed)) return;
    Finding told = finding(
        FindingKind::cut_off, *run_ended_,
        fmt::format("{} cut off at the end of the run, {}: {}. Nobody waits for a daemon: the run ends when all "
                    "others have ended.",
                    left.size() == 1 ? "One daemon was" : fmt::format("{} daemons were", left.size()),
                    at_in_words(trace_.header(), trace_[*run_ended_].time), listed_names(left, names_)));
    told.tasks = std::move(left);
    into.push_back(std::move(told));
}

}  // namespace simul
