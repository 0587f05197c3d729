// Whoever watches the run chooses, from another process; the run stands still until then.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <utility>

#include "engine/base/conductor.h"

namespace simul {

/// In the memory that the run shares with who watches it.
struct Hand {
    std::atomic<std::uint32_t> asked{0};  ///< how many choices were asked for
    std::atomic<std::uint32_t> given{0};  ///< futex: how many were made
    std::atomic<TaskId> choice{kNoTask};  ///< the last of them
};

class ByHand final : public Conductor {
  public:
    /// `stop`: a futex; not 0: nobody will choose any more. `tell_watcher`: that there is something to see.
    ByHand(Hand& hand, const std::atomic<std::uint32_t>& stop, std::function<void()> tell_watcher)
        : hand_(hand), stop_(stop), tell_watcher_(std::move(tell_watcher)) {}

    /// A choice of somebody who cannot continue is passed over.
    std::optional<std::size_t> choose(const Decision& decision) override;

  private:
    TaskId ask();

    Hand& hand_;
    const std::atomic<std::uint32_t>& stop_;
    std::function<void()> tell_watcher_;
};

}  // namespace simul
