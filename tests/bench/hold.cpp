// hold: N tasks that sleep in a loop, for delays from one shared table. The classic measure of a simulator: all that it
// does is choose who goes on next, and when. Our own cost is compared with that of a bare loop without an engine.
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <queue>

#include "engine/base/random.h"
#include "engine/run/policies/policies.h"
#include "engine/run/simulated/simulated.h"
#include "engine/scenario/operations.h"
#include "tests/bench/in_child.h"
#include "tests/bench/recycling_sink.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

/// Delays, the same for all contestants: uniform 1..2^20 ns.
constexpr std::size_t kDelays = 1 << 14;

const std::int64_t* delays() {
    static const std::vector<std::int64_t> table = [] {
        std::vector<std::int64_t> made(kDelays);
        Random random(1, 0);
        for (std::int64_t& delay : made) delay = random.between(1, 1 << 20);
        return made;
    }();
    return table.data();
}

std::int64_t resident_bytes() {
    std::int64_t pages = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

/// One measured stretch: begins after every task has slept a few times.
struct Stretch {
    std::int64_t until_begin, until_end;
    std::int64_t count = 0, begin = 0, end = 0;
    std::int64_t resident = 0;  ///< bytes of this process at the beginning: all tasks are there

    Stretch(std::int64_t tasks, std::int64_t sleeps) : until_begin(3 * tasks), until_end(3 * tasks + sleeps) {}
    /// Called at each sleep. Returns whether it was the last.
    bool count_one() {
        ++count;
        if (count == until_begin) [[unlikely]] {
            resident = resident_bytes();
            begin = os::thread_cpu_now();
        }
        if (count != until_end) [[likely]]
            return false;
        end = os::thread_cpu_now();
        return true;
    }
    double ns_each() const { return static_cast<double>(end - begin) / static_cast<double>(until_end - until_begin); }
};

// ---- The engine.

class HoldStory final : public Story {
  public:
    HoldStory(std::uint32_t tasks, Stretch& stretch, std::atomic<std::uint32_t>& stop)
        : tasks_(tasks), stretch_(stretch), stop_(stop) {
        description_.name = "hold";
    }
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext& task) override { return spawn_all(task, tasks_); }
    Task start(TaskContext& task, std::string_view) override {
        return sleep_for_ever(*this, static_cast<std::uint32_t>(index_of(task.id)));
    }

  private:
    static Task spawn_all(TaskContext&, std::uint32_t tasks) {
        std::string call;
        pack(PlainValue(std::string("hold")), call);
        for (std::uint32_t i = 0; i < tasks; ++i) co_await operations::spawn(call);
    }
    static Task sleep_for_ever(HoldStory& story, std::uint32_t at) {
        for (;;) co_await story.next_sleep(at++);
    }
    Operation next_sleep(std::uint32_t at) {
        if (stretch_.count_one()) stop_.store(1, std::memory_order_relaxed);
        return operations::sleep(Duration(delays()[at % kDelays]));
    }

    std::uint32_t tasks_;
    Stretch& stretch_;
    std::atomic<std::uint32_t>& stop_;
    ScenarioDescription description_;
};

void run_engine(std::uint32_t tasks, Stretch& stretch) {
    std::atomic<std::uint32_t> stop{0};
    HoldStory story(tasks, stretch, stop);
    RunPlan plan;
    plan.model = Model::threads;
    plan.clock = Clock::simulated;
    plan.cores = 4;
    plan.max_events = UINT64_MAX;
    plan.max_tasks = tasks + 1;
    StreamHeader stream;
    RecyclingSink sink;
    Recorder recorder(stream, sink, nullptr);
    Simulated executor(story, plan, policy_named("fifo")->make(plan.quantum), recorder, stop);
    executor.run();
}

double engine(std::uint32_t tasks, std::int64_t sleeps) {
    Stretch stretch(tasks, sleeps);
    run_engine(tasks, stretch);
    return stretch.ns_each();
}

/// Bytes that a task adds to the process, all in all. Measured in a fresh process, whose heap nobody has used before.
double bytes_each(std::uint32_t tasks) {
    return in_child([tasks] {
        Stretch few(1000, 1000), many(tasks, 1000);
        run_engine(1000, few);
        run_engine(tasks, many);
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
    compare(state, 1.6, [] { return engine(1000, kSleeps); },
            {[] { return bare<Wheel>(1000, kSleeps); }, [] { return bare<Heap>(1000, kSleeps); }});
}

void hundred_thousand_against_thousand(benchmark::State& state) {
    compare(state, 1.3, [] { return engine(100'000, kSleeps); }, {[] { return engine(1000, kSleeps); }});
}

void hundred_thousand_tasks(benchmark::State& state) {
    compare(state, 1.6, [] { return engine(100'000, kSleeps); },
            {[] { return bare<Wheel>(100'000, kSleeps); }, [] { return bare<Heap>(100'000, kSleeps); }});
}

void million_tasks(benchmark::State& state) {
    compare(
        state, 1.6, [] { return engine(1'000'000, kSleeps); }, {[] { return bare<Wheel>(1'000'000, kSleeps); }}, 1);
}

void bytes(benchmark::State& state) { tell(state, 250, bytes_each(100'000)); }

BENCHMARK(thousand_tasks)->Name("hold/1k_tasks/over_limit")->Apply(once);
BENCHMARK(hundred_thousand_against_thousand)->Name("hold/100k_tasks/over_1k")->Apply(once);
BENCHMARK(hundred_thousand_tasks)->Name("hold/100k_tasks/over_limit")->Apply(once);
BENCHMARK(million_tasks)->Name("hold/1M_tasks/over_limit")->Apply(once);
BENCHMARK(bytes)->Name("hold/bytes_per_task")->Apply(once);

}  // namespace
}  // namespace simul::bench
