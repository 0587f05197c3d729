// What a task's thread does while it waits: it ends at a stop, and the time it was ready in vain is told once.
#include <gtest/gtest.h>

#include "engine/os/clock.h"
#include "engine/os/cores.h"
#include "engine/os/threads.h"
#include "engine/run/real/real_core.h"
#include "engine/run/real/shared_run.h"
#include "tests/os/other_process.h"

namespace simul::testing {
namespace {

// ---- Stopping.

TEST(Waits, for_a_tasks_own_word_end_when_the_run_stops) {
    Result<Region> region = Region::create();
    RunPlan plan;
    plan.clock = Clock::real;
    const ScenarioDescription nothing;
    Result<SharedRun> run = SharedRun::create(*region, nothing, plan);
    ASSERT_TRUE(run.ok());
    const TaskId first = run->new_task(kNoTask, {}, run->supervisor());
    const TaskId second = run->new_task(first, {}, first);
    std::atomic<int> stopped{0};
    const auto wait_as = [&](TaskId id) {
        return os::Thread::start([&, id] { stopped += run->wait_for_word(run->slot(id), 0) == os::Woken::stop; },
                                 "waits");
    };
    {
        const Result<os::Thread> one = wait_as(first), other = wait_as(second);
        for (const Result<os::Thread>* thread : {&one, &other})
            os::until_asleep(static_cast<int>((*thread)->native_handle()));
        run->end_waits();
    }
    EXPECT_EQ(stopped, 2);
    const TaskId late = run->new_task(first, {}, first);
    EXPECT_EQ(run->wait_for_word(run->slot(late), 0), os::Woken::stop) << "it was made after the others were told";
}

// ---- Ready in vain.

constexpr std::int64_t kBurn = 20'000'000, kShort = 40'000;

void burn() {
    const std::atomic<std::uint32_t> stop{0};
    os::use_core(kBurn, stop, false, {});
}

/// On one core, with another thread that wants it as well. What RealCore tells, and what the scheduler had counted
/// shortly before it was asked, and shortly afterwards.
struct InVain {
    std::int64_t missed, counted_before, counted_after;
};

InVain miss_a_core(int waits, std::int64_t length) {
    RegionHead head;
    RunPlan plan;
    std::atomic<std::int64_t> horizon{0};
    RealCore core(head, plan, horizon, {});
    const auto counted = [&core, already = core.delay().nanoseconds()] { return core.delay().nanoseconds() - already; };
    const std::int64_t began = os::monotonic_now();
    {
        const Result<os::Thread> other = os::Thread::start(burn, "other");
        burn();
    }
    InVain told;
    told.counted_before = counted();
    for (int i = 0; i < waits; ++i) core.waited(length);
    told.missed = core.missed(began, os::monotonic_now());
    told.counted_after = counted();
    return told;
}

/// In a process of its own, on one core; 0 when `holds`, 2 when the kernel does not count.
template <class Claim>
int claim_of(int waits, std::int64_t length, Claim holds) {
    return os::in_process([&] {
        if (!os::confine_to(1)) return 1;
        if (!os::RunDelay().available()) return 2;
        return holds(miss_a_core(waits, length)) ? 0 : 3;
    });
}

bool is_kept(int code) { return code == 0 || code == 2; }

bool is_between(const InVain& it, std::int64_t less) {
    return it.missed >= it.counted_before - less && it.missed <= it.counted_after - less;
}

TEST(RealCoreMissed, is_what_the_scheduler_counted) {
    EXPECT_PRED1(is_kept, claim_of(0, 0, [](const InVain& it) { return it.missed > 0 && is_between(it, 0); }));
}

TEST(RealCoreMissed, after_short_waits_is_less_by_all_their_length) {
    EXPECT_PRED1(is_kept, claim_of(2, kShort, [](const InVain& it) { return is_between(it, 2 * kShort); }));
}

TEST(RealCoreMissed, after_long_waits_is_what_came_after_them) {
    EXPECT_PRED1(is_kept, claim_of(1, 100 * kShort,
                                   [](const InVain& it) { return it.missed <= it.counted_after - it.counted_before; }));
}

}  // namespace
}  // namespace simul::testing
