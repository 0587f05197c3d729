// How it works. Most operations have their sentences in their row (engine/base/operations.def). What needs more than
// names and values (who woke whom, until when, how a task ended) is said by a function of its own.
#include "engine/analysis/event_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/claim_words.h"
#include "engine/analysis/decisions.h"
#include "engine/analysis/note_words.h"
#include "engine/analysis/signal_words.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

/// The one event and its moment.
class EventSentence {
  public:
    EventSentence(const Trace& trace, const Moment& moment, const Timeline& timeline, const Speech& speech,
                  const ChoicesOfRun& choices)
        : trace_(trace),
          moment_(moment),
          timeline_(timeline),
          speech_(speech),
          choices_(choices),
          index_(told_event(trace, moment.size())),
          event_(trace[index_]) {}

    std::string told() const;

  private:
    std::string named() const { return capitalized(speech_.name_of(event_.task)); }
    std::string line() const { return line_in_words(event_.line); }
    std::string_view text() const { return trace_.text_of(index_); }
    /// What the story says of the task now, if that is what it does; else empty.
    std::string story_says(State state) const {
        const TaskClaim claim = claim_of(moment_, event_.task);
        return state_of(claim.doing) == state ? story_sentence({moment_, speech_}, claim) : std::string();
    }
    const TraceHeader& header() const { return moment_.header(); }

    std::string of_operation() const;
    std::string of_table() const;
    std::string value() const;
    std::string woken() const;
    std::string arrives() const;
    std::string is_ready() const;
    std::string runs() const;
    std::string with_reason(const std::string& sentence) const;
    std::string is_preempted() const;
    std::string ends() const;
    std::string spends_time() const;
    std::string passes_a_step() const;
    std::string until() const;
    std::string waits() const;
    std::string tries_lock() const;
    bool holds_it_again() const;
    std::string locks_again() const;
    std::string receives() const;
    std::string overwrites(const Overwriting& lost) const;
    std::string gives_up() const;
    std::string uses_pool() const;
    std::string marks() const;
    bool is_last_mark() const;
    std::string expects() const;
    std::string noted() const;
    std::string run_ends() const;

    const Trace& trace_;
    const Moment& moment_;
    const Timeline& timeline_;
    const Speech& speech_;
    const ChoicesOfRun& choices_;
    std::size_t index_;
    const TraceEvent& event_;
};

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
            return attribute_in_words(speech_.name_of(event_.task), text(), value());
        case EventKind::rank:
            return capitalized(seen_rank_in_words(header().comparison, event_, speech_.name_of(event_.task), text()));
        case EventKind::choose:
            return with_reason(fmt::format("The policy chooses {} for {}", speech_.name_of(event_.task),
                                           core_in_words(header(), event_.core)));
        case EventKind::answer:
            return answer_in_words(trace_, index_, speech_);
        case EventKind::draw:
            return fmt::format("Ticket {} is drawn, which {} holds.", event_.value, speech_.name_of(event_.task));
#include "engine/base/operation_cases.inc"
            return of_operation();
    }
    return {};
}

std::string EventSentence::of_operation() const {
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
    if (event_.resource != kNoResource && event_.phase == Phase::done && holds_it_again()) return locks_again();
    if (const std::optional<Overwriting> lost = overwriting_by(trace_, index_)) return overwrites(*lost);
    return of_table();
}

std::string EventSentence::gives_up() const {
    if (is_sleep(event_.kind)) return fmt::format("{} sleeps no longer{}: its time is up.", named(), line());
    if (keeps_the_core(event_.kind)) return fmt::format("{} goes on{}: its time is up.", named(), line());
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
    return fmt::format(fmt::runtime(sentence), fmt::arg("name", named()), fmt::arg("line", line()),
                       fmt::arg("resource", resource_in_words(header(), event_.resource)), fmt::arg("value", value()),
                       fmt::arg("other", speech_.name_of(event_.other_task())), fmt::arg("text", cited(text())),
                       fmt::arg("time", short_time(event_.duration())), fmt::arg("woken", woken()),
                       fmt::arg("left", left == 1 ? "1 is" : fmt::format("{} are", left)),
                       fmt::arg("inside", plural(inside, "message") + (inside == 1 ? " is" : " are") + " inside"),
                       fmt::arg("readers", readers_in_words(event_.value)), fmt::arg("bytes", plural(inside, "byte")),
                       fmt::arg("answer", event_.value != 0 ? "yes" : "no"),
                       fmt::arg("is_done", moment_.state_of(event_.other_task()) == State::done ? "yes" : "no"));
}

std::string EventSentence::value() const {
    if (event_.kind == EventKind::measure) return text_of(Cell::real(event_.real()));
    return text_of(Cell{event_.value, event_.cell});
}

/// Of a notify or a set: how many it lets go on.
std::string EventSentence::woken() const {
    if (event_.value <= 0) return "nobody waits";
    return plural(static_cast<std::uint64_t>(event_.value), "task") + (event_.value == 1 ? " wakes" : " wake");
}

/// A wait begins.
std::string EventSentence::waits() const {
    if (moment_.state_of(event_.task) != State::blocked) return fmt::format("{} waits{}.", named(), line());
    const std::string doing = story_says(State::blocked);
    if (!doing.empty()) return fmt::format("{}{}.", capitalized(doing), line_in_words(moment_.task(event_.task).line));
    return fmt::format("{} {}.", named(), wait_in_words(moment_, event_.task, speech_));
}

// ---- the life of a task

std::string EventSentence::arrives() const {
    const TaskId parent = event_.other_task();
    if (parent == kNoTask) return fmt::format("The run begins with {}.", speech_.name_of(event_.task));
    return fmt::format("{} arrives, started by {}.", named(), speech_.name_of(parent));
}

std::string EventSentence::is_ready() const {
    const std::string doing = story_says(State::ready);
    const std::string ready = doing.empty() ? fmt::format("{} is ready to go on", named()) : capitalized(doing);
    if (event_.other_task() != kNoTask) return fmt::format("{}: {}.", ready, cause_in_words(trace_, index_, speech_));
    const std::optional<std::size_t> wait = wait_before(trace_, index_);
    const std::string woken = wait && is_sleep(trace_[*wait].kind) ? speech_.woken(event_.task) : "";
    const std::string slept = line_in_words(moment_.task(event_.task).line);
    if (!woken.empty()) return fmt::format("{}{}. {}.", capitalized(woken), slept, ready);
    return ready + ".";
}

std::string EventSentence::runs() const {
    if (header().model == Model::event_loop) return fmt::format("The loop turns to {}.", speech_.name_of(event_.task));
    if (header().model == Model::sequential || event_.core == kNoCore) return fmt::format("{} goes on.", named());
    return with_reason(fmt::format("{} gets {}", named(), core_in_words(header(), event_.core)));
}

std::string EventSentence::with_reason(const std::string& sentence) const {
    const std::string reason = choices_ ? choices_().reason_of(trace_, index_) : "";
    return sentence + (reason.empty() ? "." : ": it " + reason + ".");
}

std::string EventSentence::is_preempted() const {
    if (header().model == Model::event_loop) return fmt::format("{} gives the loop to the others.", named());
    const std::string core = event_.core == kNoCore ? "its core" : core_in_words(header(), event_.core);
    return fmt::format("{} loses {}, and is ready for the next.", named(), core);
}

std::string EventSentence::ends() const {
    const std::string doing = story_says(State::done);
    switch (event_.ending()) {
        case Ending::failed:
            return text().empty() ? fmt::format("{} fails.", named())
                                  : fmt::format("{} fails: {}.", named(), cited(text()));
        case Ending::cancelled:
            return doing.empty() ? fmt::format("{} is cancelled.", named()) : capitalized(doing) + ".";
        case Ending::died:
            return fmt::format("The process of {} is ended by {}.", speech_.name_of(event_.task),
                               signal_in_words(event_.signal()));
        case Ending::returned:
            break;
    }
    const std::string over = doing.empty() ? fmt::format("{} ends", named()) : capitalized(doing);
    return text().empty() ? over + "." : fmt::format("{}, and gives {}.", over, cited(text()));
}

// ---- time

/// A compute, a work or a sleep begins.
std::string EventSentence::spends_time() const {
    const bool sleeps = is_sleep(event_.kind);
    std::string doing = story_says(sleeps ? State::asleep : State::running);
    const CoreId core = moment_.task(event_.task).state.core;
    const bool names_core = !sleeps && core != kNoCore && !uses_one_core(header().model);
    if (doing.empty() && event_.kind == EventKind::work)
        doing = fmt::format("{} works on {}", named(), cited(text()));
    else if (doing.empty())
        doing = fmt::format("{} {}", named(), sleeps ? "sleeps" : "computes");
    const bool keeps = sleeps && keeps_loop(header().model, operation_of(event_.kind));
    return fmt::format("{}{}{}{}{}.", capitalized(doing), names_core ? " on " + core_in_words(header(), core) : "",
                       until(), keeps ? " and keeps the whole loop" : "", line());
}

/// In a conducted run neither takes any time.
std::string EventSentence::passes_a_step() const {
    if (event_.kind == EventKind::now)
        return fmt::format("{} looks at the clock{}: {}.", named(), line(), moment_in_words(header(), event_.time));
    return fmt::format("{} {}{}.", named(), is_sleep(event_.kind) ? "goes on after its sleep" : "has computed", line());
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

/// What somebody else wrote since the task has read is gone.
std::string EventSentence::overwrites(const Overwriting& lost) const {
    const TraceEvent &other = trace_[lost.overwritten], &read = trace_[lost.load];
    const auto value_of = [](const TraceEvent& event) { return text_of(Cell{event.value, event.cell}); };
    return fmt::format("{} writes {} into {}{}. It had read {}: what {} wrote meanwhile, {}, is lost.", named(),
                       value_of(event_), resource_in_words(header(), event_.resource), line(), value_of(read),
                       speech_.name_of(other.task), value_of(other));
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

std::string EventSentence::run_ends() const {
    switch (static_cast<Outcome>(event_.value)) {
        case Outcome::finished:
            return "The run is over: all tasks have ended.";
        case Outcome::deadlock:
            return "The run stands still: nobody can go on.";
        case Outcome::failed:
            return "The run is over: a task failed, and nobody took its error.";
        case Outcome::stopped:
            break;
    }
    return "The run was stopped.";
}

}  // namespace

/// Who stands before what is no news: that follows from what was done.
std::size_t told_event(const Trace& trace, std::size_t events) {
    std::size_t index = events - 1;
    while (index > 0 && trace[index].kind == EventKind::stand) --index;
    return trace[index].kind == EventKind::stand ? events - 1 : index;
}

std::string event_in_words(const Trace& trace, const Moment& moment, const Timeline& timeline, const Speech& speech,
                           const ChoicesOfRun& choices) {
    return EventSentence(trace, moment, timeline, speech, choices).told();
}

}  // namespace simul
