#include "engine/os/futex.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace simul::os {
namespace {

using Word = std::atomic<std::uint32_t>;
static_assert(sizeof(Word) == 4 && Word::is_always_lock_free, "a futex is four bytes and nothing else");

/// What FUTEX_32 of newer headers is: the word has four bytes, and other processes may share it.
constexpr std::uint32_t kSharedWord = 2;
constexpr std::int64_t kSlice = 1'000'000;

/// struct futex_waitv of Linux 5.16.
struct WaitedWord {
    std::uint64_t expected;
    std::uint64_t address;
    std::uint32_t flags;
    std::uint32_t reserved;
};

/// Nothing for "for ever".
class Deadline {
  public:
    explicit Deadline(std::int64_t moment) : never_(moment == kNoDeadline) {
        const std::int64_t reachable = std::max<std::int64_t>(moment, 0);
        time_ = {reachable / 1'000'000'000, reachable % 1'000'000'000};
    }
    const timespec* get() const { return never_ ? nullptr : &time_; }

  private:
    bool never_;
    timespec time_;
};

/// Returns 0 or the errno. The kernel compares once more, so a change between a look and the sleep is not missed.
int sleep_on(const Word& word, std::uint32_t expected, std::int64_t deadline_ns) {
    const Deadline deadline(deadline_ns);
    const long slept =
        syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, expected, deadline.get(), nullptr, FUTEX_BITSET_MATCH_ANY);
    return slept == 0 ? 0 : errno;
}

WaitedWord waited(const Word& word, std::uint32_t expected) {
    return {expected, reinterpret_cast<std::uintptr_t>(&word), kSharedWord, 0};
}

int sleep_on_two(const Word& word, std::uint32_t expected, const Word& stop, std::uint32_t stop_expected,
                 std::int64_t deadline_ns) {
    const std::array<WaitedWord, 2> words{waited(word, expected), waited(stop, stop_expected)};
    const Deadline deadline(deadline_ns);
    constexpr long kFutexWaitv = 449;  // the same on all architectures; Debian 12's headers may lack the name
    const long slept = syscall(kFutexWaitv, words.data(), words.size(), 0, deadline.get(), CLOCK_MONOTONIC);
    return slept >= 0 ? 0 : errno;
}

/// Whether the kernel would not let us sleep at all, and will not the next time: then it is looked at each millisecond.
bool cannot_sleep(int refused) { return refused != 0 && refused != EAGAIN && refused != EINTR && refused != ETIMEDOUT; }

/// 0, or ETIMEDOUT once the deadline has passed.
int doze(std::int64_t deadline_ns) {
    const Deadline until(std::min(deadline_ns, monotonic_now() + kSlice));
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, until.get(), nullptr);
    return deadline_ns <= monotonic_now() ? ETIMEDOUT : 0;
}

}  // namespace

Woken wait(const Word& word, std::uint32_t expected, std::int64_t deadline_ns) {
    while (word.load(std::memory_order_acquire) == expected) {
        int refused = sleep_on(word, expected, deadline_ns);
        if (cannot_sleep(refused)) refused = doze(deadline_ns);
        if (refused != ETIMEDOUT) continue;
        return word.load(std::memory_order_acquire) == expected ? Woken::timeout : Woken::word;
    }
    return Woken::word;
}

Woken wait_either(const Word& word, std::uint32_t expected, const Word& stop, std::uint32_t stop_expected,
                  std::int64_t deadline_ns) {
    bool late = false;
    while (true) {
        if (stop.load(std::memory_order_acquire) != stop_expected) return Woken::stop;
        if (word.load(std::memory_order_acquire) != expected) return Woken::word;
        if (late) return Woken::timeout;
        int refused = sleep_on_two(word, expected, stop, stop_expected, deadline_ns);
        if (refused == ENOSYS) {
            refused = sleep_on(word, expected, std::min(deadline_ns, monotonic_now() + kSlice));
            if (refused == ETIMEDOUT && deadline_ns > monotonic_now()) refused = 0;
        }
        if (cannot_sleep(refused)) refused = doze(deadline_ns);
        late = refused == ETIMEDOUT;
    }
}

void wake(const Word& word, int count) { syscall(SYS_futex, &word, FUTEX_WAKE, count, nullptr, nullptr, 0); }

}  // namespace simul::os
