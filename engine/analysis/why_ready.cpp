// Of a task that is ready: what made it so, who has the cores, and who stands before it.
#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/decisions.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/analysis/why_chain.h"
#include "engine/resources/lines.h"
#include "engine/resources/semaphore.h"

namespace simul {

void WhyChain::may_go_on() {
    WhyLink& link = add(fmt::format("It can continue, once it is chosen: it asks to {}.",
                                    intent_in_words(view_.trace, asked_.asked_event, speech_)),
                        State::ready);
    link.event = asked_.asked_event;
    link.line = asked_.line;
    what_comes();
}

void WhyChain::is_held_up() {
    add(fmt::format("It waits for nothing, but {}.", what_holds_up(moment_, task_)), State::ready).event =
        asked_.asked_event;
    what_comes();
}

void WhyChain::why_ready() {
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
        sentence = fmt::format("It {} at {}{}{}.", gave_way() ? "let the others go first" : "lost its core", since(),
                               claim_.doing == Doing::interrupted ? ", in the middle of its work" : "", line);
    else if (cause != kNoTask)
        sentence = fmt::format("{} at {}, so it is ready.",
                               capitalized(cause_in_words(view_.trace, asked_.since_event, speech_)), since());
    else if (!woken.empty() && slept())
        sentence = fmt::format("{} at {}{}, so it is ready.", capitalized(woken), since(), line);
    else
        sentence = fmt::format("Its {} was over at {}{}, so it is ready.", slept() ? "sleep" : "wait", since(), line);
    WhyLink& link = add(std::move(sentence), State::ready);
    link.event = asked_.since_event;
    link.line = event.kind == EventKind::arrive ? std::uint16_t{0} : asked_.line;
    if (event.kind == EventKind::ready) link.task = cause;
    if (event.kind == EventKind::arrive) link.task = asked_.parent;
}

bool WhyChain::slept() const {
    const std::optional<std::size_t> wait = wait_before(view_.trace, asked_.since_event);
    return wait && is_sleep(view_.trace[*wait].kind);
}

/// Whether what took its core is that it asked for it.
bool WhyChain::gave_way() const {
    for (std::size_t i = asked_.since_event; i > 0; --i)
        if (const TraceEvent& before = view_.trace[i - 1]; before.task == task_)
            return is_of(before.kind, Family::gives_way) && before.phase == Phase::wanted;
    return false;
}

/// Who sleeps, and lets nobody else run meanwhile.
bool WhyChain::keeps_others(TaskId sleeper) const {
    return !asked_.on_thread && keeps_only_thread(moment_.header().model, moment_.task(sleeper).state);
}

/// It continues before all who are ready. kNoTask: nobody sleeps so.
TaskId WhyChain::sleeper_who_keeps_others() const {
    for (std::size_t i = 0; i < moment_.task_count(); ++i)
        if (keeps_others(static_cast<TaskId>(i))) return static_cast<TaskId>(i);
    return kNoTask;
}

void WhyChain::who_has_the_cores() {
    if (wants_worker_first() && moment_.header().loop_has_pool() && !asked_.on_thread) return;
    if (const TaskId sleeper = sleeper_who_keeps_others(); sleeper != kNoTask) {
        WhyLink& link = add_doing(sleeper, false);
        link.sentence = "One task keeps all others from running: " + link.sentence;
        return;
    }
    if (!all_cores_are_taken(moment_, task_)) return a_core_is_free();
    const std::vector<TaskId> running = who_has_cores_for(moment_, task_);
    const std::string where =
        moment_.header().has_nodes() ? " of " + node_in_words(moment_.header(), asked_.node) : std::string();
    if (running.size() == 1) {
        WhyLink& link = add_doing(running.front(), false);
        const bool is_loop = moment_.header().model == Model::event_loop && !asked_.on_thread;
        link.sentence = fmt::format(
            "{}: {}", is_loop ? "The loop runs one task at a time" : fmt::format("The core{} is taken", where),
            link.sentence);
        return;
    }
    add(fmt::format("{}{} are taken, by {}.", all_in_words(running.size(), "core"), where,
                    listed_names(running, speech_)),
        State::running)
        .task = running.front();
}

/// In simulated time only for an instant. On a computer others may have it, of whom the trace knows nothing else.
void WhyChain::a_core_is_free() {
    if (moment_.header().exact()) return;
    add(moment_.header().has_nodes()
            ? fmt::format(
                  "A core of {} runs none of its tasks: it is about to get one, or another machine of the story, "
                  "or another program of this computer, has it.",
                  node_in_words(moment_.header(), asked_.node))
            : "A core runs none of our tasks: it is about to get one, or another program has it.",
        State::ready);
}

/// Where the order of a queue is known: in simulated time, and in the queues of resources that serve in turn.
void WhyChain::place_in_line() {
    const bool is_ready = asked_.state.state == State::ready;
    if (is_ready ? !one_line() || a_callback_comes() || a_return_comes() || an_await_is_over()
                 : !serves_in_turn(asked_.queue))
        return;
    const std::vector<TaskId> before = is_ready ? ready_before() : queued_before();
    if (!before.empty())
        add(fmt::format("{} before it.", capitalized(crowd_in_words(before))), asked_.state.state).task =
            last_of(before);
    else if (is_ready && sleeper_who_keeps_others() == kNoTask && !another_is_next())
        add(moment_.header().has_nodes()
                ? fmt::format("It is the next on {}.", node_in_words(moment_.header(), asked_.node))
                : "It is the next.",
            State::ready);
}

/// As far as it is recorded. Who has the core, and ends, may hand it to a callback of its own.
bool WhyChain::another_is_next() const {
    constexpr std::size_t kMostAhead = 2'000;
    const std::size_t end = std::min(view_.trace.size(), moment_.size() + kMostAhead);
    for (std::size_t i = moment_.size(); i < end; ++i)
        if (const TraceEvent& event = view_.trace[i];
            event.kind == EventKind::run && moment_.task(event.task).node == asked_.node)
            return event.task != task_;
    return false;
}

/// Who stands directly before it.
TaskId WhyChain::last_of(const std::vector<TaskId>& crowd) const {
    return *std::max_element(crowd.begin(), crowd.end(), [this](TaskId one, TaskId other) {
        return moment_.task(one).since_event < moment_.task(other).since_event;
    });
}

/// Callbacks of this instant stand in a place of their own. A task that is spawned comes while its parent runs.
bool WhyChain::a_callback_comes() const {
    for (std::size_t i = 0; i < moment_.task_count(); ++i) {
        const TaskMoment& it = moment_.task(static_cast<TaskId>(i));
        const bool arrives_now = it.state.state == State::ready && it.since == moment_.now() &&
                                 view_.trace[it.since_event].kind == EventKind::arrive && it.parent != kNoTask;
        if (arrives_now && moment_.state_of(it.parent) != State::running) return true;
    }
    return false;
}

/// One after another, a call returns to who awaits it, before all who stand in line.
bool WhyChain::a_return_comes() const {
    if (moment_.header().model != Model::sequential) return false;
    for (std::size_t i = 0; i < moment_.task_count(); ++i) {
        const TaskMoment& it = moment_.task(static_cast<TaskId>(i));
        const bool awaits = it.state.state == State::blocked && it.state.resource == kNoResource;
        const bool was_returned_to = it.state.state == State::ready && it.since == moment_.now() &&
                                     view_.trace[it.since_event].kind == EventKind::ready;
        if (awaits || was_returned_to) return true;
    }
    return false;
}

/// On an event loop who has awaited several goes on a turn later than who has awaited one, and a trace does not tell
/// them apart.
bool WhyChain::an_await_is_over() const {
    if (moment_.header().model != Model::event_loop) return false;
    for (std::size_t i = 0; i < moment_.task_count(); ++i) {
        const TaskMoment& it = moment_.task(static_cast<TaskId>(i));
        if (it.state.state == State::ready && it.state.other != kNoTask && it.has_awaited) return true;
    }
    return false;
}

std::vector<TaskId> WhyChain::ready_before() const {
    std::vector<TaskId> before;
    if (has_kept_others(asked_)) return before;
    for (std::size_t i = 0; i < moment_.task_count(); ++i) {
        const auto other = static_cast<TaskId>(i);
        const TaskMoment& it = moment_.task(other);
        const bool came_before = it.since_event < asked_.since_event || has_kept_others(it);
        if (it.node == asked_.node && it.on_thread == asked_.on_thread && it.state.state == State::ready && came_before)
            before.push_back(other);
    }
    return before;
}

/// Of one that is ready: it slept in a call that let nobody else run, so it continues before all others.
bool WhyChain::has_kept_others(const TaskMoment& it) const {
    if (moment_.header().model != Model::event_loop || it.state.state != State::ready ||
        view_.trace[it.since_event].kind != EventKind::ready)
        return false;
    const std::optional<std::size_t> wait = wait_before(view_.trace, it.since_event);
    return wait && keeps_loop(Model::event_loop, operation_of(view_.trace[*wait].kind));
}

std::vector<TaskId> WhyChain::queued_before() const {
    std::vector<TaskId> before;
    for (TaskId at = asked_.previous_waiter; at != kNoTask; at = moment_.task(at).previous_waiter) before.push_back(at);
    return before;
}

bool WhyChain::serves_in_turn(ResourceId resource) const {
    if (resource == kNoResource || is_global_lock(moment_.header(), resource)) return false;
    const ResourceInfo& info = moment_.header().resources[index_of(resource)];
    const bool prefers_some = info.prefer != LockPreference::fair && info.kind == ResourceKind::rw_lock;
    return keeps_line(moment_.header(), info.kind) && info.kind != ResourceKind::barrier &&
           info.kind != ResourceKind::event && info.kind != ResourceKind::stream && !prefers_some &&
           info.protocol == LockProtocol::none;
}

/// `5 boards want Judit`, where they have the same words as the task itself; else `5 tasks are`.
std::string WhyChain::crowd_in_words(const std::vector<TaskId>& crowd) const {
    const ClaimView view{moment_, speech_};
    const StateWords* words = story_words_of(view, claim_);
    const bool alike = words != nullptr && std::all_of(crowd.begin(), crowd.end(), [&](TaskId it) {
                           return story_words_of(view, claim_of(moment_, it)) == words;
                       });
    if (!alike || words->label.empty()) return plural(crowd.size(), "task") + (crowd.size() == 1 ? " is" : " are");
    return in_words(Crowd{claim_.doing, words, crowd.size(), crowd.front()});
}

/// In a pool a task that has just arrived stands in no line for a core yet.
bool WhyChain::wants_worker_first() const {
    const bool has_arrived = view_.trace[asked_.since_event].kind == EventKind::arrive && task_ != kMainTask;
    if (!has_arrived || !moment_.header().loop_has_pool()) return has_arrived && is_pool(moment_.header().model);
    const std::size_t next = asked_.since_event + 1;
    return next < view_.trace.size() && view_.trace[next].task == task_ &&
           takes_thread(moment_.header(), view_.trace[next]);
}

/// Whether all that are ready stand in one line, in the order in which they came.
bool WhyChain::one_line() const {
    const TraceHeader& header = moment_.header();
    if (header.conducted() || wants_worker_first()) return false;
    const bool keeps_a_line = header.policy == "fifo" || header.policy == "round_robin";
    return uses_one_core(header) || (header.exact() && keeps_a_line);
}

}  // namespace simul
