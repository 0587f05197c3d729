// What is said of the life of a task: it arrives, is ready, runs, loses its core, ends; and who awaited it hears how.
#include <fmt/format.h>

#include "engine/analysis/event_sentence.h"
#include "engine/analysis/signal_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul {

std::string EventSentence::arrives() const {
    const TaskId parent = event_.other_task();
    if (parent == kNoTask && event_.task != kMainTask)
        return fmt::format("{} begins, as {} is back.", named(),
                           node_in_words(header(), moment_.task(event_.task).node));
    if (parent == kNoTask) return fmt::format("The run begins with {}.", speech_.name_of(event_.task));
    return fmt::format("{} arrives, started by {}.", named(), speech_.name_of(parent));
}

std::string EventSentence::is_ready() const {
    const std::string doing = story_says(State::ready);
    const std::string ready = doing.empty() ? fmt::format("{} is ready to continue", named()) : capitalized(doing);
    if (event_.other_task() != kNoTask) return fmt::format("{}: {}.", ready, cause_in_words(trace_, index_, speech_));
    const std::optional<std::size_t> wait = wait_before(trace_, index_);
    const std::string woken = wait && is_sleep(trace_[*wait].kind) ? speech_.woken(event_.task) : "";
    const std::string slept = line_in_words(moment_.task(event_.task).line);
    if (!woken.empty()) return fmt::format("{}{}. {}.", capitalized(woken), slept, ready);
    return ready + ".";
}

std::string EventSentence::runs() const {
    if (on_thread()) return fmt::format("{} runs on a thread of the pool{}.", named(), on_core_of_thread());
    if (header().model == Model::event_loop) return fmt::format("The loop turns to {}.", speech_.name_of(event_.task));
    if (header().model == Model::sequential || event_.core == kNoCore) return fmt::format("{} continues.", named());
    return with_reason(fmt::format("{} gets {}", named(), core_in_words(header(), event_.core)));
}

bool EventSentence::on_thread() const { return moment_.task(event_.task).on_thread; }

std::string EventSentence::on_core_of_thread() const {
    if (event_.core == kNoCore || header().conducted()) return "";
    return ", on " + core_in_words(header(), event_.core);
}

std::string EventSentence::with_reason(const std::string& sentence) const {
    const std::string reason = choices_ ? choices_().reason_of(trace_, index_) : "";
    return sentence + (reason.empty() ? "." : ": it " + reason + ".");
}

std::string EventSentence::is_preempted() const {
    if (header().model == Model::event_loop && !on_thread())
        return fmt::format("{} gives the loop to the others.", named());
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
        case Ending::crashed:
            return fmt::format("{} ends in the middle of what it did: its machine has crashed.", named());
        case Ending::returned:
            break;
    }
    if (event_.signal() != 0) return fmt::format("{} exits with code {}.", named(), event_.signal());
    const std::string over = doing.empty() ? fmt::format("{} ends", named()) : capitalized(doing);
    return text().empty() ? over + "." : fmt::format("{}, and gives {}.", over, cited(text()));
}

/// Of the task that was asked about.
std::string EventSentence::exit_code() const {
    const TaskId other = event_.other_task();
    if (event_.kind != EventKind::exit_code || moment_.state_of(other) != State::done) return "none yet";
    const TaskMoment& ended = moment_.task(other);
    if (ended.ending == Ending::cancelled) return "none, as it never began";
    if (ended.ending == Ending::failed) return "1, as it has failed";
    if (ended.ending == Ending::died) return fmt::format("-{}, as a signal has ended it", ended.signal);
    return fmt::format("{}", ended.signal);
}

/// Who awaited one of several is told of its end, also where there is no result.
std::string EventSentence::hears_of_end() const {
    const TaskId other = event_.other_task();
    const bool has_ended = moment_.state_of(other) == State::done;
    const std::string_view how = !has_ended                                        ? ""
                                 : moment_.task(other).ending == Ending::cancelled ? "was cancelled"
                                 : moment_.task(other).ending == Ending::failed    ? "has failed"
                                 : moment_.task(other).ending == Ending::died      ? "was ended from outside"
                                                                                   : "";
    if (how.empty()) return of_table();
    return fmt::format("{} hears that {} {}{}.", named(), speech_.name_of(other), how, line());
}

}  // namespace simul
