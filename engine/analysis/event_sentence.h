// The sentence of one event, in parts: event_words.cpp says which part is said, and tells of operations;
// task_event_words.cpp tells of the lives of tasks.
#pragma once

#include <string>
#include <string_view>

#include "engine/analysis/claim_words.h"
#include "engine/analysis/decisions.h"
#include "engine/analysis/event_words.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul {

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
    /// Whether a thread beside an event loop runs the task.
    bool on_thread() const;
    bool is_on_loop() const;
    std::string on_core_of_thread() const;
    bool is_over(TaskId task) const;
    std::string with_reason(const std::string& sentence) const;
    std::string is_preempted() const;
    std::string ends() const;
    std::string hears_of_end() const;
    std::string exit_code() const;
    std::string spends_time() const;
    std::string passes_a_step() const;
    std::string until() const;
    std::string waits() const;
    bool waits_again() const;
    std::string tries_lock() const;
    bool holds_it_again() const;
    std::string locks_again() const;
    std::string receives() const;
    std::string reads_bytes() const;
    std::string overwrites(const Overwriting& lost) const;
    std::string gives_up() const;
    std::string uses_pool() const;
    std::string marks() const;
    bool is_last_mark() const;
    std::string expects() const;
    std::string noted() const;
    std::string refusal() const;
    std::string run_ends() const;
    std::string all_have_ended() const;

    const Trace& trace_;
    const Moment& moment_;
    const Timeline& timeline_;
    const Speech& speech_;
    const ChoicesOfRun& choices_;
    std::size_t index_;
    const TraceEvent& event_;
};

}  // namespace simul
