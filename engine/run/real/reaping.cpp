#include "engine/run/real/reaping.h"

#include <atomic>
#include <cstdint>

#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/os/processes.h"

namespace simul {

namespace {

/// How long tasks may take to unwind once the run stops; the watcher's own patience is a little longer.
constexpr std::int64_t kGrace = 200'000'000;
constexpr std::int64_t kLookForChildren = 2'000'000;

}  // namespace

void reap_all_children(const std::function<void()>& kill_all) {
    const std::int64_t patience = os::monotonic_now() + kGrace;
    for (;;) {
        if (os::reap_one(false)) continue;
        if (!os::has_children()) return;
        if (os::monotonic_now() > patience) kill_all();
        const std::atomic<std::uint32_t> nothing{0};
        os::wait(nothing, 0, os::monotonic_now() + kLookForChildren);
    }
}

}  // namespace simul
