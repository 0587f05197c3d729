// A story that is studied in place of being run, as seen from outside: it happens in a process of its own, which
// leaves a text behind.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/run/run.h"

namespace simul {

namespace wire {
struct Request;
}

/// Destroying it ends it and leaves no process behind.
class Study {
  public:
    /// `asked` is for the zygote's StudyStory.
    static Result<Study> start(Zygote& zygote, const Settings& settings, const std::string& asked);
    /// The story is simulated with each of these seeds, one after another in one process. The answer has a line for
    /// each, of the zygote's DigestRun, which gets `asked`. Whatever ends a run without an outcome ends the study with
    /// an error.
    static Result<Study> start_each(Zygote& zygote, const Settings& settings, std::vector<std::uint64_t> seeds,
                                    const std::string& asked);
    /// The story is loaded, and says what it is.
    static Result<Study> start_describing(Zygote& zygote, const Settings& settings);
    /// Each of these stories is.
    static Result<Study> start_describing_each(Zygote& zygote, std::vector<std::string> scenarios);
    Study(Study&&) noexcept;
    Study& operator=(Study&&) noexcept;
    ~Study();

    /// Waits at most `timeout_ms` (-1: as long as it takes) for the end. False when there is an answer. `wake_fd` (or
    /// -1) ends the wait when it becomes readable.
    bool take_news(int timeout_ms, int wake_fd = -1);
    /// Asks for an answer from what is known by now, and returns at once. Whoever has given none after some seconds is
    /// made to end.
    void stop();
    bool stopping() const;

    /// Valid after `take_news` has returned false.
    const Result<std::string>& answer() const;

  private:
    struct State;
    explicit Study(std::unique_ptr<State> state);
    static Result<Study> begin(Zygote& zygote, wire::Request request, std::string refused);

    std::unique_ptr<State> state_;
};

}  // namespace simul
