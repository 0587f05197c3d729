#include "app/command_line/live_run.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "app/workspace/random_sheet.h"
#include "engine/analysis/time_words.h"
#include "engine/os/signals.h"
#include "engine/os/terminal.h"

namespace simul::command_line {
namespace {

/// A line on the terminal that tells how far a long run is, and is gone when it has ended.
class ProgressLine {
  public:
    ~ProgressLine() { erase(); }

    void show(const Trace& trace) {
        const auto now = std::chrono::steady_clock::now();
        if (!visible_ || now - begin_ < 500ms || now - last_ < 100ms || trace.size() == 0) return;
        last_ = now;
        const Time reached = trace[trace.size() - 1].time;
        fmt::print(stderr, "\r\x1b[K{}, {}; Ctrl-C stops", axis_time(reached.time_since_epoch()),
                   plural(trace.size(), "event"));
        std::fflush(stderr);
        shown_ = true;
    }
    void erase() {
        if (shown_) std::fputs("\r\x1b[K", stderr);
        shown_ = false;
    }

  private:
    const bool visible_ = os::is_terminal(os::kStandardError);
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point last_{};
    bool shown_ = false;
};

/// Goes over to `Run::stop` when the user asks.
class Interruption {
  public:
    explicit Interruption(os::StopRequest request) : request_(std::move(request)) {}

    int fd() const { return request_ ? request_->fd() : -1; }
    /// True once, when Ctrl-C was pressed. From then on a second one ends the program, as if nobody had looked.
    bool just_asked() {
        if (!request_ || !request_->requested()) return false;
        request_.reset();
        return true;
    }

  private:
    std::optional<os::StopRequest> request_;
};

}  // namespace

Result<LiveRun> run_to_its_end(Zygote& zygote, const Settings& settings, const std::vector<Follower*>& followers) {
    constexpr int kPatience_ms = 100;
    Result<os::StopRequest> request = os::StopRequest::install();
    if (!request) return request.error();
    Interruption interruption(std::move(*request));
    Settings drawn = settings;
    if (const Result<void> sheet = workspace::draw_sheet(drawn); !sheet) return sheet.error();
    Result<Run> started = Run::start(zygote, drawn);
    if (!started) return started.error();
    LiveRun live{std::move(*started)};
    ProgressLine progress;
    while (live.run.take_news(kPatience_ms, interruption.fd())) {
        bool go_on = true;
        for (Follower* follower : followers) go_on = follower->take(live.run.trace()) && go_on;
        progress.show(live.run.trace());
        const bool asked = interruption.just_asked();
        live.interrupted = live.interrupted || asked;
        if ((!go_on || asked) && !live.stopped) {
            live.stopped = true;
            live.run.stop();
        }
    }
    progress.erase();
    for (Follower* follower : followers) {
        follower->take(live.run.trace());
        follower->finish(live.run.trace(), live.run.ending());
    }
    return live;
}

}  // namespace simul::command_line
