// Using a core for an exact amount of core time, and noticing when the core was taken away meanwhile.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

namespace simul::os {

/// The calling thread was not on a core, or changed it.
struct Gap {
    std::int64_t from, until;  ///< CLOCK_MONOTONIC
    int core_before, core_after;
};

/// Notices from turn to turn of a loop whether the thread kept its core. A turn should take some microseconds at most.
class GapFinder {
  public:
    /// `on_gap` hears of every jump of the clock above 20 us in which the thread's CPU clock stood still, and of every
    /// change of core. It must outlive this. `wall`, `cpu`: both clocks at the beginning, read in this order, so that
    /// a loss between the two is found.
    GapFinder(const std::function<void(const Gap&)>& on_gap, std::int64_t wall, std::int64_t cpu);

    /// `now`: CLOCK_MONOTONIC.
    void turn(std::int64_t now);

  private:
    struct Comparison {
        std::int64_t wall;
        std::int64_t cpu;
    };

    void judge(Gap gap);

    const std::function<void(const Gap&)>& on_gap_;
    Comparison compared_;
    std::int64_t last_;
    int core_;
};

/// How a use of the core ended.
enum class Ended : std::uint8_t {
    done,     ///< all core time was used
    stopped,  ///< the stop word was raised
    asked,    ///< the yield request was raised: somebody else wants what the caller holds
};

struct CoreUse {
    Ended ended;
    std::int64_t remaining_ns;  ///< core time that is still to be used; 0 when done
};

/// Spins until the calling thread has used `cpu_ns` of core time: by the thread's CPU clock, so time without a core
/// does not count. Ends early when `stop` or `yield_request` is not 0 (stop is looked at first). With `find_gaps`,
/// `on_gap` hears what a GapFinder finds. `heartbeat`, if any, holds the clock of the latest turn, some 40 ns old at
/// most while on a core; gaps are told before it moves on.
CoreUse use_core(std::int64_t cpu_ns, const std::atomic<std::uint32_t>& stop, bool find_gaps,
                 const std::function<void(const Gap&)>& on_gap, std::atomic<std::int64_t>* heartbeat = nullptr,
                 const std::atomic<std::uint32_t>* yield_request = nullptr);

}  // namespace simul::os
