// A decision of round robin: who gets a free core next. 100 jobs on 4 cores compute again and again, for lengths from
// one shared table, and are preempted at each quantum. Against a scheduler without an engine.
#include <array>
#include <atomic>
#include <coroutine>
#include <vector>

#include "engine/base/ensure.h"
#include "engine/base/random.h"
#include "engine/run/policies/policies.h"
#include "engine/run/policies/ready_queue.h"
#include "engine/run/simulated/in_place.h"
#include "engine/run/simulated/simulated.h"
#include "engine/scenario/operations.h"
#include "tests/bench/recycling_sink.h"
#include "tests/bench/rounds.h"

namespace simul::bench {
namespace {

constexpr std::size_t kJobs = 100, kCores = 4, kComputesEach = 2000;
constexpr Duration kQuantum = 1ms;

/// How long jobs compute: uniform up to 20 quanta.
Duration length(std::size_t job, std::size_t compute) {
    static const std::vector<Duration> table = [] {
        std::vector<Duration> made(1 << 12);
        Random random(1, 0);
        for (Duration& each : made) each = Duration(random.between(1, 20 * kQuantum.count()));
        return made;
    }();
    return table[(job * 31 + compute) % table.size()];
}

// ---- The engine.

Task job(std::size_t own) {
    for (std::size_t i = 0; i < kComputesEach; ++i) co_await operations::compute(length(own, i));
}

Task start_jobs() {
    std::string call;
    pack(PlainValue(std::string("job")), call);
    for (std::size_t i = 0; i < kJobs; ++i) co_await operations::spawn(call);
}

class Jobs final : public Story {
  public:
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext&) override { return start_jobs(); }
    Task start(TaskContext& task, std::string_view) override { return job(index_of(task.id) - 1); }

  private:
    ScenarioDescription description_;
};

RunPlan plan() {
    RunPlan made;
    made.model = Model::threads;
    made.clock = Clock::simulated;
    made.cores = kCores;
    made.policy = "round_robin";
    made.quantum = kQuantum;
    return made;
}

double engine(std::int64_t decisions) {
    Jobs story;
    StreamHeader stream;
    RecyclingSink sink;
    Recorder recorder(stream, sink, nullptr);
    const std::atomic<std::uint32_t> stop{0};
    Simulated executor(story, plan(), policy_of(plan()), recorder, stop);
    return cpu_ns_each(decisions, [&] { executor.run(); });
}

/// How often jobs get a core: read from a trace.
std::int64_t decisions_of_engine() {
    Jobs story;
    const auto trace = simulate_in_place(story, plan());
    std::int64_t count = 0;
    for (std::size_t i = 0; i < trace->size(); ++i)
        count += (*trace)[i].kind == EventKind::run && (*trace)[i].task != kMainTask;
    return count;
}

// ---- The limit: the same decisions in simulated time, from the same kind of queue, without an engine around them.

struct BareJob {
    struct promise_type {
        BareJob get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
    std::coroutine_handle<> handle;
};

class BareScheduler {
  public:
    BareScheduler() {
        for (std::size_t i = 0; i < kJobs; ++i) jobs_.push_back({compute(i).handle, Duration(0)});
    }
    ~BareScheduler() {
        for (const Job& job : jobs_) job.body.destroy();
    }
    /// Returns how often a core was given.
    std::int64_t run() {
        for (std::size_t i = 0; i < kJobs; ++i) {
            jobs_[i].body.resume();  // until it has said how long it computes
            ready_.push(static_cast<TaskId>(i));
        }
        fill_cores();
        while (unended_ > 0) {
            Time next = kNever;
            for (const Core& core : cores_) next = std::min(next, core.end);
            now_ = next;
            for (Core& core : cores_)
                if (core.end == now_) end_turn(core);
            fill_cores();
        }
        return decisions_;
    }

  private:
    struct Job {
        std::coroutine_handle<> body;
        Duration remaining;
    };
    struct Core {
        TaskId job = kNoTask;
        Time began{}, end = kNever, quantum_end{};
    };
    struct Compute {
        Job& job;
        Duration length;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<>) noexcept { job.remaining = length; }
        void await_resume() const noexcept {}
    };

    BareJob compute(std::size_t own) {
        for (std::size_t i = 0; i < kComputesEach; ++i) co_await Compute{jobs_[own], length(own, i)};
        --unended_;
    }
    /// A compute ends, or a quantum. What is left of a quantum is for the next compute.
    void end_turn(Core& core) {
        Job& job = jobs_[index_of(core.job)];
        job.remaining -= now_ - core.began;
        if (job.remaining == 0ns) job.body.resume();
        if (core.quantum_end == now_ && ready_.empty()) core.quantum_end = now_ + kQuantum;
        if (job.remaining > 0ns && core.quantum_end > now_) return compute_on(core);
        if (job.remaining > 0ns) ready_.push(core.job);
        core.job = kNoTask;
        core.end = kNever;
    }
    void compute_on(Core& core) {
        core.began = now_;
        core.end = std::min(core.quantum_end, now_ + jobs_[index_of(core.job)].remaining);
    }
    void fill_cores() {
        for (Core& core : cores_) {
            if (core.job != kNoTask || ready_.empty()) continue;
            core.job = ready_.pop();
            core.quantum_end = now_ + kQuantum;
            compute_on(core);
            ++decisions_;
        }
    }

    std::vector<Job> jobs_;
    std::array<Core, kCores> cores_;
    ReadyQueue ready_;
    Time now_{};
    std::size_t unended_ = kJobs;
    std::int64_t decisions_ = 0;
};

double bare(std::int64_t decisions) {
    BareScheduler scheduler;
    return cpu_ns_each(decisions, [&] { scheduler.run(); });
}

void decisions(benchmark::State& state) {
    const std::int64_t count = BareScheduler().run();
    ensure(count == decisions_of_engine(), "both sides decide the same");
    compare(state, 3, [count] { return engine(count); }, {[count] { return bare(count); }});
}

BENCHMARK(decisions)->Name("round_robin/decision_over_limit")->Apply(once);

}  // namespace
}  // namespace simul::bench
