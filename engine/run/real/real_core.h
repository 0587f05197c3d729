// A core of this computer, as one thread uses it: compute means core time, and gaps in it are seen.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "engine/base/time.h"
#include "engine/os/spin.h"
#include "engine/run/region.h"
#include "engine/run/settings.h"
#include "engine/scenario/operation.h"

namespace simul {

class RealCore {
  public:
    using OnGap = std::function<void(const os::Gap&)>;

    /// `horizon`: of the calling thread's stream, kept up to date while it computes.
    RealCore(const RegionHead& head, const RunPlan& plan, std::atomic<std::int64_t>& horizon, OnGap on_gap)
        : head_(head), scale_(plan.scale), horizon_(horizon), on_gap_(std::move(on_gap)) {}

    /// Scenario time in real nanoseconds, and back.
    std::int64_t real(Duration length) const;
    Time since_start(std::int64_t now) const;

    /// Core time that a compute still needs, or a work's steps: goes on until it is done, the run is stopped, or
    /// `asked` is raised. False when stopped. `left` begins as the whole and is 0 when done.
    struct Use {
        std::int64_t left_ns = 0;     ///< compute
        std::int64_t steps_done = 0;  ///< work
        bool done = false;
    };
    bool go_on(const Operation& operation, Use& use, const std::atomic<std::uint32_t>* asked = nullptr);

  private:
    bool compute(Use& use, const std::atomic<std::uint32_t>* asked);
    bool work(const Operation& operation, Use& use, const std::atomic<std::uint32_t>* asked);

    const RegionHead& head_;
    double scale_;
    std::atomic<std::int64_t>& horizon_;
    OnGap on_gap_;
};

}  // namespace simul
