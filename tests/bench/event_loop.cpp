// The real event loop against Boost.Asio's callbacks, both with their recording on, if they have one: core time for a
// round trip of an echo, and for a timer that fires. Like against like: both write and read each message twice, and arm
// each timer anew for 1 to 10 ms.
#include <sys/resource.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/base/ensure.h"
#include "engine/run/real/event_loop.h"
#include "engine/run/region.h"
#include "engine/scenario/operations.h"
#include "tests/bench/recycling_sink.h"
#include "tests/bench/rounds.h"

#if __has_include(<boost/asio.hpp>)
#define SIMUL_HAS_ASIO 1
#include <boost/asio.hpp>
#endif

namespace simul::bench {
namespace {

using namespace operations;

constexpr std::int64_t kPairs = 1000, kRoundTrips = 100'000;
constexpr std::int64_t kTimers = 100'000, kFires = 1'000'000;
constexpr std::size_t kMessageBytes = 64;
constexpr std::int64_t kShortest = 1'000'000, kLongest = 10'000'000;

/// How long a timer waits, the same for both.
std::int64_t delay(std::int64_t at) {
    static const std::vector<std::int64_t> table = [] {
        std::vector<std::int64_t> made(1 << 14);
        Random random(1, 0);
        for (std::int64_t& each : made) each = random.between(kShortest, kLongest);
        return made;
    }();
    return table[static_cast<std::size_t>(at) % table.size()];
}

void open_many_files() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

// ---- Our own loop.

Operation send(ResourceId channel, std::string& message) {
    Operation operation = with_text(OperationKind::send, message, 1);
    operation.resource = channel;
    return operation;
}
Operation receive(ResourceId channel, std::string& message) {
    Operation operation = with_text(OperationKind::receive, message, 1);
    operation.resource = channel;
    return operation;
}

/// Ends the run when enough has happened.
struct Count {
    std::int64_t left;
    Region& region;
    void one() {
        if (--left == 0) region.stop();
    }
};

/// Two tasks for each pair of sockets, each with a channel to the other.
Task ask(ResourceId there, ResourceId back, Count& count) {
    std::string message;
    pack(PlainValue(std::string(kMessageBytes, 'x')), message);
    for (;;) {
        co_await send(there, message);
        co_await receive(back, message);
        count.one();
    }
}
Task answer(ResourceId there, ResourceId back) {
    std::string message;
    for (;;) {
        co_await receive(there, message);
        co_await send(back, message);
    }
}
Task rest_for_ever(std::int64_t at, Count& count) {
    for (;;) {
        co_await sleep(Duration(delay(at++)));
        count.one();
    }
}

/// main spawns all of a kind, which know their part by their number.
class Crowd : public Story {
  public:
    explicit Crowd(std::int64_t tasks) : tasks_(tasks) {}
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext&) override { return spawn_all(tasks_); }

  protected:
    ScenarioDescription description_;

  private:
    static Task spawn_all(std::int64_t tasks) {
        std::string call;
        pack(PlainValue(std::string("one")), call);
        for (std::int64_t i = 0; i < tasks; ++i) co_await spawn(call);
    }
    std::int64_t tasks_;
};

class Echo final : public Crowd {
  public:
    explicit Echo(Count& count) : Crowd(2 * kPairs), count_(count) {
        for (std::int64_t i = 0; i < 2 * kPairs; ++i) {
            ResourceDeclaration channel;
            channel.kind = ResourceKind::channel;
            channel.name = "socket";
            channel.capacity = 1;
            channel.transport = Transport::socket;
            description_.resources.push_back(channel);
        }
    }
    Task start(TaskContext& task, std::string_view) override {
        const std::size_t number = index_of(task.id) - 1, there = number / 2 * 2;
        const auto first = static_cast<ResourceId>(there), second = static_cast<ResourceId>(there + 1);
        return number == there ? answer(first, second) : ask(first, second, count_);
    }

  private:
    Count& count_;
};

class Timers final : public Crowd {
  public:
    explicit Timers(Count& count) : Crowd(kTimers), count_(count) {}
    Task start(TaskContext& task, std::string_view) override {
        return rest_for_ever(static_cast<std::int64_t>(index_of(task.id)), count_);
    }

  private:
    Count& count_;
};

/// Until `times` things have happened. Nobody reads what is recorded, so the writer's memory is used again and again.
template <class Kind>
double loop_ns(std::int64_t times) {
    Result<Region> region = Region::create();
    ensure(region.ok(), "a bench has shared memory");
    RecyclingSink sink;
    WriterSlot& writer = *region->take_writer();
    writer.recorder = Recorder(writer.stream, sink, nullptr);
    region->give_back(writer);
    Count count{times, *region};
    Kind story(count);
    RunPlan plan;
    plan.model = Model::event_loop;
    plan.clock = Clock::real;
    plan.max_events = UINT64_MAX;
    plan.max_tasks = 1'000'000;
    region->head().began.store(os::monotonic_now());
    Result<std::unique_ptr<EventLoop>> loop = EventLoop::create(story, plan, *region);
    ensure(loop.ok(), "a bench has descriptors enough");
    return cpu_ns_each(times, [&] { (*loop)->run(); });
}

#ifdef SIMUL_HAS_ASIO

// ---- Boost.Asio.

namespace asio = boost::asio;
using Socket = asio::local::stream_protocol::socket;

class AsioPair {
  public:
    AsioPair(asio::io_context& loop, std::int64_t& left) : loop_(loop), left_(left), one_(loop), other_(loop) {
        asio::local::connect_pair(one_, other_);
        answer();
        ask();
    }

  private:
    void ask() {
        asio::async_write(one_, asio::buffer(asked_), [this](const boost::system::error_code&, std::size_t) {
            asio::async_read(one_, asio::buffer(asked_), [this](const boost::system::error_code&, std::size_t) {
                if (--left_ == 0) return loop_.stop();
                ask();
            });
        });
    }
    void answer() {
        asio::async_read(other_, asio::buffer(answered_), [this](const boost::system::error_code& error, std::size_t) {
            if (error) return;
            asio::async_write(other_, asio::buffer(answered_),
                              [this](const boost::system::error_code&, std::size_t) { answer(); });
        });
    }

    asio::io_context& loop_;
    std::int64_t& left_;
    Socket one_, other_;
    std::array<char, kMessageBytes> asked_{}, answered_{};
};

double asio_echo_ns() {
    asio::io_context loop(1);
    std::int64_t left = kRoundTrips;
    std::vector<std::unique_ptr<AsioPair>> pairs;
    return cpu_ns_each(kRoundTrips, [&] {
        for (std::int64_t i = 0; i < kPairs; ++i) pairs.push_back(std::make_unique<AsioPair>(loop, left));
        loop.run();
    });
}

class AsioTimer {
  public:
    AsioTimer(asio::io_context& loop, std::int64_t at, std::int64_t& left)
        : loop_(loop), timer_(loop), at_(at), left_(left) {
        arm();
    }

  private:
    void arm() {
        timer_.expires_after(std::chrono::nanoseconds(delay(at_++)));
        timer_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            if (--left_ == 0) return loop_.stop();
            arm();
        });
    }

    asio::io_context& loop_;
    asio::steady_timer timer_;
    std::int64_t at_;
    std::int64_t& left_;
};

double asio_timer_ns() {
    asio::io_context loop(1);
    std::int64_t left = kFires;
    std::vector<std::unique_ptr<AsioTimer>> timers;
    return cpu_ns_each(kFires, [&] {
        for (std::int64_t i = 1; i <= kTimers; ++i) timers.push_back(std::make_unique<AsioTimer>(loop, i, left));
        loop.run();
    });
}

void compare_with_asio(benchmark::State& state, double goal, const Side& ours, const Side& asio) {
    compare(state, goal, ours, {asio});
}

#else

double asio_echo_ns() { return 0; }
double asio_timer_ns() { return 0; }

void compare_with_asio(benchmark::State& state, double, const Side&, const Side&) {
    state.SkipWithError("Boost.Asio is not installed (libboost-dev)");
}

#endif

void echo(benchmark::State& state) {
    open_many_files();
    compare_with_asio(
        state, 0.9, [] { return loop_ns<Echo>(kRoundTrips); }, asio_echo_ns);
}
void timers(benchmark::State& state) {
    compare_with_asio(
        state, 0.6, [] { return loop_ns<Timers>(kFires); }, asio_timer_ns);
}

BENCHMARK(echo)->Name("event_loop/echo_1k_pairs/over_asio")->Apply(once);
BENCHMARK(timers)->Name("event_loop/100k_timers/over_asio")->Apply(once);

}  // namespace
}  // namespace simul::bench
