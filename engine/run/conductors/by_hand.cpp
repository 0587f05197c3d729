#include "engine/run/conductors/by_hand.h"

#include <algorithm>

#include "engine/os/futex.h"

namespace simul {

std::optional<std::size_t> ByHand::choose(const Decision& decision) {
    for (;;) {
        const TaskId chosen = ask();
        if (stop_.load(std::memory_order_relaxed) != 0) return std::nullopt;
        const auto found = std::find(decision.enabled.begin(), decision.enabled.end(), chosen);
        if (found != decision.enabled.end()) return static_cast<std::size_t>(found - decision.enabled.begin());
    }
}

TaskId ByHand::ask() {
    const std::uint32_t before = hand_.given.load(std::memory_order_acquire);
    hand_.asked.store(before + 1, std::memory_order_release);
    tell_watcher_();
    while (hand_.given.load(std::memory_order_acquire) == before)
        if (os::wait_either(hand_.given, before, stop_, 0) == os::Woken::stop) break;
    return hand_.choice.load(std::memory_order_relaxed);
}

}  // namespace simul
