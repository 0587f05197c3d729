#include "app/workspace/open_run.h"

#include <chrono>
#include <utility>

#include "app/workspace/on_ruler.h"
#include "engine/trace/instants.h"

namespace simul::workspace {
namespace {

/// Figures of a live run are renewed when the trace has grown by this part of itself: so all renewals together cost a
/// few passes over it.
constexpr std::size_t kGrowthForFigures = 4;

constexpr int kLookAgainMs = 5;

}  // namespace

Result<std::unique_ptr<OpenRun>> OpenRun::start(Zygote& zygote, const Settings& settings) {
    Result<Run> run = Run::start(zygote, settings);
    if (!run) return run.error();
    std::unique_ptr<OpenRun> open(new OpenRun);
    open->settings_ = settings;
    open->run_ = std::move(*run);
    open->live_ = true;
    return open;
}

Result<std::unique_ptr<OpenRun>> OpenRun::from_file(const std::string& path) {
    Result<LoadedTrace> loaded = read_trace_file(path);
    if (!loaded) return loaded.error();
    std::unique_ptr<OpenRun> open = from_trace(std::move(loaded->trace), loaded->ending);
    open->warning_ = loaded->sentence;
    return open;
}

std::unique_ptr<OpenRun> OpenRun::from_trace(std::shared_ptr<const Trace> trace, const RecordedEnding& ending,
                                             const Settings& settings) {
    std::unique_ptr<OpenRun> open(new OpenRun);
    open->settings_ = settings;
    open->trace_ = std::move(trace);
    open->ending_ = ending_of(ending);
    open->fold();
    open->conclude();
    return open;
}

bool OpenRun::take_news(int timeout_ms) {
    if (!live_) return false;
    const bool stands = run_->awaits_choice();  // asked first: what it recorded until then is taken now
    live_ = run_->take_news(stands ? 0 : timeout_ms);
    awaits_choice_ = live_ && stands;
    const bool grown = fold();
    if (!live_) ending_ = run_->ending();
    if (!live_ || trace().size() - concluded_ > concluded_ / kGrowthForFigures) conclude();
    return grown || !live_;
}

void OpenRun::choose(TaskId task, std::chrono::milliseconds patience) {
    if (!awaits_choice_) return;
    awaits_choice_ = false;
    run_->choose(task);
    come_to_decision(patience);
}

void OpenRun::come_to_decision(std::chrono::milliseconds patience) {
    const auto begin = std::chrono::steady_clock::now();
    while (live_ && !awaits_choice_ && std::chrono::steady_clock::now() - begin < patience) take_news(kLookAgainMs);
}

void OpenRun::renew_figures() {
    if (concluded_ < trace().size()) conclude();
}

void OpenRun::learn_from(const OpenRun& earlier) {
    if (earlier.header().source == header().source) parts_.remember(earlier.parts_);
}

void OpenRun::stop() {
    if (live_) run_->stop();
}

const PolicyChoices& OpenRun::choices() const {
    choices_.take(trace());
    return choices_;
}

const OpenRun* OpenRun::in_steps() const {
    constexpr std::size_t kMostEvents = 20'000;
    const bool at_once = !live_ && end() == Time{} && header().exact() && !header().conducted();
    if (!at_once || trace().size() == 0 || trace().size() > kMostEvents) return nullptr;
    if (!in_steps_) in_steps_ = from_trace(spread_in_steps(trace()), {});
    return in_steps_.get();
}

const Trace& OpenRun::trace() const { return run_ ? run_->trace() : *trace_; }

bool OpenRun::fold() {
    const Trace& whole = trace();
    const std::size_t before = named_;
    timeline_.take(whole);
    lines_.take(whole);
    parts_.take(whole);
    steps_.take(whole);
    while (named_ < timeline_.size()) names_.take(whole, named_++);
    return named_ > before;
}

void OpenRun::conclude() {
    metrics_ = metrics_of(trace());
    findings_ = findings_of(trace());
    concluded_ = trace().size();
}

std::size_t OpenRun::events_until(Time at) const { return simul::events_until(trace(), timeline_.size(), at); }

}  // namespace simul::workspace
