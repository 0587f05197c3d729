#include "engine/analysis/decisions.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/claim_words.h"
#include "engine/analysis/happening_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

/// The text of a `stand`: what the operation would give, a newline, the locals.
std::pair<std::string_view, std::string_view> parts_of(std::string_view text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {text, {}};
    return {text.substr(0, end), text.substr(end + 1)};
}

/// `words`: what it would do if it did its operation.
std::string step_in_words(const Intent& intent, const std::string& what, const std::string& words) {
    switch (intent.step) {
        case NextStep::operation:
            break;
        case NextStep::time_out:
            return fmt::format("wait no longer for {}, as its time is up", what);
        case NextStep::wait:
            return intent.kind == OperationKind::await ? words : "wait until it can " + words;
        case NextStep::going_on:
            if (intent.kind == OperationKind::sleep) return "continue after its sleep";
            return what.empty() ? "continue after the others" : "continue after its wait for " + what;
        case NextStep::answer:
            return "hear the answer of " + what;
        case NextStep::end:
            return "end";
        case NextStep::happening:
            break;
    }
    return words;
}

}  // namespace

std::vector<Candidate> candidates_of(const Trace& trace, const Moment& moment) {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < moment.task_count(); ++i) {
        const TaskMoment& task = moment.task(static_cast<TaskId>(i));
        if (task.asked_event == 0) continue;
        candidates.push_back({trace[task.asked_event].intent(), task.can_go_on, task.asked_event});
    }
    for (const auto& [happening, event] : moment.happenings())
        candidates.push_back(
            {{happening, {}, trace[event].happening_channel(), kNoTask, 0, NextStep::happening}, true, event});
    return candidates;
}

std::string intent_in_words(const Trace& trace, std::size_t stand, const Speech& speech) {
    if (trace[stand].kind == EventKind::may_happen) return happening_in_words(trace, stand, speech);
    const Intent intent = trace[stand].intent();
    const std::string what = intent.resource != kNoResource ? resource_in_words(trace.header(), intent.resource)
                             : intent.other != kNoTask      ? speech.name_of(intent.other)
                                                            : std::string();
    const std::string value = printable(parts_of(trace.text_of(stand)).first);
    // Where each task has a thread of its own it is a sleep like any other.
    const bool is_plain = intent.kind == OperationKind::blocking_sleep && !uses_one_core(trace.header().model);
    const OperationKind kind = is_plain ? OperationKind::sleep : intent.kind;
    const std::string words =
        fmt::format(fmt::runtime(info_of(kind).words.intent), fmt::arg("what", what), fmt::arg("value", value));
    return step_in_words(intent, what, words) + line_in_words(intent.line);
}

std::string_view locals_of(const Trace& trace, std::size_t stand) {
    if (trace[stand].kind == EventKind::may_happen) return {};
    return parts_of(trace.text_of(stand)).second;
}

std::string obstacle_in_words(const Moment& moment, const Candidate& candidate, const Speech& speech) {
    const TaskId task = candidate.intent.task;
    if (moment.state_of(task) == State::blocked) {
        const TaskId owner =
            candidate.intent.resource == kNoResource ? kNoTask : moment.resource(candidate.intent.resource).owner;
        const std::string waits = "waits " + awaited_in_words(moment, task, speech);
        return owner == kNoTask ? waits : fmt::format("{}, which {} holds", waits, speech.name_of(owner));
    }
    return what_holds_up(moment, task);
}

void Steps::take(const Trace& trace) {
    for (const std::size_t size = trace.size(); taken_ < size; ++taken_) {
        const TraceEvent& event = trace[taken_];
        if (is_step(event.kind)) {
            clicks_.push_back(clicks(events_.size()) + is_click(enabled_.size()));
            events_.push_back(taken_);
            chosen_.push_back(event.kind == EventKind::step ? event.task : event.happening());
        }
        follow_stand(event);
    }
}

void Steps::follow_stand(const TraceEvent& event) {
    if (event.kind == EventKind::may_happen && event.phase == Phase::done) enabled_.insert(event.happening());
    if (event.kind == EventKind::happens || (event.kind == EventKind::may_happen && event.phase != Phase::done))
        enabled_.erase(event.happening());
    if (event.task == kNoTask) return;
    const bool asks = event.kind == EventKind::stand;
    if (asks && event.phase == Phase::done) enabled_.insert(event.task);
    if (asks ? event.phase != Phase::done : ends_asking(event.kind)) enabled_.erase(event.task);
}

std::size_t Steps::done(std::size_t events) const {
    return static_cast<std::size_t>(std::lower_bound(events_.begin(), events_.end(), events) - events_.begin());
}

bool begin_alike(const Trace& one, const Trace& other, std::size_t events) {
    if (one.size() < events || other.size() < events) return false;
    for (std::size_t i = 0; i < events; ++i) {
        const TraceEvent &a = one[i], &b = other[i];
        const bool same = a.time == b.time && a.task == b.task && a.kind == b.kind && a.phase == b.phase &&
                          a.value == b.value && a.resource == b.resource && a.line == b.line && a.core == b.core;
        if (!same || one.text_of(i) != other.text_of(i)) return false;
    }
    return true;
}

}  // namespace simul
