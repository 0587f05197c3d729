#include "engine/os/clock.h"

#include <gtest/gtest.h>
#include <sys/prctl.h>

#include <chrono>

#include "engine/os/cores.h"
#include "engine/os/spin.h"
#include "engine/os/threads.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
const std::atomic<std::uint32_t> kGoOn{0};

void burn(std::int64_t cpu_ns) { use_core(cpu_ns, kGoOn, false, {}); }

TEST(Clock, is_the_steady_clock_of_the_library) {
    const auto steady = [] { return std::chrono::steady_clock::now().time_since_epoch().count(); };
    const auto before = steady();
    const auto now = monotonic_now();
    EXPECT_LE(before, now);
    EXPECT_LE(now, steady());
}

TEST(Clock, of_a_process_covers_its_threads) {
    const auto before = cpu_time_of_process(own_pid());
    ASSERT_TRUE(before.ok());
    Thread thread = std::move(Thread::start([] { burn(3 * kMillisecond); }, "burner").value());
    thread.join();
    EXPECT_GE(*cpu_time_of_process(own_pid()) - *before, 3 * kMillisecond);
}

TEST(Clock, of_a_process_that_ended_is_an_error_with_its_number) {
    const int pid = start_process([] { return 0; });
    reap(pid, true);
    const auto used = cpu_time_of_process(pid);
    ASSERT_FALSE(used.ok());
    EXPECT_NE(used.error().sentence().find(std::to_string(pid)), std::string::npos);
}

TEST(Clock, of_a_thread_can_be_read_from_another_thread) {
    std::atomic<std::uint32_t> burnt{0};
    std::atomic<std::uint32_t> end{0};
    Thread thread = std::move(Thread::start(
                                  [&] {
                                      burn(3 * kMillisecond);
                                      burnt = 1;
                                      burnt.notify_all();
                                      end.wait(0);
                                  },
                                  "burner")
                                  .value());
    burnt.wait(0);
    const long handle = thread.native_handle();
    EXPECT_GE(cpu_time_of_thread(handle), 3 * kMillisecond);
    EXPECT_LT(cpu_time_of_thread(handle), *cpu_time_of_process(own_pid()));
    end = 1;
    end.notify_all();
    thread.join();
}

TEST(Clock, of_a_thread_that_never_was_is_zero) { EXPECT_EQ(cpu_time_of_thread(0x3ffffff), 0); }

TEST(Clock, precise_timers_have_a_slack_of_one_nanosecond) {
    EXPECT_EQ(in_process([] {
                  precise_timers();
                  return prctl(PR_GET_TIMERSLACK);
              }),
              1);
}

// One core, two threads that both want 40 ms of it: whoever is second was ready without a core.
TEST(RunDelay, grows_while_another_thread_has_the_core) {
    EXPECT_EQ(in_process([] {
                  if (!confine_to(1)) return 1;
                  const RunDelay own;
                  if (!own.available()) return 2;
                  const std::int64_t before = own.nanoseconds();
                  Thread other = std::move(Thread::start([] { burn(40 * kMillisecond); }, "other").value());
                  burn(40 * kMillisecond);
                  other.join();
                  return own.nanoseconds() > before ? 0 : 3;
              }),
              0);
}

TEST(RunDelay, is_that_of_the_thread_that_opened_it) {
    Thread thread;
    std::optional<RunDelay> of_ended;
    thread = std::move(Thread::start([&] { of_ended.emplace(); }, "short").value());
    thread.join();
    EXPECT_TRUE(of_ended->available());
    EXPECT_EQ(of_ended->nanoseconds(), 0);
}

}  // namespace
}  // namespace simul::os
