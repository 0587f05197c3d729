#include "engine/os/futex.h"

#include <gtest/gtest.h>
#include <sys/syscall.h>

#include "tests/os/older_kernel.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

constexpr std::int64_t kLong = 60'000'000'000;
constexpr unsigned kFutexWaitv = 449;
std::int64_t in_a_minute() { return monotonic_now() + kLong; }

TEST(Futex, a_word_that_changed_already_needs_no_wait) {
    const std::atomic<std::uint32_t> word{7};
    EXPECT_EQ(wait(word, 6), Woken::word);
    EXPECT_EQ(wait_either(word, 6, word, 7), Woken::word);
}

TEST(Futex, stop_is_told_even_if_the_word_changed_too) {
    const std::atomic<std::uint32_t> word{7};
    const std::atomic<std::uint32_t> stop{1};
    EXPECT_EQ(wait_either(word, 6, stop, 0), Woken::stop);
}

TEST(Futex, a_wait_ends_at_its_deadline_and_not_before) {
    const std::atomic<std::uint32_t> word{0};
    const std::atomic<std::uint32_t> stop{0};
    for (const bool both : {false, true}) {
        const std::int64_t deadline = monotonic_now() + 3'000'000;
        EXPECT_EQ(both ? wait_either(word, 0, stop, 0, deadline) : wait(word, 0, deadline), Woken::timeout);
        EXPECT_GE(monotonic_now(), deadline);
    }
}

TEST(Futex, a_deadline_that_passed_ends_the_wait_at_once) {
    const std::atomic<std::uint32_t> word{0};
    EXPECT_EQ(wait(word, 0, 1), Woken::timeout);
    EXPECT_EQ(wait(word, 0, -1), Woken::timeout);
    EXPECT_EQ(wait_either(word, 0, word, 0, 1), Woken::timeout);
}

/// A child sleeps on words[0], with words[1] as the stop word if `both`; tells how it was woken.
class Sleeper {
  public:
    Sleeper(SharedWords& words, bool both, bool old_kernel = false) {
        pid_ = start_process([&words, both, old_kernel] {
            if (old_kernel && !forget_system_call(kFutexWaitv)) return 100;
            words[2] = 1;
            return static_cast<int>(both ? wait_either(words[0], 0, words[1], 0, in_a_minute())
                                         : wait(words[0], 0, in_a_minute()));
        });
        while (words[2] == 0) sched_yield();
        until_asleep(pid_);
    }
    Woken woken() const { return static_cast<Woken>(reap(pid_, true)->code); }

  private:
    int pid_;
};

TEST(Futex, a_process_is_woken_by_a_change_in_another) {
    for (const bool both : {false, true}) {
        SharedWords words;
        const Sleeper sleeper(words, both);
        words[0] = 1;
        wake(words[0], kEveryone);
        EXPECT_EQ(sleeper.woken(), Woken::word);
    }
}

TEST(Futex, a_process_is_woken_by_the_stop_word) {
    SharedWords words;
    const Sleeper sleeper(words, true);
    words[1] = 1;
    wake(words[1], kEveryone);
    EXPECT_EQ(sleeper.woken(), Woken::stop);
}

TEST(Futex, without_futex_waitv_word_and_stop_still_end_the_wait) {
    for (const std::size_t changed : {0u, 1u}) {
        SharedWords words;
        const Sleeper sleeper(words, true, true);
        words[changed] = 1;
        wake(words[changed], kEveryone);
        EXPECT_EQ(sleeper.woken(), changed == 0 ? Woken::word : Woken::stop);
    }
}

TEST(Futex, without_futex_waitv_a_wait_still_ends_at_its_deadline) {
    EXPECT_EQ(in_process([] {
                  if (!forget_system_call(kFutexWaitv)) return 100;
                  const std::atomic<std::uint32_t> word{0};
                  const std::int64_t deadline = monotonic_now() + 3'000'000;
                  const Woken woken = wait_either(word, 0, word, 0, deadline);
                  return woken == Woken::timeout && monotonic_now() >= deadline ? 0 : 1;
              }),
              0);
}

TEST(Futex, a_wake_without_a_change_is_not_told) {
    SharedWords words;
    const Sleeper sleeper(words, true);
    wake(words[0], kEveryone);
    words[0] = 1;
    wake(words[0], kEveryone);
    EXPECT_EQ(sleeper.woken(), Woken::word);
}

/// Core time that a wait of 60 ms takes where the kernel refuses to let anybody sleep on a word, in ms; 100: not here.
int core_ms_of_refused_wait(bool both) {
    return in_process([both] {
        if (!forget_system_call(SYS_futex, EPERM) || !forget_system_call(kFutexWaitv, EPERM)) return 100;
        const std::atomic<std::uint32_t> word{0}, stop{0};
        const std::int64_t deadline = monotonic_now() + 60'000'000;
        const Woken woken = both ? wait_either(word, 0, stop, 0, deadline) : wait(word, 0, deadline);
        if (woken != Woken::timeout || monotonic_now() < deadline) return 200;
        return static_cast<int>(thread_cpu_now() / 1'000'000);
    });
}

TEST(Futex, a_wait_that_the_kernel_refuses_looks_now_and_then_and_does_not_spin) {
    EXPECT_LT(core_ms_of_refused_wait(false), 40);
    EXPECT_LT(core_ms_of_refused_wait(true), 40);
}

}  // namespace
}  // namespace simul::os
