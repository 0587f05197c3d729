#include "engine/run/run.h"

#include <fmt/format.h>

#include <utility>

#include "engine/os/clock.h"
#include "engine/os/poller.h"
#include "engine/os/processes.h"
#include "engine/os/waiting.h"
#include "engine/run/merger.h"
#include "engine/run/region.h"
#include "engine/run/wire.h"
#include "engine/run/zygote_line.h"
#include "engine/trace/file_blocks.h"

namespace simul {

namespace {

/// How long a run that was told to stop may take to unwind its tasks.
constexpr std::int64_t kGrace = 300'000'000;
constexpr int kStoryFailed = 1;
constexpr int kBadUsage = 2;

/// A runner under way: its memory, and how one hears of it.
struct Launch {
    Region region;
    os::Notifier notifier;
    std::uint64_t number;
};

Result<Launch> launch(Zygote::Connection& zygote, const Settings& settings, bool only_describe) {
    Result<Region> region = Region::create();
    if (!region) return region.error();
    Result<os::Notifier> notifier = os::Notifier::create();
    if (!notifier) return notifier.error();
    Result<std::uint64_t> number = zygote.start(settings, only_describe, region->fd(), notifier->fd());
    if (!number) return number.error();
    return Launch{std::move(*region), std::move(*notifier), *number};
}

}  // namespace

struct Run::State {
    Zygote::Connection& zygote;
    Launch launch;
    Trace trace;
    std::optional<Merger> merger;
    RunEnding ending;
    bool over = false;
    std::int64_t stop_asked = 0;
    bool killed = false;

    RegionHead& head() { return launch.region.head(); }
    bool begin();
    std::size_t take(bool ended);
    void conclude(const zygote_line::Ended& ended);
    void explain_death(const zygote_line::Ended& ended);
    void kill_if_it_lingers();
};

Result<Run> Run::start(Zygote& zygote, const Settings& settings) {
    Result<Launch> started = launch(zygote.connection(), settings, false);
    if (!started) return started.error();
    auto state = std::unique_ptr<State>(new State{zygote.connection(), std::move(*started), {}, {}, {}});
    return Run(std::move(state));
}

Run::Run(std::unique_ptr<State> state) : state_(std::move(state)) {}
Run::Run(Run&&) noexcept = default;
Run& Run::operator=(Run&&) noexcept = default;

Run::~Run() {
    if (!state_) return;
    stop();
    while (take_news(20)) {
    }
}

bool Run::take_news(int timeout_ms, int wake_fd) {
    State& state = *state_;
    if (state.over) return false;
    // First whether the runner is gone, then what it left: so nothing is left behind.
    std::optional<zygote_line::Ended> ended = state.zygote.ending_of(state.launch.number);
    if (state.take(ended.has_value()) == 0 && !ended && timeout_ms > 0) {
        const int fds[] = {state.launch.notifier.fd(), state.zygote.line.fd(), wake_fd};
        if (os::wait_readable(fds, timeout_ms) & 1) state.launch.notifier.clear();
        ended = state.zygote.ending_of(state.launch.number);
        state.take(ended.has_value());
    }
    if (ended)
        state.conclude(*ended);
    else
        state.kill_if_it_lingers();
    return !state.over;
}

void Run::stop() {
    if (state_->over || state_->stop_asked) return;
    state_->stop_asked = os::monotonic_now();
    state_->launch.region.stop();
}

const Trace& Run::trace() const { return state_->trace; }
const RunEnding& Run::ending() const { return state_->ending; }

/// True once the runner has settled what the run is made of.
bool Run::State::begin() {
    if (merger) return true;
    if (head().phase.load(std::memory_order_acquire) == RunPhase::loading || head().header == 0) return false;
    Result<TraceHeader> header = file_blocks::header_from(launch.region.text(head().header));
    if (!header) return false;
    const Clock clock = header->clock;
    const double scale = header->scale;
    trace.set_header(std::move(*header));
    merger.emplace(launch.region, trace, clock, scale);
    return true;
}

std::size_t Run::State::take(bool ended) { return begin() ? merger->take(ended) : 0; }

void Run::State::kill_if_it_lingers() {
    if (!stop_asked || killed || os::monotonic_now() - stop_asked < kGrace) return;
    killed = true;
    zygote.kill_runner(launch.number);
}

void Run::State::conclude(const zygote_line::Ended& ended) {
    over = true;
    const bool told = head().phase.load(std::memory_order_acquire) == RunPhase::ended;
    const std::int64_t end = told ? head().ended.load() : os::monotonic_now();
    if (head().began.load() != 0) ending.real_s = static_cast<double>(end - head().began.load()) * 1e-9;
    ending.lost_events = merger ? merger->lost_events() : 0;
    if (head().stolen_ns >= 0) ending.stolen_s = static_cast<double>(head().stolen_ns) * 1e-9 * trace.header().scale;
    ending.outcome = Outcome::stopped;
    for (std::size_t i = trace.size(); i > 0 && i + 8 > trace.size(); --i)
        if (trace[i - 1].kind == EventKind::end) ending.outcome = static_cast<Outcome>(trace[i - 1].value);
    if (told) {
        ending.exit_code = head().exit_code;
        if (head().error != 0) ending.error = std::string(launch.region.text(head().error));
        if (ending.error && ending.exit_code == kStoryFailed) ending.outcome = Outcome::failed;
    } else if (!stop_asked) {
        explain_death(ended);
    }
}

void Run::State::explain_death(const zygote_line::Ended& ended) {
    ending.outcome = Outcome::failed;
    ending.exit_code = ended.error.empty() ? kStoryFailed : kBadUsage;
    if (!ended.error.empty())
        ending.error = ended.error;
    else if (ended.by_signal)
        ending.error = fmt::format("the run's process was ended by {}; what it had recorded until then is kept",
                                   os::signal_name(ended.code));
    else
        ending.error = fmt::format("the run's process ended with code {} before the run was over", ended.code);
}

Result<ScenarioDescription> Zygote::describe(const std::string& scenario, const KnobSettings& knobs,
                                             std::uint64_t seed) {
    Settings settings;
    settings.scenario = scenario;
    settings.knobs = knobs;
    settings.seed = seed;
    Result<Launch> started = launch(*connection_, settings, true);
    if (!started) return started.error();
    RegionHead& head = started->region.head();
    for (;;) {
        if (const auto ended = connection_->ending_of(started->number)) {
            if (!ended->error.empty()) return Error{ended->error};
            break;
        }
        const int fds[] = {connection_->line.fd()};
        os::wait_readable(fds, -1);
    }
    if (head.error != 0) return Error{std::string(started->region.text(head.error))};
    if (head.header == 0)
        return Error{fmt::format("loading {} ended its process: the file asks for more than it may", scenario)};
    return wire::description_from(started->region.text(head.header));
}

}  // namespace simul
