#include "engine/run/real/stop_notifier.h"

#include <utility>

namespace simul {

Result<std::unique_ptr<StopNotifier>> StopNotifier::create(os::Poller& poller, std::uint64_t token,
                                                           const std::atomic<std::uint32_t>& stop) {
    Result<os::Notifier> notifier = os::Notifier::create();
    if (!notifier) return notifier.error();
    std::unique_ptr<StopNotifier> made(new StopNotifier(std::move(*notifier)));
    constexpr bool kAgainAndAgain = false;
    if (const Result<void> added = poller.add(made->notifier_.fd(), token, kAgainAndAgain); !added)
        return added.error();
    Result<std::unique_ptr<OnStop>> on_stop =
        OnStop::create(stop, "stop", [self = made.get()] { self->notifier_.notify(); });
    if (!on_stop) return on_stop.error();
    made->on_stop_ = std::move(*on_stop);
    return made;
}

}  // namespace simul
