// A run that is open: its trace so far, with the folds of it that panels need. It happens now or comes from a file;
// panels cannot tell.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/decisions.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/line_parts.h"
#include "engine/analysis/line_use.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/moments.h"
#include "engine/analysis/policy_choices.h"
#include "engine/analysis/timeline.h"
#include "engine/run/run.h"
#include "engine/trace/task_names.h"
#include "engine/trace/trace_file.h"

namespace simul::workspace {

class OpenRun {
  public:
    static Result<std::unique_ptr<OpenRun>> start(Zygote& zygote, const Settings& settings);
    static Result<std::unique_ptr<OpenRun>> from_file(const std::string& path);
    /// A run that is over. `settings`: what it was asked for.
    static std::unique_ptr<OpenRun> from_trace(std::shared_ptr<const Trace> trace, const RecordedEnding& ending,
                                               const Settings& settings = {});
    OpenRun(const OpenRun&) = delete;
    OpenRun& operator=(const OpenRun&) = delete;

    /// Waits at most so long for news and takes what was recorded. True when something is new.
    bool take_news(int timeout_ms);
    /// Whether more may come.
    bool live() const { return live_; }
    /// Ends it; what was recorded stays.
    void stop();

    const Trace& trace() const;
    const TraceHeader& header() const { return trace().header(); }
    /// Whether it comes from a file, or from a bundle.
    bool is_recorded() const { return !run_; }
    /// Of a run that was started here: what it was asked for.
    const Settings& settings() const { return settings_; }
    const Timeline& timeline() const { return timeline_; }
    const TaskNames& names() const { return names_; }
    const LineUse& lines() const { return lines_; }
    const LineParts& parts() const { return parts_; }
    /// Lines that nobody has been through here are known from an earlier run, when that was of the same source.
    void learn_from(const OpenRun& earlier);
    /// After so many events. Valid until the next call.
    const Moment& moment(std::size_t events) const { return moments_.after(trace(), events); }
    /// The time of the last event.
    Time end() const { return timeline_.end(); }
    /// How many events are not after `at`.
    std::size_t events_until(Time at) const;

    /// Of a free run that is over and took no time: the same events with a second for each step, as `conducted` runs
    /// have it. Null of all others, and of what is too long to be seen step by step.
    const OpenRun* in_steps() const;

    /// Of a conducted run: whether it stands still until somebody is chosen.
    bool awaits_choice() const { return awaits_choice_; }
    /// Chooses the task that makes the next step; then waits, at most that long, for what comes of it.
    void choose(TaskId task, std::chrono::milliseconds patience);
    /// Waits, at most that long, until it stands at its next decision or has ended.
    void come_to_decision(std::chrono::milliseconds patience);
    const Steps& steps() const { return steps_; }
    /// Those of its policy. They are gathered when they are asked for: most runs are looked at without.
    const PolicyChoices& choices() const;
    /// Makes the figures those of all that is there.
    void renew_figures();

    /// The figures of what is there; of a live run they are renewed now and then.
    const Metrics& metrics() const { return metrics_; }
    const std::vector<Finding>& findings() const { return findings_; }
    /// Once it is not live any more.
    const RunEnding& ending() const { return ending_; }
    /// Of a file that was cut off: what to tell the reader.
    const std::string& warning() const { return warning_; }

  private:
    OpenRun() = default;
    bool fold();
    void conclude();

    Settings settings_;
    std::optional<Run> run_;              ///< none: it is from a file
    std::shared_ptr<const Trace> trace_;  ///< of a file
    bool live_ = false;
    bool awaits_choice_ = false;
    Timeline timeline_;
    TaskNames names_;
    LineUse lines_;
    LineParts parts_;
    Steps steps_;
    mutable PolicyChoices choices_;
    mutable Moments moments_;
    mutable std::unique_ptr<const OpenRun> in_steps_;
    std::size_t named_ = 0;
    Metrics metrics_;
    std::vector<Finding> findings_;
    std::size_t concluded_ = 0;  ///< how many events the figures know
    RunEnding ending_;
    std::string warning_;
};

}  // namespace simul::workspace
