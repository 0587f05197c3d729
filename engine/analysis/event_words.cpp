// How it works. Most operations have their sentences in their row (engine/base/operations.def). What needs more than
// names and values (who woke whom, until when, how a task ended) is said by a function of its own.
#include "engine/analysis/event_sentence.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/happening_words.h"
#include "engine/analysis/logical_clocks.h"
#include "engine/analysis/note_words.h"
#include "engine/analysis/shown_table.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul {

std::string EventSentence::told() const {
    switch (event_.kind) {
        case EventKind::arrive:
            return arrives();
        case EventKind::ready:
            return is_ready();
        case EventKind::run:
            return runs();
        case EventKind::preempt:
            return is_preempted();
        case EventKind::finish:
            return ends();
        case EventKind::lost:
            return fmt::format("{} of {} could not be recorded here.",
                               capitalized(plural(static_cast<std::uint64_t>(event_.value), "event")),
                               speech_.name_of(event_.task));
        case EventKind::note:
            return noted();
        case EventKind::end:
            return run_ends();
        case EventKind::stand:
            return fmt::format("{} asks to {}.", named(), intent_in_words(trace_, index_, speech_));
        case EventKind::step:
            return fmt::format("{} was chosen for step {}.", named(), event_.value);
        case EventKind::core_busy:
            return fmt::format("By its own clock, {} has used {} of a core.", named(), short_time(event_.duration()));
        case EventKind::given:
            return event_.phase == Phase::failed ? refusal()
                                                 : attribute_in_words(speech_.name_of(event_.task), text(), value());
        case EventKind::rank:
            return capitalized(seen_rank_in_words(header().comparison, event_, speech_.name_of(event_.task), text()));
        case EventKind::choose:
            return with_reason(fmt::format("The policy chooses {} for {}", speech_.name_of(event_.task),
                                           core_in_words(header(), event_.core)));
        case EventKind::answer:
            return answer_in_words(trace_, index_, speech_);
        case EventKind::place:
            return fmt::format("{} lives on the machine {}.", named(),
                               node_in_words(header(), static_cast<NodeId>(event_.value)));
        case EventKind::transmit:
        case EventKind::deliver:
        case EventKind::lose:
            return message_in_words(trace_, index_, speech_);
        case EventKind::may_happen:
            if (event_.phase == Phase::failed) return "What could happen can happen no more.";
            return fmt::format("It may happen now that {}.", happening_in_words(trace_, index_, speech_));
        case EventKind::buffer:
            return fmt::format(
                "{} writes {} into {}{}: the store waits in its store buffer, and no other task sees it yet.", named(),
                value(), resource_in_words(header(), event_.resource), line());
        case EventKind::flush:
            return fmt::format("What {} has written into {}, {}, is in memory now: all see it.",
                               speech_.name_of(event_.task), resource_in_words(header(), event_.resource), value());
        case EventKind::happens:
            return fmt::format("{}.", capitalized(happening_in_words(trace_, index_, speech_)));
        case EventKind::wipe:
            return fmt::format("What {} held is gone with its machine.", resource_in_words(header(), event_.resource));
        case EventKind::draw:
            return fmt::format("Ticket {} is drawn, which {} holds.", event_.value, speech_.name_of(event_.task));
#include "engine/base/operation_cases.inc"
            return of_operation();
    }
    return {};
}

std::string EventSentence::of_operation() const {
    if (event_.task == kNoTask && is_of_machines(event_.kind)) return outage_in_words(trace_, index_);
    if (event_.kind == EventKind::try_lock) return tries_lock();
    if (event_.kind == EventKind::mark) return marks();
    if (event_.kind == EventKind::expect) return expects();
    if (event_.resource != kNoResource && is_pool_of_workers(header().resources[index_of(event_.resource)]))
        return uses_pool();
    if (is_global_lock(header(), event_.resource) && event_.phase != Phase::wanted)
        return fmt::format("{} {} the global lock.", named(), event_.kind == EventKind::lock ? "gets" : "lets go of");
    if (event_.phase == Phase::timed_out) return gives_up();
    const bool received = event_.kind == EventKind::try_receive && event_.phase == Phase::done;
    if (received || (event_.kind == EventKind::receive && event_.phase != Phase::wanted)) return receives();
    if (takes_bytes(event_.kind) && event_.phase != Phase::wanted) return reads_bytes();
    if (event_.kind == EventKind::await && event_.phase == Phase::done) return hears_of_end();
    if (event_.resource != kNoResource && event_.phase == Phase::done && holds_it_again()) return locks_again();
    if (const std::optional<Overwriting> lost = overwriting_by(trace_, index_)) return overwrites(*lost);
    return of_table();
}

std::string EventSentence::gives_up() const {
    if (is_sleep(event_.kind)) return fmt::format("{} sleeps no longer{}: its time is up.", named(), line());
    if (keeps_the_core(event_.kind)) return fmt::format("{} continues{}: its time is up.", named(), line());
    const std::string what = event_.resource == kNoResource ? speech_.name_of(event_.other_task())
                                                            : resource_in_words(header(), event_.resource);
    return fmt::format("{} waits no longer for {}{}: its time is up.", named(), what, line());
}

// ---- the table

std::string EventSentence::of_table() const {
    const bool wants = event_.phase == Phase::wanted;
    if (wants && (keeps_the_core(event_.kind) || is_sleep(event_.kind)) && event_.kind != EventKind::yield)
        return spends_time();
    if (header().conducted() && event_.phase == Phase::done && info_of(event_.kind).value == ValueMeaning::duration &&
        event_.kind != EventKind::work)
        return passes_a_step();
    const OperationWords& words = info_of(operation_of(event_.kind)).words;
    const bool waits_here = wants && moment_.state_of(event_.task) == State::blocked;
    const char* sentence = wants ? words.wanted : event_.phase == Phase::done ? words.done : words.failed;
    if (waits_here || *sentence == '\0') return waits();
    const bool has_resource = event_.resource != kNoResource;
    const std::uint64_t inside = event_.value < 0 ? 0 : static_cast<std::uint64_t>(event_.value);
    const std::int64_t left = has_resource ? moment_.resource(event_.resource).count : 0;
    return fmt::format(
        fmt::runtime(sentence), fmt::arg("name", named()), fmt::arg("line", line()),
        fmt::arg("resource", resource_in_words(header(), event_.resource)), fmt::arg("value", value()),
        fmt::arg("other", speech_.name_of(event_.other_task())), fmt::arg("text", cited(text())),
        fmt::arg("told", text().empty() ? "on" : printable(text())), fmt::arg("time", short_time(event_.duration())),
        fmt::arg("woken", woken()), fmt::arg("left", left == 1 ? "1 is" : fmt::format("{} are", left)),
        fmt::arg("inside", plural(inside, "message") + (inside == 1 ? " is" : " are") + " inside"),
        fmt::arg("readers", readers_in_words(event_.value)), fmt::arg("bytes", plural(inside, "byte")),
        fmt::arg("why_not", inside == 0 ? "it is closed" : "no memory is left for " + plural(inside, "byte")),
        fmt::arg("answer", event_.value != 0 ? "yes" : "no"), fmt::arg("exit_code", exit_code()),
        fmt::arg("is_done", is_over(event_.other_task()) ? "yes" : "no"));
}

std::string EventSentence::value() const {
    if (event_.kind == EventKind::measure) return text_of(Cell::real(without_dust(event_.real())));
    return text_of(ShownCell{{event_.value, event_.cell}, std::string(text())});
}

/// Of a notify or a set: how many it lets continue.
std::string EventSentence::woken() const {
    if (event_.value <= 0) return "nobody waits";
    return plural(static_cast<std::uint64_t>(event_.value), "task") + (event_.value == 1 ? " wakes" : " wake");
}

/// A wait begins.
std::string EventSentence::waits() const {
    if (moment_.state_of(event_.task) != State::blocked) return fmt::format("{} waits{}.", named(), line());
    const char* const again = waits_again() ? " It was woken, but another task came first." : "";
    const std::string doing = story_says(State::blocked);
    if (!doing.empty())
        return fmt::format("{}{}.{}", capitalized(doing), line_in_words(moment_.task(event_.task).line), again);
    return fmt::format("{} {}.{}", named(), wait_in_words(moment_, event_.task, speech_), again);
}

/// At a channel of an event loop nothing is kept for who was woken.
bool EventSentence::waits_again() const {
    const bool is_on_channel = event_.kind == EventKind::receive || event_.kind == EventKind::send;
    if (!is_on_channel && !takes_bytes(event_.kind)) return false;
    const std::optional<std::size_t> before = wait_before(trace_, index_);
    return before && trace_[*before].kind == event_.kind && trace_[*before].resource == event_.resource;
}

// ---- time

bool EventSentence::is_over(TaskId task) const {
    const TaskMoment& asked = moment_.task(task);
    const bool unheard_of = asked.on_thread && asked.ending != Ending::cancelled && !asked.is_heard_of;
    return asked.left_running || (asked.state.state == State::done && !unheard_of);
}

bool EventSentence::is_on_loop() const { return header().loop_has_pool() && !on_thread(); }

/// A compute, a work or a sleep begins.
std::string EventSentence::spends_time() const {
    const bool sleeps = is_sleep(event_.kind);
    std::string doing = story_says(sleeps ? State::asleep : State::running);
    const CoreId core = moment_.task(event_.task).state.core;
    const bool names_core = !sleeps && core != kNoCore && !uses_one_core(header()) && !is_on_loop();
    if (doing.empty() && event_.kind == EventKind::work)
        doing = fmt::format("{} works on {}", named(), cited(text()));
    else if (doing.empty())
        doing = fmt::format("{} {}", named(), sleeps ? "sleeps" : "computes");
    const bool keeps = sleeps && keeps_loop(header().model, operation_of(event_.kind));
    return fmt::format("{}{}{}{}{}.", capitalized(doing), names_core ? " on " + core_in_words(header(), core) : "",
                       says_until(doing) ? "" : until(), keeps ? " and keeps the whole loop" : "", line());
}

/// In a conducted run neither takes any time.
std::string EventSentence::passes_a_step() const {
    if (event_.kind == EventKind::now)
        return fmt::format("{} looks at the clock{}: {}.", named(), line(), moment_in_words(header(), event_.time));
    return fmt::format("{} {}{}.", named(), is_sleep(event_.kind) ? "continues after its sleep" : "has computed",
                       line());
}

/// In simulated time the end is known, unless the task loses its core before.
std::string EventSentence::until() const {
    if (header().conducted()) return {};
    const Time end = event_.time + event_.duration();
    if (!header().exact()) return fmt::format(" for {}", short_time(event_.duration()));
    if (is_sleep(event_.kind)) return fmt::format(" until {}", clock_time(end));
    const Spans spans = timeline_.of_task(event_.task);
    const std::size_t at = spans.empty() ? 0 : spans.at(event_.time);
    const Time known = at >= spans.size() ? Time{} : std::min(spans[at].until, timeline_.end());
    const bool keeps_core = known >= end;
    return keeps_core ? fmt::format(" until {}", clock_time(end))
                      : fmt::format(" for {}", short_time(event_.duration()));
}

// ---- resources

std::string EventSentence::tries_lock() const {
    const std::string what = resource_in_words(header(), event_.resource);
    if (event_.phase == Phase::wanted) return fmt::format("{} wants to try {}{}.", named(), what, line());
    if (event_.phase == Phase::done && event_.value != 0)
        return fmt::format("{} tries {}, finds it free and locks it{}.", named(), what, line());
    const TaskId owner = event_.resource == kNoResource ? kNoTask : moment_.resource(event_.resource).owner;
    return fmt::format("{} tries {}, and finds it taken{}{}.", named(), what,
                       owner == kNoTask ? "" : " by " + speech_.name_of(owner), line());
}

/// Its own re-entrant mutex, which it had locked before and keeps.
bool EventSentence::holds_it_again() const {
    return event_.kind == EventKind::lock ? event_.value > 1 : event_.kind == EventKind::unlock && event_.value > 0;
}

std::string EventSentence::locks_again() const {
    const std::string what = resource_in_words(header(), event_.resource);
    if (event_.kind == EventKind::lock)
        return fmt::format("{} locks {}, which it holds, once more{}: {} times now.", named(), what, line(),
                           event_.value);
    return fmt::format("{} unlocks {}{}, and still holds it: it has locked it {} more.", named(), what, line(),
                       plural(static_cast<std::uint64_t>(event_.value), "time"));
}

std::string EventSentence::receives() const {
    const std::string what = resource_in_words(header(), event_.resource);
    const bool closed = event_.resource != kNoResource && moment_.resource(event_.resource).flag;
    if (event_.phase == Phase::failed) return fmt::format("{} cannot receive from {}{}.", named(), what, line());
    if (text().empty() && closed)
        return fmt::format("{} finds {} closed and empty, and receives nothing{}.", named(), what, line());
    const std::uint64_t left = event_.value < 0 ? 0 : static_cast<std::uint64_t>(event_.value);
    return fmt::format("{} receives {} from {}{}: {} {} left.", named(), text().empty() ? "a message" : cited(text()),
                       what, line(), plural(left, "message"), left == 1 ? "is" : "are");
}

std::string EventSentence::reads_bytes() const {
    const std::string what = resource_in_words(header(), event_.resource);
    if (event_.phase == Phase::failed) return fmt::format("{} cannot read from {}{}.", named(), what, line());
    if (text().empty())
        return fmt::format("{} reads the end of {}{}: its writing end is closed, and all was read.", named(), what,
                           line());
    return fmt::format("{} reads {} from {}{}: {} left.", named(), cited(text()), what, line(),
                       plural(static_cast<std::uint64_t>(std::max<std::int64_t>(event_.value, 0)), "byte"));
}

/// What somebody else wrote since the task has read is gone.
std::string EventSentence::overwrites(const Overwriting& lost) const {
    const TraceEvent& other = trace_[lost.overwritten];
    const auto value_of = [this](std::size_t index) {
        const TraceEvent& event = trace_[index];
        if (!label_in(event, trace_.text_of(index)).empty()) return std::string(trace_.text_of(index));
        return text_of(ShownCell{{event.value, event.cell}, std::string(trace_.text_of(index))});
    };
    return fmt::format("{} writes {} into {}{}. It had read {}: what {} wrote meanwhile, {}, is lost.", named(),
                       value_of(index_), resource_in_words(header(), event_.resource), line(), value_of(lost.load),
                       speech_.name_of(other.task), value_of(lost.overwritten));
}

std::string EventSentence::uses_pool() const {
    if (event_.kind == EventKind::release) return fmt::format("{} leaves its worker to the next.", named());
    if (event_.phase == Phase::wanted) return waits();
    return event_.phase == Phase::done ? fmt::format("{} gets a worker of the pool.", named())
                                       : fmt::format("{} waits no longer for a worker of the pool.", named());
}

// ---- telling

/// A mark counts at its last time; only of that the story says why.
std::string EventSentence::marks() const {
    const std::string_view why = is_last_mark() ? speech_.why_of(text()) : std::string_view();
    const std::string by = event_.task == kNoTask ? "The story" : named();
    const std::string mark = fmt::format("{} sets the mark {}{}.", by, cited(text()), line());
    return why.empty() ? mark : fmt::format("{} {}", mark, why);
}

bool EventSentence::is_last_mark() const {
    constexpr std::size_t kMostAhead = 100'000;
    const std::size_t end = trace_.size();
    if (end - index_ > kMostAhead) return false;
    for (std::size_t i = index_ + 1; i < end; ++i)
        if (trace_[i].kind == EventKind::mark && trace_.text_of(i) == text()) return false;
    const TraceEvent* last = end > 0 ? &trace_[end - 1] : nullptr;
    return last != nullptr && last->kind == EventKind::end && !header().conducted() &&
           static_cast<Outcome>(last->value) == Outcome::finished;
}

std::string EventSentence::expects() const {
    const bool holds = event_.phase == Phase::done && event_.value != 0;
    return fmt::format("{} expects {}, and {}{}.", named(), cited(text()), holds ? "so it is" : "it is not so", line());
}

std::string EventSentence::noted() const {
    const std::string doing = story_says(State::running);
    return note_in_words(static_cast<NoteKind>(event_.value), printable(text()), named(), line(),
                         doing.empty() ? named() : capitalized(doing) + ", and");
}

/// What the story says of a task, and the kernel does not grant.
std::string EventSentence::refusal() const {
    const std::string who = speech_.name_of(event_.task);
    if (text() == "deadline")
        return fmt::format(
            "The kernel refuses {} a share by its deadline: all shares together would not fit its cores.", who);
    return fmt::format("The kernel refuses {} nice {}: only a privileged user may go below 0.", who, value());
}

std::string EventSentence::run_ends() const {
    switch (static_cast<Outcome>(event_.value)) {
        case Outcome::finished:
            return all_have_ended();
        case Outcome::deadlock:
            return "The run stands still: no task can continue.";
        case Outcome::failed:
            return "The run is over: a task failed, and nobody took its error.";
        case Outcome::stopped:
            break;
    }
    return "The run was stopped.";
}

/// But for daemons, for which the run does not wait.
std::string EventSentence::all_have_ended() const {
    std::uint64_t left = 0;
    for (std::size_t i = 0; i < moment_.task_count(); ++i) {
        const State state = moment_.state_of(static_cast<TaskId>(i));
        left += state != State::absent && state != State::done;
    }
    if (left == 0) return "The run is over: all tasks have ended.";
    return fmt::format("The run is over, and {} {} cut off.", plural(left, "task"), left == 1 ? "was" : "were");
}

/// Who stands before what is no news: that follows from what was done.
std::size_t told_event(const Trace& trace, std::size_t events) {
    const auto may_happen = [&](std::size_t index) { return trace[index].kind == EventKind::may_happen; };
    const auto is_to_come = [&](std::size_t index) {
        return trace[index].kind == EventKind::stand || may_happen(index);
    };
    std::size_t index = events - 1;
    while (index > 0 && is_to_come(index)) --index;
    if (!is_to_come(index)) return index;
    index = events - 1;
    while (index > 0 && may_happen(index)) --index;
    return index;
}

/// Where machines have clocks that differ, one is not enough to tell the order.
static std::string logical_time_in_words(const Trace& trace, std::size_t event) {
    constexpr std::size_t kMostEvents = 100'000;
    if (!clocks_differ(trace.header()) || event > kMostEvents) return {};
    const std::optional<LogicalTime> time = logical_time_at(trace, event);
    if (!time) return {};
    return fmt::format(" The clock of {} shows {}; its logical clocks: {}.", node_in_words(trace.header(), time->node),
                       clock_time_in_words(trace.header(), time->node, trace[event].time),
                       in_words(*time, trace.header()));
}

std::string event_in_words(const Trace& trace, const Moment& moment, const Timeline& timeline, const Speech& speech,
                           const ChoicesOfRun& choices) {
    return EventSentence(trace, moment, timeline, speech, choices).told() +
           logical_time_in_words(trace, told_event(trace, moment.size()));
}

}  // namespace simul
