#include "engine/run/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/os/kernel_records.h"
#include "engine/os/processes.h"
#include "engine/os/waiting.h"
#include "engine/run/core_source.h"
#include "engine/run/exit_codes.h"
#include "engine/run/launch.h"
#include "engine/run/merger.h"
#include "engine/trace/file_blocks.h"
#include "engine/trace/task_names.h"

namespace simul {

namespace {

/// The kernel keeps 16 000 records for us on each CPU: 30 ms of the fastest ping-pong.
constexpr int kLongestLookAway = 10;
/// How long a run that was told to stop may take to unwind its tasks.
constexpr std::int64_t kGrace = 300'000'000;

/// Of a run whose process is gone: near its last event something went wrong.
std::string last_event(const Trace& trace) {
    const TaskNames names(trace);
    for (std::size_t i = trace.size(); i > 0; --i) {
        const TraceEvent& event = trace[i - 1];
        if (event.task == kNoTask) continue;
        return fmt::format("; its last event: {}, {}{}", names.clear_name_of(event.task), info_of(event.kind).verb,
                           event.line == 0 ? "" : fmt::format(" in line {}", event.line));
    }
    return "; no task had begun";
}

}  // namespace

struct Run::State {
    State(Zygote::Connection& connection, Launch launched) : zygote(connection), launch(std::move(launched)) {}

    Zygote::Connection& zygote;
    Launch launch;
    std::optional<os::KernelRecords> records;  ///< until the merger has them
    bool follows_kernel = false;
    Trace trace;
    std::optional<Merger> merger;
    RunEnding ending;
    bool over = false;
    std::int64_t stop_asked = 0;
    bool killed = false;
    std::optional<std::string> refused;  ///< what its process recorded, and why it was ended for that

    RegionHead& head() { return launch.region.head(); }
    void follow_and_let_go();
    bool begin();
    std::size_t take(bool ended);
    void conclude(const zygote_line::Ended& ended);
    std::optional<double> stolen();
    void explain_death(const zygote_line::Ended& ended);
    void kill_if_it_lingers();
    void refuse(std::string sentence);
};

Result<Run> Run::start(Zygote& zygote, const Settings& settings) {
    const Result<CoreSource> source = wanted_core_source();
    if (!source) return source.error();
    wire::Request request;
    request.settings = settings;
    request.waits_for_go = settings.clock == Clock::real && !settings.schedule && *source == CoreSource::records;
    Result<Launch> started = launch(zygote.connection(), request);
    if (!started) return started.error();
    auto state = std::make_unique<State>(zygote.connection(), std::move(*started));
    if (request.waits_for_go) state->follow_and_let_go();
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
    if (state.follows_kernel && timeout_ms > kLongestLookAway) timeout_ms = kLongestLookAway;
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

void Run::hold() { state_->head().gate.store(1); }

void Run::let_go_on() {
    state_->head().gate.store(0);
    os::wake(state_->head().gate, os::kEveryone);
}

bool Run::awaits_choice() const {
    const Hand& hand = state_->head().hand;
    return !state_->over && hand.asked.load(std::memory_order_acquire) > hand.given.load(std::memory_order_relaxed);
}

void Run::choose(TaskId task) {
    if (!awaits_choice()) return;
    Hand& hand = state_->head().hand;
    hand.choice.store(task, std::memory_order_relaxed);
    hand.given.fetch_add(1, std::memory_order_release);
    os::wake(hand.given, 1);
}

const Trace& Run::trace() const { return state_->trace; }
const RunEnding& Run::ending() const { return state_->ending; }

/// The runner waits, alone with its first thread. Where the kernel refuses its records, gaps do.
void Run::State::follow_and_let_go() {
    if (const std::optional<int> pid = zygote.pid_of(launch.number)) {
        Result<os::KernelRecords> attached = os::KernelRecords::attach(*pid);
        if (attached) records.emplace(std::move(*attached));
    }
    follows_kernel = head().kernel_records = records.has_value();
    head().go.store(1, std::memory_order_release);
    os::wake(head().go, os::kEveryone);
}

/// True once the runner has settled what the run is made of.
bool Run::State::begin() {
    if (merger) return true;
    if (head().phase.load(std::memory_order_acquire) == RunPhase::loading || head().header == 0) return false;
    if (refused) return false;
    Result<TraceHeader> header = file_blocks::header_from(launch.region.copy_of_text(head().header));
    if (!header) return refuse(fmt::format("its header cannot be read: {}", header.error().sentence())), false;
    const Clock clock = header->clock;
    const double scale = header->scale;
    trace.set_header(std::move(*header));
    merger.emplace(launch.region, trace, clock, scale);
    if (records) merger->follow(*std::exchange(records, std::nullopt));
    return true;
}

std::size_t Run::State::take(bool ended) {
    const std::size_t taken = begin() ? merger->take(ended) : 0;
    if (merger && merger->problem()) refuse(merger->problem());
    return taken;
}

/// Its process has left what a run never leaves; nothing more that it says is believed.
void Run::State::refuse(std::string sentence) {
    if (refused) return;
    refused = fmt::format(
        "the run was ended, as what it recorded cannot be shown ({}); what was recorded before is kept", sentence);
    killed = true;
    zygote.kill_runner(launch.number);
}

void Run::State::kill_if_it_lingers() {
    if (!stop_asked || killed || os::monotonic_now() - stop_asked < kGrace) return;
    killed = true;
    zygote.kill_runner(launch.number);
}

void Run::State::conclude(const zygote_line::Ended& ended) {
    over = true;
    const bool told = head().phase.load(std::memory_order_acquire) == RunPhase::ended;
    const std::int64_t end = told ? head().ended.load() : os::monotonic_now();
    if (const std::int64_t began = head().began.load(); began != 0)
        ending.real_s = std::max(0.0, static_cast<double>(end) - static_cast<double>(began)) * 1e-9;
    ending.lost_events = merger ? merger->lost_events() : 0;
    ending.stolen_s = stolen();
    ending.outcome = Outcome::stopped;
    for (std::size_t i = trace.size(); i > 0 && i + 8 > trace.size(); --i)
        if (trace[i - 1].kind == EventKind::end) ending.outcome = static_cast<Outcome>(trace[i - 1].value);
    if (refused) {
        ending.exit_code = kStoryFailed;
        ending.error = Error{*refused};
    } else if (told) {
        ending.exit_code = head().exit_code == 0 || head().exit_code == kBadUsage ? head().exit_code : kStoryFailed;
        ending.error = launch.region.error_left();
        if (ending.error && ending.exit_code == kStoryFailed) ending.outcome = Outcome::failed;
    } else if (!stop_asked) {
        explain_death(ended);
    }
}

/// Exactly from the kernel's records; a single thread knows how long it was ready in vain.
std::optional<double> Run::State::stolen() {
    if (merger && merger->stolen()) return seconds_of(*merger->stolen());
    if (head().stolen_ns < 0) return std::nullopt;
    return static_cast<double>(head().stolen_ns) * 1e-9 * trace.header().scale;
}

void Run::State::explain_death(const zygote_line::Ended& ended) {
    ending.outcome = Outcome::failed;
    ending.exit_code = ended.error.empty() ? kStoryFailed : kBadUsage;
    if (!ended.error.empty())
        ending.error = Error{ended.error};
    else if (ended.by_signal)
        ending.error = Error{fmt::format("the run's process was ended by {}{}; what was recorded until then is kept",
                                         os::signal_name(ended.code), last_event(trace))};
    else
        ending.error = Error{fmt::format("the run's process ended with code {} before the run was over{}", ended.code,
                                         last_event(trace))};
}

RunEnding ending_of(const RecordedEnding& recorded) {
    RunEnding ending;
    ending.outcome = recorded.outcome;
    ending.real_s = recorded.real_s;
    ending.lost_events = recorded.lost_events;
    ending.stolen_s = recorded.stolen_s;
    return ending;
}

RecordedEnding recorded(const RunEnding& ending) {
    return {ending.outcome, ending.real_s, ending.lost_events, ending.stolen_s};
}

}  // namespace simul
