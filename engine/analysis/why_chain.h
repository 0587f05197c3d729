// How why_of builds its chain; of the files why*.cpp only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/claim_words.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/why.h"

namespace simul {

/// The links of one task, one after another.
class WhyChain {
  public:
    WhyChain(const WhyView& view, TaskId task)
        : view_(view),
          moment_(view.moment),
          speech_(view.speech),
          task_(task),
          asked_(view.moment.task(task)),
          claim_(claim_of(view.moment, task)) {}

    std::vector<WhyLink> links();

  private:
    // One method a state of the task that was asked about.
    void cut_off();
    void absent();
    void ready();
    void running();
    void blocked();
    void asleep();
    void done();

    void may_go_on();
    void is_held_up();
    void why_ready();
    bool a_callback_comes() const;
    bool wants_worker_first() const;
    bool slept() const;
    bool gave_way() const;
    void who_has_the_cores();
    void a_core_is_free();
    bool keeps_others(TaskId sleeper) const;
    TaskId sleeper_who_keeps_others() const;
    void place_in_line();
    bool another_is_next() const;
    bool a_return_comes() const;
    bool an_await_is_over() const;
    std::vector<TaskId> ready_before() const;
    bool has_kept_others(const TaskMoment& it) const;
    std::vector<TaskId> queued_before() const;
    bool serves_in_turn(ResourceId resource) const;
    TaskId last_of(const std::vector<TaskId>& crowd) const;
    std::string crowd_in_words(const std::vector<TaskId>& crowd) const;
    void what_is_missing();
    std::string who_is_under_lock() const;
    std::string what_stream_lacks(const std::string& what) const;
    std::optional<std::size_t> end_of_wait() const;
    void what_ends_it(std::size_t end);
    bool can_be_had() const;
    void who_keeps_it(TaskId holder, std::vector<TaskId>& seen);
    void close_circle(const std::vector<TaskId>& circle);
    void who_woke_it();
    void who_waits_for_it();
    void what_comes();
    void what_steps_come();
    void how_it_wakes(std::size_t event);
    void add_turn(Time at, std::size_t event);
    std::string_view what_lasts() const;
    static bool is_ended_by_another(const TraceEvent& end);

    WhyLink& add(std::string sentence, State state);
    WhyLink& add_doing(TaskId other, bool begins = true);
    std::string doing(TaskId task) const;
    std::string held_since(TaskId task) const;
    std::string when(Time at) const { return moment_in_words(moment_.header(), at); }
    std::string since() const { return when(asked_.since); }
    std::string name() const { return capitalized(speech_.name_of(task_)); }
    std::optional<Span> span_of(TaskId task) const;
    std::optional<std::size_t> place_of_span(const Spans& spans) const;
    std::optional<std::size_t> span_at(Time at) const;
    std::optional<Span> next_run() const;
    std::optional<std::size_t> next_event(TaskId task, bool (*is_it)(const TraceEvent&)) const;
    std::optional<Time> end_of_doing(TaskId task, State state) const;
    static bool is_run(const TraceEvent& event);
    static bool is_end_of_wait(const TraceEvent& event);
    static bool is_break(const TraceEvent& event);
    bool run_has_ended() const;
    bool one_line() const;

    const WhyView& view_;
    const Moment& moment_;
    const Speech& speech_;
    TaskId task_;
    const TaskMoment& asked_;
    TaskClaim claim_;  ///< about it
    std::vector<WhyLink> links_;
};

}  // namespace simul
