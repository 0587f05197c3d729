#include "engine/run/real/stop_notifier.h"

#include <utility>

#include "engine/os/futex.h"

namespace simul {

Result<std::unique_ptr<StopNotifier>> StopNotifier::create(os::Poller& poller, std::uint64_t token,
                                                           const std::atomic<std::uint32_t>& stop) {
    Result<os::Notifier> notifier = os::Notifier::create();
    if (!notifier) return notifier.error();
    std::unique_ptr<StopNotifier> made(new StopNotifier(std::move(*notifier)));
    constexpr bool kAgainAndAgain = false;
    if (const Result<void> added = poller.add(made->notifier_.fd(), token, kAgainAndAgain); !added)
        return added.error();
    StopNotifier* const self = made.get();
    const auto wait_and_notify = [self, &stop] {
        if (os::wait_either(self->no_longer_needed_, 0, stop, 0) == os::Woken::stop) self->notifier_.notify();
    };
    Result<os::Thread> thread = os::Thread::start(wait_and_notify, "stop");
    if (!thread) return thread.error();
    made->thread_ = std::move(*thread);
    return made;
}

StopNotifier::~StopNotifier() {
    no_longer_needed_.store(1);
    os::wake(no_longer_needed_, os::kEveryone);
    thread_.join();
}

}  // namespace simul
