// A core of this computer, as one thread uses it: compute means core time, and gaps in it are seen.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "engine/base/time.h"
#include "engine/os/clock.h"
#include "engine/os/spin.h"
#include "engine/run/region.h"
#include "engine/run/settings.h"
#include "engine/scenario/operation.h"

namespace simul {

class RealCore {
  public:
    using OnGap = std::function<void(const os::Gap&)>;

    /// Of the calling thread. `horizon`: of its stream, kept up to date while it computes. `on_gap` hears nothing where
    /// the kernel tells who ran where.
    RealCore(const RegionHead& head, const RunPlan& plan, std::atomic<std::int64_t>& horizon, OnGap on_gap)
        : head_(head), scale_(plan.scale), horizon_(horizon), on_gap_(std::move(on_gap)) {
        forget_delay();
    }

    /// Scenario time in real nanoseconds, and back.
    std::int64_t real(Duration length) const;
    Time since_start(std::int64_t now) const;

    /// Core time that a compute still needs, or a work's steps: continues until it is done, the run is stopped, or
    /// `asked` is raised. False when stopped. `left` begins as the whole and is 0 when done.
    struct Use {
        std::int64_t left_ns = 0;     ///< compute
        std::int64_t steps_done = 0;  ///< work
        bool done = false;
    };
    bool go_on(const Operation& operation, Use& use, const std::atomic<std::uint32_t>* asked = nullptr);

    /// Between two operations little time should go by. If much did, the scheduler knows how much of it the thread was
    /// ready without a core: it ended just before `now`, as far as anybody can tell. 0: nothing worth telling.
    std::int64_t missed(std::int64_t before, std::int64_t now);
    /// The thread waited for `length`: what it missed meanwhile is not to be told again. The scheduler is not asked
    /// after each short wait, so after those `missed` tells at most that much too little, and never too much.
    void waited(std::int64_t length);
    /// Its gaps were told: what it missed until now is not to be told again.
    void forget_delay();
    /// How long the thread was ready without a core so far, as the scheduler counts it.
    const os::RunDelay& delay() const { return delay_; }

  private:
    bool compute(Use& use, const std::atomic<std::uint32_t>* asked);
    bool work(const Operation& operation, Use& use, const std::atomic<std::uint32_t>* asked);

    const RegionHead& head_;
    double scale_;
    std::atomic<std::int64_t>& horizon_;
    OnGap on_gap_;
    os::RunDelay delay_;
    std::int64_t delay_before_ = 0;
    std::int64_t waited_ = 0;  ///< since then: at most so much of the delay is that of waits
};

}  // namespace simul
