// A run as seen from outside: it happens in a process of its own, and its trace grows here.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/run/settings.h"
#include "engine/run/story_maker.h"
#include "engine/scenario/scenario.h"
#include "engine/trace/trace.h"
#include "engine/trace/trace_file.h"

namespace simul {

/// Where runners look up a scenario by its name or path, or by its text, which then has this name
/// (`scenarios/catalogue.h` has the one that the product uses).
using FindScenario = Result<std::unique_ptr<Scenario>> (*)(const std::string& name_or_path,
                                                           const std::optional<std::string>& text);

/// What a runner does with a story in place of running it: explores it, say. `asked` and the answer are texts that both
/// sides understand; `stopped` says whether it is to come to an end.
using StudyStory = Result<std::string> (*)(Story& story, const RunPlan& plan, const StoryMaker& make,
                                           const std::string& asked, const std::function<bool()>& stopped);

/// What is left of one of many runs that are simulated in one process: a line that answers what is asked of each.
using DigestRun = std::string (*)(const Trace& trace, const std::string& asked);

/// A pristine process that forks one runner for each run. Make it first thing in `main`: before any thread, window or
/// signal handler. It ends with this object or with the process that made it, however that ends.
class Zygote {
  public:
    static Result<Zygote> create(FindScenario find, StudyStory study = nullptr, DigestRun digest = nullptr);
    Zygote(Zygote&&) noexcept;
    Zygote& operator=(Zygote&&) noexcept;
    ~Zygote();

    /// What a scenario says of itself, loaded in a process of its own. Errors have file and line.
    Result<ScenarioDescription> describe(const std::string& scenario, const KnobSettings& knobs, std::uint64_t seed);
    Result<ScenarioDescription> describe(const Settings& settings);
    /// All of them as they stand, in this order, loaded in one process: for scenarios that are known to load.
    Descriptions describe_each(std::vector<std::string> scenarios);

    /// The story, loaded in a process of its own, is studied there, and the answer waited for (engine/run/study.h does
    /// not wait). When `wake_fd` (or -1) becomes readable, the study is asked to end.
    Result<std::string> study(const Settings& settings, const std::string& asked, int wake_fd);

    struct Connection;
    Connection& connection() { return *connection_; }

  private:
    explicit Zygote(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> connection_;
};

/// How a run ended, as the command line reports it.
struct RunEnding {
    Outcome outcome = Outcome::finished;
    /// Set when the run could not even start, or its runner died; then with the exit code that it asks for.
    std::optional<Error> error;
    int exit_code = 0;
    double real_s = 0;  ///< wall time
    std::uint64_t lost_events = 0;
    std::optional<double>
        stolen_s;  ///< real runs: scenario seconds in which a task was ready and its core ran none of ours
};

/// Of a recorded run.
RunEnding ending_of(const RecordedEnding& recorded);
/// What a recording keeps of it.
RecordedEnding recorded(const RunEnding& ending);

/// One run. Destroying it stops it and leaves no process behind.
class Run {
  public:
    static Result<Run> start(Zygote& zygote, const Settings& settings);
    Run(Run&&) noexcept;
    Run& operator=(Run&&) noexcept;
    ~Run();

    /// Waits at most `timeout_ms` for news and takes what was recorded into the trace. False when the run is over and
    /// everything has been taken. `wake_fd` (or -1) ends the wait when it becomes readable.
    bool take_news(int timeout_ms, int wake_fd = -1);
    /// Asks the run to end: every task is unwound, what was recorded stays. Returns at once.
    void stop();

    /// Pauses the run: no task gets another operation granted until it is let continue. What a task is in the middle of
    /// (a compute, a sleep) continues to its end.
    void hold();
    void let_go_on();

    /// Of a run that is conducted by hand: whether it stands still until somebody is chosen. What it recorded until
    /// then is there for `take_news`.
    bool awaits_choice() const;
    /// Who continues. A task that cannot is passed over, and the run asks again.
    void choose(TaskId task);

    const Trace& trace() const;
    /// Valid after `take_news` has returned false.
    const RunEnding& ending() const;

  private:
    struct State;
    explicit Run(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace simul
