// What a simulated sleep costs, and a task's memory: our own cost against that of a bare loop without an engine.
#include <queue>

#include "tests/bench/hold_story.h"
#include "tests/bench/in_child.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

// ---- The engine.

/// Bytes that a task adds to the process, all in all. Measured in a fresh process, whose heap nobody has used before.
double bytes_each(std::uint32_t tasks) {
    return in_child([tasks] {
        Stretch few(1000, 1000), many(tasks, 1000);
        run_hold(1000, few);
        run_hold(tasks, many);
        return static_cast<double>(many.resident - few.resident) / (tasks - 1000);
    });
}

// ---- The limit: timers and coroutines, nothing else.

struct Bare {
    struct promise_type {
        Bare get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
    std::coroutine_handle<> handle;
};

struct Wake {
    Time time;
    std::coroutine_handle<> who;
};

/// The engine's own timers.
class Wheel {
  public:
    void add(const Wake& wake) { wheel_.add(wake); }
    Wake take() {
        wheel_.next(kNever);
        return wheel_.take();
    }

  private:
    TimerWheel<Wake> wheel_;
};

/// std::priority_queue; equal times in any order, which only makes it faster.
class Heap {
  public:
    void add(const Wake& wake) { heap_.push(wake); }
    Wake take() {
        const Wake wake = heap_.top();
        heap_.pop();
        return wake;
    }

  private:
    struct Later {
        bool operator()(const Wake& a, const Wake& b) const { return a.time > b.time; }
    };
    std::priority_queue<Wake, std::vector<Wake>, Later> heap_;
};

template <class Timers>
struct BareWorld {
    Timers timers;
    Time now{};
    Stretch stretch;
    bool over = false;

    struct Sleep {
        BareWorld& world;
        std::int64_t delay;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> who) { world.timers.add({world.now + Duration(delay), who}); }
        void await_resume() const noexcept {}
    };
    Bare sleep_for_ever(std::uint32_t at) {
        for (;;) {
            if (stretch.count_one()) over = true;
            co_await Sleep{*this, delays()[at++ % kDelays]};
        }
    }
    void run(std::uint32_t tasks) {
        std::vector<std::coroutine_handle<>> bodies;
        for (std::uint32_t i = 1; i <= tasks; ++i) bodies.push_back(sleep_for_ever(i).handle);
        for (const auto body : bodies) body.resume();
        while (!over) {
            const Wake wake = timers.take();
            now = wake.time;
            wake.who.resume();
        }
        for (const auto body : bodies) body.destroy();
    }
};

template <class Timers>
double bare(std::uint32_t tasks, std::int64_t sleeps) {
    BareWorld<Timers> world{.timers = {}, .stretch = Stretch(tasks, sleeps)};
    world.run(tasks);
    return world.stretch.ns_each();
}

// ---- The figures.

constexpr std::int64_t kSleeps = 1'000'000;

void thousand_tasks(benchmark::State& state) {
    compare(state, 1.6, [] { return hold_ns(1000, kSleeps); },
            {[] { return bare<Wheel>(1000, kSleeps); }, [] { return bare<Heap>(1000, kSleeps); }});
}

void hundred_thousand_against_thousand(benchmark::State& state) {
    compare(state, 1.3, [] { return hold_ns(100'000, kSleeps); }, {[] { return hold_ns(1000, kSleeps); }});
}

void hundred_thousand_tasks(benchmark::State& state) {
    compare(state, 1.6, [] { return hold_ns(100'000, kSleeps); },
            {[] { return bare<Wheel>(100'000, kSleeps); }, [] { return bare<Heap>(100'000, kSleeps); }});
}

void million_tasks(benchmark::State& state) {
    compare(
        state, 1.6, [] { return hold_ns(1'000'000, kSleeps); }, {[] { return bare<Wheel>(1'000'000, kSleeps); }}, 1);
}

void bytes(benchmark::State& state) { tell(state, 250, bytes_each(100'000)); }

// First, while nobody has used this process' heap, which its child inherits.
BENCHMARK(bytes)->Name("hold/bytes_per_task")->Apply(once);
BENCHMARK(thousand_tasks)->Name("hold/1k_tasks/over_limit")->Apply(once);
BENCHMARK(hundred_thousand_against_thousand)->Name("hold/100k_tasks/over_1k")->Apply(once);
BENCHMARK(hundred_thousand_tasks)->Name("hold/100k_tasks/over_limit")->Apply(once);
BENCHMARK(million_tasks)->Name("hold/1M_tasks/over_limit")->Apply(once);

}  // namespace
}  // namespace simul::bench
