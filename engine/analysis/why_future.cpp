// What is recorded of the future: when a wait ends, when a task gets a core, until when it does what it does.
#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/analysis/why_chain.h"

namespace simul {

void WhyChain::what_comes() {
    const State state = state_of(claim_.doing);
    const std::optional<Span> now = span_of(task_);
    if (now && now->until == kNever && state == State::blocked && run_has_ended()) {
        add("Nobody ended its wait.", State::blocked).event = view_.trace.size() - 1;
        return;
    }
    if (moment_.header().conducted()) return what_steps_come();
    const std::optional<std::size_t> run = next_event(task_, is_run);
    const std::optional<std::size_t> wake = next_event(task_, is_end_of_wait);
    if (wake && state != State::ready) {
        const bool runs_at_once = run && view_.trace[*run].time == view_.trace[*wake].time;
        const bool is_cut_short = state == State::asleep && is_ended_by_another(view_.trace[*wake]);
        if (!runs_at_once || is_cut_short) how_it_wakes(*wake);
    }
    if (run) add_turn(view_.trace[*run].time, *run);
}

/// Conducted: a turn is told by the step that it is.
void WhyChain::what_steps_come() {
    const std::optional<Span> now = span_of(task_), run = next_run();
    const bool wakes = state_of(claim_.doing) != State::ready && now && now->until != kNever;
    if (wakes && (!run || run->from != now->until))
        add(fmt::format("Its {} ends at {}.", what_lasts(), when(now->until)), State::ready).event =
            span_at(now->until);
    if (run) add_turn(run->from + kConductedStep, run->event);
}

void WhyChain::add_turn(Time at, std::size_t event) {
    const bool is_ready = state_of(claim_.doing) == State::ready;
    add(fmt::format("{} at {}.", is_ready ? "Its turn comes" : "It continues", when(at)), State::running).event = event;
}

std::string_view WhyChain::what_lasts() const { return claim_.doing == Doing::asleep ? "sleep" : "wait"; }

bool WhyChain::is_ended_by_another(const TraceEvent& end) {
    return end.kind == EventKind::ready && end.other_task() != kNoTask && end.other_task() != end.task;
}

/// Its sleep or wait ends with that event, by itself or not.
void WhyChain::how_it_wakes(std::size_t event) {
    const TraceEvent& end = view_.trace[event];
    std::string sentence = fmt::format("Its {} ends at {}.", what_lasts(), when(end.time));
    if (end.kind == EventKind::finish)
        sentence = fmt::format("It {} at {}.",
                               end.ending() == Ending::crashed  ? "ends with its machine, which crashes"
                               : end.ending() == Ending::died   ? "ends with its process"
                               : end.ending() == Ending::failed ? "fails"
                                                                : "is cancelled",
                               when(end.time));
    else if (claim_.doing == Doing::asleep && is_ended_by_another(end))
        sentence = fmt::format("{} ends its {} at {}.", capitalized(speech_.name_of(end.other_task())), what_lasts(),
                               when(end.time));
    add(std::move(sentence), State::ready).event = event;
}

bool WhyChain::is_run(const TraceEvent& event) { return event.kind == EventKind::run; }

bool WhyChain::is_end_of_wait(const TraceEvent& event) {
    return event.kind == EventKind::ready || event.kind == EventKind::finish;
}

/// What is computed has come to its end, or is interrupted.
bool WhyChain::is_break(const TraceEvent& event) {
    return event.kind == EventKind::preempt || event.kind == EventKind::finish || is_operation(event.kind);
}

/// The task's next such event; none that ends it is passed. Nothing: none is recorded, or it is far ahead.
std::optional<std::size_t> WhyChain::next_event(TaskId task, bool (*is_it)(const TraceEvent&)) const {
    constexpr std::size_t kMostAhead = 50'000;
    const std::size_t end = std::min(view_.trace.size(), moment_.size() + kMostAhead);
    for (std::size_t i = moment_.size(); i < end; ++i) {
        const TraceEvent& event = view_.trace[i];
        if (event.task != task) continue;
        if (is_it(event)) return i;
        if (event.kind == EventKind::finish) break;
    }
    return std::nullopt;
}

std::optional<Span> WhyChain::next_run() const {
    constexpr std::size_t kMostAhead = 16;
    const Spans spans = view_.timeline.of_task(task_);
    const std::optional<std::size_t> here = place_of_span(spans);
    if (!here) return std::nullopt;
    for (std::size_t i = *here + 1; i < spans.size() && i < *here + kMostAhead; ++i)
        if (const Span span = spans[i]; span.state == SpanState::running) return span;
    return std::nullopt;
}

/// Until when it computes, runs or sleeps as now, as far as that is recorded; nothing where another ends its sleep.
std::optional<Time> WhyChain::end_of_doing(TaskId task, State state) const {
    if (state != State::running && state != State::asleep) return std::nullopt;
    const std::optional<Span> span = span_of(task);
    if (!span || span->until == kNever) return std::nullopt;
    const bool computes = state == State::running && moment_.task(task).computes;
    if (moment_.header().conducted() || (state == State::running && !computes)) return span->until;
    const std::optional<std::size_t> end = next_event(task, computes ? is_break : is_end_of_wait);
    if (!end) return std::nullopt;
    const TraceEvent& event = view_.trace[*end];
    const bool is_cut_short = event.kind == EventKind::finish || is_ended_by_another(event);
    return is_cut_short ? std::nullopt : std::optional(event.time);
}

bool WhyChain::run_has_ended() const {
    const std::size_t size = view_.trace.size();
    return size > 0 && view_.trace[size - 1].kind == EventKind::end;
}

}  // namespace simul
