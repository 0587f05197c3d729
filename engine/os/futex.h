// Waiting for a word in memory to change, also between processes. The word lives in shared memory or in this process.
#pragma once

#include <atomic>
#include <cstdint>

#include "engine/os/clock.h"

namespace simul::os {

/// Why a wait ended.
enum class Woken : std::uint8_t {
    word,     ///< the word no longer has the expected value
    stop,     ///< the stop word no longer has its expected value (told even if the word changed as well)
    timeout,  ///< the deadline passed while both stood as expected
};

inline constexpr int kEveryone = INT32_MAX;

/// Blocks until the word differs from `expected` or CLOCK_MONOTONIC reaches the deadline. A wake without a change is
/// not told. What was written before the change is visible after the return. Never `stop`.
Woken wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected, std::int64_t deadline_ns = kNoDeadline);

/// As wait, and ends also when the stop word differs from what was expected of it: no lost wake-up, no polling.
/// Where the kernel cannot wait for two words (before 5.16), or for none, they are looked at once in a millisecond.
Woken wait_either(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                  const std::atomic<std::uint32_t>& stop, std::uint32_t stop_expected,
                  std::int64_t deadline_ns = kNoDeadline);

/// Lets at most `count` waiters look at the word again. Change the word first.
void wake(const std::atomic<std::uint32_t>& word, int count);

}  // namespace simul::os
