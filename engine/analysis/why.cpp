#include "engine/analysis/why.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_cycle.h"
#include "engine/analysis/wait_words.h"
#include "engine/analysis/why_chain.h"

namespace simul {

std::vector<WhyLink> WhyChain::links() {
    if (claim_.doing == Doing::cut_off) {
        cut_off();
        return std::move(links_);
    }
    switch (state_of(claim_.doing)) {
        case State::absent:
            absent();
            break;
        case State::ready:
            ready();
            break;
        case State::running:
            running();
            break;
        case State::blocked:
            blocked();
            break;
        case State::asleep:
            asleep();
            break;
        case State::done:
            done();
            break;
    }
    return std::move(links_);
}

// ---- one state each

void WhyChain::cut_off() {
    WhyLink& link =
        add(fmt::format("The run did not wait for it, and cut it off at {}.", when(moment_.now())), State::done);
    link.event = view_.trace.size() - 1;
}

void WhyChain::absent() {
    add(fmt::format("{} has not been started yet.", name()), State::absent);
    const Spans spans = view_.timeline.of_task(task_);
    if (!spans.empty())
        add(fmt::format("It arrives at {}.", when(spans.front().from)), State::ready).event = spans.front().event;
}

void WhyChain::ready() {
    if (claim_.doing == Doing::may_go_on) return may_go_on();
    if (claim_.doing == Doing::held_up) return is_held_up();
    why_ready();
    who_has_the_cores();
    place_in_line();
    what_comes();
}

void WhyChain::running() {
    WhyLink& link = add(fmt::format("{}{}.", capitalized(doing(task_)), line_in_words(asked_.line)), State::running);
    link.line = asked_.line;
    link.event = asked_.since_event;
    who_woke_it();
    who_waits_for_it();
}

void WhyChain::blocked() {
    WhyLink& link = add(fmt::format("It has waited {} since {}{}.", awaited_in_words(moment_, task_, speech_), since(),
                                    line_in_words(asked_.line)),
                        State::blocked);
    link.resource = asked_.state.resource;
    link.task = asked_.state.other;
    link.line = asked_.line;
    link.event = asked_.since_event;
    std::vector<TaskId> seen{task_};
    if (const TaskId holder = waits_for(moment_, task_); holder != kNoTask)
        who_keeps_it(holder, seen);
    else if (const std::optional<std::size_t> end = end_of_wait())
        what_ends_it(*end);
    else if (can_be_had())
        add("It can be had now.", State::blocked).resource = asked_.state.resource;
    else
        what_is_missing();
    place_in_line();
    what_comes();
}

void WhyChain::asleep() {
    const bool in_io = claim_.doing == Doing::asks_device;
    WhyLink& link = add(fmt::format("{}{}: this needs no core.", capitalized(doing(task_)), line_in_words(asked_.line)),
                        State::asleep);
    link.line = asked_.line;
    link.event = asked_.since_event;
    if (in_io) link.resource = asked_.state.resource;
    if (keeps_others(task_))
        link.sentence = fmt::format("{}{}, and nobody else can run meanwhile.", capitalized(doing(task_)),
                                    line_in_words(asked_.line));
    what_comes();
}

void WhyChain::done() {
    static constexpr std::string_view kHow[] = {"It ended", "It failed", "It was cancelled",
                                                "Its process was ended from outside", "Its machine crashed"};
    static_assert(std::size(kHow) == std::size(kEndingNames));
    WhyLink& link = add(fmt::format("{} at {}.", kHow[static_cast<std::size_t>(asked_.ending)], since()), State::done);
    link.event = asked_.since_event;
    const std::string_view text = view_.trace.text_of(asked_.since_event);
    if (!text.empty()) link.sentence += fmt::format(" Its future holds {}.", cited(text));
}

// ---- blocked

/// What ends a wait is recorded before the wait ends. So of a task that is still told to wait, it may have happened
/// already: then the task's next event says because of whom.
std::optional<std::size_t> WhyChain::end_of_wait() const {
    constexpr std::size_t kMostAhead = 64;
    const std::size_t end = std::min(view_.trace.size(), moment_.size() + kMostAhead);
    std::size_t next = moment_.size();
    while (next < end && view_.trace[next].task != task_) ++next;
    if (next == end) return std::nullopt;
    const TraceEvent& event = view_.trace[next];
    const bool needs_mutex = event.kind == EventKind::lock && event.phase == Phase::wanted &&
                             asked_.state.operation == OperationKind::condition_wait;
    const TaskId cause = event.other_task();
    if ((event.kind != EventKind::ready && !needs_mutex) || cause == kNoTask || cause == task_) return std::nullopt;
    const std::optional<std::size_t> deed = deed_before(view_.trace, next);
    return deed && *deed < moment_.size() ? std::optional(next) : std::nullopt;
}

void WhyChain::what_ends_it(std::size_t end) {
    const TraceEvent& event = view_.trace[end];
    WhyLink& link =
        add(fmt::format("{} at {}: {}.", capitalized(cause_in_words(view_.trace, end, speech_)), when(event.time),
                        event.kind == EventKind::ready ? "this ends its wait" : "now it needs its mutex"),
            State::blocked);
    link.task = event.other_task();
    link.event = end;
}

/// From holder to holder, until somebody does not wait, or the circle closes.
void WhyChain::who_keeps_it(TaskId holder, std::vector<TaskId>& seen) {
    constexpr std::size_t kLongest = 12;
    if (const auto circle = std::find(seen.begin(), seen.end(), holder); circle != seen.end())
        return close_circle({circle, seen.end()});
    const ResourceId wanted = moment_.task(seen.back()).state.resource;
    if (wanted != kNoResource && seen.size() == 1) {
        const std::size_t owned = moment_.resource(wanted).owned_event;
        WhyLink& link = add(fmt::format("{} has held {} since {}{}.", capitalized(speech_.name_of(holder)),
                                        resource_in_words(moment_.header(), wanted), when(view_.trace[owned].time),
                                        line_in_words(view_.trace[owned].line)),
                            moment_.state_of(holder));
        link.task = holder;
        link.resource = wanted;
        link.line = view_.trace[owned].line;
        link.event = owned;
    }
    add_doing(holder);
    seen.push_back(holder);
    const TaskId next = waits_for(moment_, holder);
    if (next != kNoTask && seen.size() < kLongest) who_keeps_it(next, seen);
}

void WhyChain::close_circle(const std::vector<TaskId>& circle) {
    const bool alone = circle.size() == 1;
    add(fmt::format("So {} {}: {} can continue.", listed_names(circle, speech_),
                    alone ? "waits for itself" : "wait for each other in a circle", alone ? "it never" : "none"),
        State::blocked)
        .task = circle.front() == task_ ? kNoTask : circle.front();
}

// ---- running

/// What came before it runs: the end of a wait, which somebody caused.
void WhyChain::who_woke_it() {
    constexpr std::size_t kMostBack = 20'000;
    const std::size_t run = asked_.since_event;
    for (std::size_t i = run; i > 0 && run - i < kMostBack; --i) {
        const TraceEvent& event = view_.trace[i - 1];
        if (event.task != task_ || event.unordered) continue;
        const TaskId cause = event.other_task();
        if (event.kind != EventKind::ready || cause == kNoTask || cause == task_) return;
        WhyLink& link = add(fmt::format("{} at {}: this woke it.",
                                        capitalized(cause_in_words(view_.trace, i - 1, speech_)), when(event.time)),
                            State::ready);
        link.task = cause;
        link.event = i - 1;
        return;
    }
}

void WhyChain::who_waits_for_it() {
    const TraceHeader& header = moment_.header();
    for (std::size_t i = 0; i < header.resources.size(); ++i) {
        const auto resource = static_cast<ResourceId>(i);
        const ResourceMoment& held = moment_.resource(resource);
        if (header.resources[i].kind != ResourceKind::mutex || held.owner != task_ || held.waiters == 0) continue;
        WhyLink& link = add(fmt::format("{} {} for {}, which it holds.", capitalized(plural(held.waiters, "task")),
                                        held.waiters == 1 ? "waits" : "wait", resource_in_words(header, resource)),
                            State::blocked);
        link.resource = resource;
        link.event = held.owned_event;
    }
}

/// The event with which the task's span of this time begins.
std::optional<std::size_t> WhyChain::span_at(Time at) const {
    const Spans spans = view_.timeline.of_task(task_);
    const std::size_t index = spans.at(at);
    return index < spans.size() ? std::optional(spans[index].event) : std::nullopt;
}

std::optional<Span> WhyChain::span_of(TaskId task) const {
    const Spans spans = view_.timeline.of_task(task);
    const std::optional<std::size_t> here = place_of_span(spans);
    return here ? std::optional<Span>(spans[*here]) : std::nullopt;
}

/// Of one instant there may be several: the last that an event of the moment has begun. One that takes no time has
/// none.
std::optional<std::size_t> WhyChain::place_of_span(const Spans& spans) const {
    if (spans.empty()) return std::nullopt;
    std::size_t at = spans.at(view_.at);
    if (at >= spans.size()) return std::nullopt;
    while (at > 0 && spans[at].event >= moment_.size()) --at;
    return spans[at].event < moment_.size() ? std::optional(at) : std::nullopt;
}

// ---- sentences

/// Of what the task waits for: since when somebody else has it.
std::string WhyChain::held_since(TaskId task) const {
    const ResourceId resource = moment_.task(task).state.resource;
    const TaskId holder = resource == kNoResource ? kNoTask : waits_for(moment_, task);
    if (holder == kNoTask || holder == task) return {};
    const TraceEvent& since = view_.trace[moment_.resource(resource).owned_event];
    return when(since.time) + line_in_words(since.line);
}

/// What the task does in its state, until when, without a full stop.
std::string WhyChain::doing(TaskId task) const {
    const TaskClaim claim = claim_of(moment_, task);
    const State state = state_of(claim.doing);
    if (state == State::blocked)
        return fmt::format("{} {}", speech_.name_of(task), wait_in_words(moment_, task, speech_, held_since(task)));
    const std::string text = claim_in_words({moment_, speech_}, claim);
    const std::optional<Time> end = says_until(text) ? std::nullopt : end_of_doing(task, state);
    return end && *end > view_.at ? fmt::format("{} until {}", text, when(*end)) : text;
}

/// Of another task.
WhyLink& WhyChain::add_doing(TaskId other, bool begins) {
    const TaskMoment& it = moment_.task(other);
    const std::string line = it.state.state == State::blocked ? std::string() : line_in_words(it.line);
    WhyLink& link = add(fmt::format("{}{}.", begins ? capitalized(doing(other)) : doing(other), line), it.state.state);
    link.task = other;
    link.resource = it.state.resource;
    link.line = it.line;
    link.event = it.since_event;
    return link;
}

WhyLink& WhyChain::add(std::string sentence, State state) {
    WhyLink link;
    link.sentence = std::move(sentence);
    link.state = state;
    links_.push_back(std::move(link));
    return links_.back();
}

std::vector<WhyLink> why_of(const WhyView& view, TaskId task) { return WhyChain(view, task).links(); }

}  // namespace simul
