// hold, as our engine runs it: N tasks that sleep in a loop, for delays from one shared table. The classic measure of a
// simulator: all that it does is choose which task runs next, and when.
#pragma once

#include <unistd.h>

#include <atomic>
#include <fstream>
#include <vector>

#include "engine/base/random.h"
#include "engine/os/clock.h"
#include "engine/run/policies/policies.h"
#include "engine/run/simulated/simulated.h"
#include "engine/scenario/operations.h"
#include "tests/bench/recycling_sink.h"

namespace simul::bench {

/// Delays, the same for all contestants: uniform 1..2^20 ns.
inline constexpr std::size_t kDelays = 1 << 14;

inline const std::int64_t* delays() {
    static const std::vector<std::int64_t> table = [] {
        std::vector<std::int64_t> made(kDelays);
        Random random(1, 0);
        for (std::int64_t& delay : made) delay = random.between(1, 1 << 20);
        return made;
    }();
    return table.data();
}

inline std::int64_t resident_bytes() {
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

inline RunPlan hold_plan(std::uint32_t tasks) {
    RunPlan plan;
    plan.model = Model::threads;
    plan.clock = Clock::simulated;
    plan.cores = 4;
    plan.max_events = UINT64_MAX;
    plan.max_tasks = tasks + 1;
    return plan;
}

inline void run_hold(std::uint32_t tasks, Stretch& stretch) {
    std::atomic<std::uint32_t> stop{0};
    HoldStory story(tasks, stretch, stop);
    const RunPlan plan = hold_plan(tasks);
    StreamHeader stream;
    RecyclingSink sink;
    Recorder recorder(stream, sink, nullptr);
    Simulated executor(story, plan, policy_of(plan), recorder, stop);
    executor.run();
}

/// What one sleep of our engine costs.
inline double hold_ns(std::uint32_t tasks, std::int64_t sleeps) {
    Stretch stretch(tasks, sleeps);
    run_hold(tasks, stretch);
    return stretch.ns_each();
}

}  // namespace simul::bench
