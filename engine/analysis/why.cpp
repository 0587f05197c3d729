#include "engine/analysis/why.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_cycle.h"
#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

class Chain {
  public:
    Chain(const WhyView& view, TaskId task)
        : view_(view), moment_(view.moment), speech_(view.speech), task_(task), asked_(view.moment.task(task)) {}

    std::vector<WhyLink> links();

  private:
    // One method a state of the task that was asked about.
    void absent();
    void ready();
    void running();
    void blocked();
    void asleep();
    void done();

    void why_ready();
    void who_has_the_cores();
    void place_in_line();
    std::vector<TaskId> ready_before() const;
    std::vector<TaskId> queued_before() const;
    bool serves_in_turn(ResourceId resource) const;
    std::string crowd_in_words(const std::vector<TaskId>& crowd) const;
    void what_is_missing();
    void who_keeps_it(TaskId holder, std::vector<TaskId>& seen);
    void close_circle(const std::vector<TaskId>& circle);
    void who_waits_for_it();
    void what_comes();

    WhyLink& add(std::string sentence, State state);
    WhyLink& add_doing(TaskId other, bool begins = true);
    std::string doing(TaskId task) const;
    std::string when(Time at) const { return moment_in_words(moment_.header(), at); }
    std::string since() const { return when(asked_.since); }
    std::string name() const { return capitalized(speech_.name_of(task_)); }
    std::optional<Span> span_of(TaskId task) const;
    std::optional<Span> next_run() const;
    bool run_has_ended() const;
    bool one_line() const;

    const WhyView& view_;
    const Moment& moment_;
    const Speech& speech_;
    TaskId task_;
    const TaskMoment& asked_;
    std::vector<WhyLink> links_;
};

std::vector<WhyLink> Chain::links() {
    switch (asked_.state.state) {
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

void Chain::absent() {
    add(fmt::format("{} has not been started yet.", name()), State::absent);
    const Spans spans = view_.timeline.of_task(task_);
    if (!spans.empty()) add(fmt::format("It arrives at {}.", when(spans.front().from)), State::ready);
}

void Chain::ready() {
    why_ready();
    who_has_the_cores();
    place_in_line();
    what_comes();
}

void Chain::running() {
    WhyLink& link = add(fmt::format("{}{}.", capitalized(doing(task_)), line_in_words(asked_.line)), State::running);
    link.line = asked_.line;
    link.event = asked_.since_event;
    who_waits_for_it();
}

void Chain::blocked() {
    WhyLink& link = add(fmt::format("It waits {} since {}{}.", awaited_in_words(moment_, task_, speech_), since(),
                                    line_in_words(asked_.line)),
                        State::blocked);
    link.resource = asked_.state.resource;
    link.task = asked_.state.other;
    link.line = asked_.line;
    link.event = asked_.since_event;
    std::vector<TaskId> seen{task_};
    if (const TaskId holder = waits_for(moment_, task_); holder != kNoTask)
        who_keeps_it(holder, seen);
    else
        what_is_missing();
    place_in_line();
    what_comes();
}

void Chain::asleep() {
    WhyLink& link = add(fmt::format("{}{}: this needs no core.", capitalized(doing(task_)), line_in_words(asked_.line)),
                        State::asleep);
    link.line = asked_.line;
    link.event = asked_.since_event;
    if (moment_.header().model == Model::sequential)
        link.sentence = fmt::format("{}{}, and nobody else can run meanwhile.", capitalized(doing(task_)),
                                    line_in_words(asked_.line));
    what_comes();
}

void Chain::done() {
    static constexpr std::string_view kHow[] = {"It ended", "It failed", "It was cancelled",
                                                "Its process was ended from outside"};
    WhyLink& link = add(fmt::format("{} at {}.", kHow[static_cast<std::size_t>(asked_.ending)], since()), State::done);
    link.event = asked_.since_event;
    const std::string_view text = view_.trace.text_of(asked_.since_event);
    if (!text.empty()) link.sentence += fmt::format(" Its future holds {}.", cited(text));
}

// ---- ready

void Chain::why_ready() {
    const TraceEvent& event = view_.trace[asked_.since_event];
    const std::string line = line_in_words(asked_.line);
    const std::string woken = speech_.woken(task_);
    const TaskId cause = event.other_task();
    std::string sentence;
    if (event.kind == EventKind::arrive)
        sentence = asked_.parent == kNoTask
                       ? fmt::format("The run began with it, at {}.", since())
                       : fmt::format("{} started it at {}.", capitalized(speech_.name_of(asked_.parent)), since());
    else if (event.kind == EventKind::preempt)
        sentence = fmt::format("It gave its core to the others at {}{}.", since(), line);
    else if (cause != kNoTask)
        sentence = fmt::format("{} at {}, so it is ready.",
                               capitalized(cause_in_words(view_.trace, asked_.since_event, speech_)), since());
    else if (!woken.empty())
        sentence = fmt::format("{} at {}{}, so it is ready.", capitalized(woken), since(), line);
    else
        sentence = fmt::format("Its sleep was over at {}{}, so it is ready.", since(), line);
    WhyLink& link = add(std::move(sentence), State::ready);
    link.event = asked_.since_event;
    link.line = event.kind == EventKind::arrive ? std::uint16_t{0} : asked_.line;
    if (event.kind == EventKind::ready) link.task = cause;
    if (event.kind == EventKind::arrive) link.task = asked_.parent;
}

void Chain::who_has_the_cores() {
    std::vector<TaskId> running;
    for (std::size_t core = 0; core < moment_.core_count(); ++core)
        if (const TaskId there = moment_.on_core(static_cast<CoreId>(core)); there != kNoTask) running.push_back(there);
    if (running.empty()) return;
    if (running.size() == 1) {
        WhyLink& link = add_doing(running.front(), false);
        const bool is_loop = moment_.header().model == Model::event_loop;
        link.sentence =
            fmt::format("{}: {}", is_loop ? "The loop runs one task at a time" : "The core is taken", link.sentence);
        return;
    }
    add(fmt::format("All {} cores are taken, by {}.", running.size(), listed_names(running, speech_)), State::running)
        .task = running.front();
}

/// Where the order of a queue is known: in simulated time, and in the queues of resources that serve one at a time.
void Chain::place_in_line() {
    const bool is_ready = asked_.state.state == State::ready;
    if (is_ready ? !one_line() : !serves_in_turn(asked_.queue)) return;
    const std::vector<TaskId> before = is_ready ? ready_before() : queued_before();
    if (!before.empty())
        add(fmt::format("{} before it.", capitalized(crowd_in_words(before))), asked_.state.state);
    else if (is_ready)
        add("It is the next.", State::ready);
}

std::vector<TaskId> Chain::ready_before() const {
    std::vector<TaskId> before;
    for (std::size_t i = 0; i < moment_.task_count(); ++i) {
        const auto other = static_cast<TaskId>(i);
        const TaskMoment& it = moment_.task(other);
        if (it.state.state == State::ready && it.since_event < asked_.since_event) before.push_back(other);
    }
    return before;
}

std::vector<TaskId> Chain::queued_before() const {
    std::vector<TaskId> before;
    for (TaskId at = asked_.previous_waiter; at != kNoTask; at = moment_.task(at).previous_waiter) before.push_back(at);
    return before;
}

bool Chain::serves_in_turn(ResourceId resource) const {
    if (resource == kNoResource) return false;
    const ResourceKind kind = moment_.header().resources[index_of(resource)].kind;
    return kind != ResourceKind::barrier && kind != ResourceKind::event;
}

/// `5 boards want Judit`, where they have the same words as the task itself; else `5 tasks are`.
std::string Chain::crowd_in_words(const std::vector<TaskId>& crowd) const {
    const TaskWords* words = speech_.words_of(task_);
    const bool alike =
        words && std::all_of(crowd.begin(), crowd.end(), [&](TaskId it) { return speech_.words_of(it) == words; });
    const StateWords none;
    const StateWords& state = alike ? words_of(*words, asked_.state.state) : none;
    const bool one = crowd.size() == 1;
    if (state.label.empty()) return plural(crowd.size(), "task") + (one ? " is" : " are");
    return fmt::format("{} {}", grouped(crowd.size()), one && !state.single.empty() ? state.single : state.label);
}

/// Whether all that are ready stand in one line, in the order in which they came.
bool Chain::one_line() const {
    const TraceHeader& header = moment_.header();
    return header.exact() || uses_one_core(header.model);
}

// ---- blocked

/// Of what has no owner: why it cannot be had.
void Chain::what_is_missing() {
    if (asked_.state.resource == kNoResource) return;
    const ResourceInfo& info = moment_.header().resources[index_of(asked_.state.resource)];
    const ResourceMoment& resource = moment_.resource(asked_.state.resource);
    const std::string what = resource_in_words(moment_.header(), asked_.state.resource);
    std::string sentence;
    if (is_pool_of_workers(info))
        sentence = fmt::format("All {} are occupied.", plural(static_cast<std::uint64_t>(info.initial.bits), "worker"));
    else if (info.kind == ResourceKind::semaphore)
        sentence = fmt::format("No permit of {} is left.", what);
    else if (info.kind == ResourceKind::barrier)
        sentence = fmt::format("Only {} of {} are there.", resource.waiters, info.capacity);
    else if (info.kind == ResourceKind::event)
        sentence = fmt::format("Nobody has set {} yet.", what);
    else if (info.kind == ResourceKind::condition)
        sentence = fmt::format("Nobody has notified {} since.", what);
    else if (info.kind == ResourceKind::channel)
        sentence = resource.count == 0 ? fmt::format("There is no message in {}.", what)
                                       : fmt::format("There is no room in {}: {} inside.", what,
                                                     plural(static_cast<std::uint64_t>(resource.count), "message"));
    else
        return;
    add(std::move(sentence), State::blocked).resource = asked_.state.resource;
}

/// From holder to holder, until somebody does not wait, or the circle closes.
void Chain::who_keeps_it(TaskId holder, std::vector<TaskId>& seen) {
    constexpr std::size_t kLongest = 12;
    if (const auto circle = std::find(seen.begin(), seen.end(), holder); circle != seen.end())
        return close_circle({circle, seen.end()});
    const ResourceId wanted = moment_.task(seen.back()).state.resource;
    if (wanted != kNoResource && seen.size() == 1) {
        const std::size_t owned = moment_.resource(wanted).owned_event;
        WhyLink& link = add(fmt::format("{} holds {} since {}{}.", capitalized(speech_.name_of(holder)),
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

void Chain::close_circle(const std::vector<TaskId>& circle) {
    const bool alone = circle.size() == 1;
    add(fmt::format("So {} {}: {} can go on.", listed_names(circle, speech_),
                    alone ? "waits for itself" : "wait for each other in a circle", alone ? "it never" : "none"),
        State::blocked)
        .task = circle.front() == task_ ? kNoTask : circle.front();
}

// ---- running

void Chain::who_waits_for_it() {
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

// ---- what is recorded of the future

void Chain::what_comes() {
    const State state = asked_.state.state;
    const std::optional<Span> now = span_of(task_);
    if (now && now->until == kNever && state == State::blocked && run_has_ended()) {
        add("Nobody ended its wait.", State::blocked);
        return;
    }
    const std::optional<Span> run = next_run();
    const bool wakes = state != State::ready && now && now->until != kNever;
    if (wakes && (!run || run->from != now->until))
        add(fmt::format("Its {} ends at {}.", state == State::asleep ? "sleep" : "wait", when(now->until)),
            State::ready);
    if (run)
        add(fmt::format("{} at {}.", state == State::ready ? "Its turn comes" : "It goes on", when(run->from)),
            State::running)
            .event = run->event;
}

std::optional<Span> Chain::span_of(TaskId task) const {
    const Spans spans = view_.timeline.of_task(task);
    const std::size_t at = spans.empty() ? 0 : spans.at(view_.at);
    return at < spans.size() ? std::optional<Span>(spans[at]) : std::nullopt;
}

std::optional<Span> Chain::next_run() const {
    constexpr std::size_t kMostAhead = 16;
    const Spans spans = view_.timeline.of_task(task_);
    if (spans.empty()) return std::nullopt;
    const std::size_t here = spans.at(view_.at);
    for (std::size_t i = here + 1; i < spans.size() && i < here + kMostAhead; ++i)
        if (const Span span = spans[i]; span.state == SpanState::running) return span;
    return std::nullopt;
}

bool Chain::run_has_ended() const {
    const std::size_t size = view_.trace.size();
    return size > 0 && view_.trace[size - 1].kind == EventKind::end;
}

// ---- sentences

/// What the task does in its state, until when, without a full stop.
std::string Chain::doing(TaskId task) const {
    const TaskMoment& it = moment_.task(task);
    std::string text = speech_.doing(task, it.state.state);
    const bool waits = it.state.state == State::blocked;
    if (waits) text = speech_.name_of(task) + " " + wait_in_words(moment_, task, speech_);
    if (text.empty()) {
        const bool names_core = it.state.core != kNoCore && !uses_one_core(moment_.header().model);
        text = speech_.name_of(task) + (it.state.state == State::running  ? " computes"
                                        : it.state.state == State::asleep ? " sleeps"
                                                                          : " is ready for a core");
        if (names_core) text += " on " + core_in_words(moment_.header(), it.state.core);
    }
    const std::optional<Span> span = waits || it.state.state == State::ready ? std::nullopt : span_of(task);
    return span && span->until != kNever ? fmt::format("{} until {}", text, when(span->until)) : text;
}

/// Of another task.
WhyLink& Chain::add_doing(TaskId other, bool begins) {
    const TaskMoment& it = moment_.task(other);
    const std::string line = it.state.state == State::blocked ? std::string() : line_in_words(it.line);
    WhyLink& link = add(fmt::format("{}{}.", begins ? capitalized(doing(other)) : doing(other), line), it.state.state);
    link.task = other;
    link.resource = it.state.resource;
    link.line = it.line;
    link.event = it.since_event;
    return link;
}

WhyLink& Chain::add(std::string sentence, State state) {
    WhyLink link;
    link.sentence = std::move(sentence);
    link.state = state;
    links_.push_back(std::move(link));
    return links_.back();
}

}  // namespace

std::vector<WhyLink> why_of(const WhyView& view, TaskId task) { return Chain(view, task).links(); }

}  // namespace simul
