// Whoever watches the run chooses, from another process; the run stands still until then.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "engine/base/conductor.h"
#include "engine/run/conductors/by_schedule.h"

namespace simul {

/// In the memory that the run shares with who watches it.
struct Hand {
    std::atomic<std::uint32_t> asked{0};  ///< how many choices were asked for
    std::atomic<std::uint32_t> given{0};  ///< futex: how many were made
    std::atomic<TaskId> choice{kNoTask};  ///< the last of them
};

/// First the decisions of a schedule, then those of the hand.
class ByHand final : public Conductor {
  public:
    /// `stop`: a futex; not 0: nobody will choose any more. `tell_watcher`: that there is something to see.
    ByHand(std::vector<TaskId> first, Hand& hand, const std::atomic<std::uint32_t>& stop,
           std::function<void()> tell_watcher)
        : first_(first.size()),
          schedule_(std::move(first)),
          hand_(hand),
          stop_(stop),
          tell_watcher_(std::move(tell_watcher)) {}

    /// A choice of somebody who cannot go on is passed over.
    std::optional<std::size_t> choose(const Decision& decision) override;

    /// As of BySchedule, for the first decisions.
    std::string misfit() const { return schedule_.misfit(); }

  private:
    TaskId ask();

    std::size_t first_, played_ = 0;
    BySchedule schedule_;
    Hand& hand_;
    const std::atomic<std::uint32_t>& stop_;
    std::function<void()> tell_watcher_;
};

}  // namespace simul
