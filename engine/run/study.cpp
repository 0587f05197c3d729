#include "engine/run/study.h"

#include <fmt/format.h>

#include <utility>

#include "engine/os/clock.h"
#include "engine/os/waiting.h"
#include "engine/run/launch.h"

namespace simul {

namespace {

/// How long a study that was told to stop may take to answer.
constexpr std::int64_t kToAnswer = 5'000'000'000;
/// How often one looks whether that is over.
constexpr int kLookAgainMs = 100;

}  // namespace

struct Study::State {
    Zygote::Connection& zygote;
    Launch runner;
    std::string refused;  ///< what to say when it leaves nothing behind
    std::optional<Result<std::string>> answer;
    std::int64_t stop_asked = 0;
    bool killed = false;

    bool take_ending();
    Result<std::string> answer_after(const zygote_line::Ended& ended) const;
    void kill();
};

bool Study::State::take_ending() {
    if (const auto ended = zygote.ending_of(runner.number)) answer.emplace(answer_after(*ended));
    return answer.has_value();
}

Result<std::string> Study::State::answer_after(const zygote_line::Ended& ended) const {
    if (!ended.error.empty()) return Error{ended.error};
    if (std::optional<Error> error = runner.region.error_left()) return std::move(*error);
    if (const Offset left = runner.region.head().header; left != 0) return runner.region.copy_of_text(left);
    if (killed) return Error{"The story did not come to an end when it was asked to, so its process was ended."};
    return Error{refused};
}

void Study::State::kill() {
    if (killed) return;
    killed = true;
    zygote.kill_runner(runner.number);
}

Result<Study> Study::begin(Zygote& zygote, wire::Request request, std::string refused) {
    Result<Launch> runner = launch(zygote.connection(), std::move(request));
    if (!runner) return runner.error();
    return Study(std::unique_ptr<State>(new State{zygote.connection(), std::move(*runner), std::move(refused), {}}));
}

Result<Study> Study::start(Zygote& zygote, const Settings& settings, const std::string& asked) {
    wire::Request request;
    request.settings = settings;
    request.is_study = true;
    request.asked = asked;
    return begin(zygote, std::move(request),
                 fmt::format("exploring {} ended its process: the story asks for more than it may", settings.scenario));
}

Result<Study> Study::start_each(Zygote& zygote, const Settings& settings, std::vector<std::uint64_t> seeds,
                                const std::string& asked) {
    wire::Request request;
    request.settings = settings;
    request.seeds = std::move(seeds);
    request.asked = asked;
    return begin(
        zygote, std::move(request),
        fmt::format("simulating {} ended its process: the story asks for more than it may", settings.scenario));
}

Result<Study> Study::start_describing(Zygote& zygote, const Settings& settings) {
    wire::Request request;
    request.only_describe = true;
    request.settings = settings;
    return begin(zygote, std::move(request),
                 fmt::format("loading {} ended its process: the file asks for more than it may", settings.scenario));
}

Result<Study> Study::start_describing_each(Zygote& zygote, std::vector<std::string> scenarios) {
    wire::Request request;
    request.each = std::move(scenarios);
    return begin(zygote, std::move(request), "loading the stories ended their process: start again");
}

Study::Study(std::unique_ptr<State> state) : state_(std::move(state)) {}
Study::Study(Study&&) noexcept = default;

Study& Study::operator=(Study&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}

Study::~Study() {
    if (!state_) return;
    if (!state_->take_ending()) state_->kill();
    while (take_news(kLookAgainMs)) {
    }
}

bool Study::take_news(int timeout_ms, int wake_fd) {
    State& state = *state_;
    if (state.answer || state.take_ending()) return false;
    if (state.stop_asked && (timeout_ms < 0 || timeout_ms > kLookAgainMs)) timeout_ms = kLookAgainMs;
    if (timeout_ms != 0) {
        const int fds[] = {state.zygote.line.fd(), wake_fd};
        os::wait_readable(fds, timeout_ms);
        if (state.take_ending()) return false;
    }
    if (state.stop_asked && os::monotonic_now() - state.stop_asked > kToAnswer) state.kill();
    return true;
}

void Study::stop() {
    if (state_->answer || state_->stop_asked) return;
    state_->stop_asked = os::monotonic_now();
    state_->runner.region.stop();
}

bool Study::stopping() const { return state_->stop_asked != 0; }

const Result<std::string>& Study::answer() const {
    ensure(state_->answer.has_value(), "a study is asked for its answer once it has ended");
    return *state_->answer;
}

namespace {

/// Waits for the answer; asks for it as soon as `wake_fd` becomes readable.
Result<std::string> awaited(Result<Study> study, int wake_fd) {
    if (!study) return study.error();
    while (study->take_news(-1, study->stopping() ? -1 : wake_fd)) {
        const int fds[] = {wake_fd};
        if (wake_fd >= 0 && os::wait_readable(fds, 0) != 0) study->stop();
    }
    return study->answer();
}

}  // namespace

Result<ScenarioDescription> Zygote::describe(const std::string& scenario, const KnobSettings& knobs,
                                             std::uint64_t seed) {
    Settings settings;
    settings.scenario = scenario;
    settings.knobs = knobs;
    settings.seed = seed;
    return describe(settings);
}

Result<ScenarioDescription> Zygote::describe(const Settings& settings) {
    const Result<std::string> answer = awaited(Study::start_describing(*this, settings), -1);
    if (!answer) return answer.error();
    return wire::description_from(*answer);
}

Descriptions Zygote::describe_each(std::vector<std::string> scenarios) {
    const std::size_t count = scenarios.size();
    const Result<std::string> answer = awaited(Study::start_describing_each(*this, std::move(scenarios)), -1);
    return answer ? wire::descriptions_from(*answer, count) : Descriptions(count, answer.error());
}

Result<std::string> Zygote::study(const Settings& settings, const std::string& asked, int wake_fd) {
    return awaited(Study::start(*this, settings, asked), wake_fd);
}

}  // namespace simul
