#include "engine/run/real/real_core.h"

#include <cmath>

#include "engine/os/clock.h"
#include "engine/os/cores.h"
#include "engine/run/real/kernels.h"

namespace simul {

namespace {

/// A step of a kernel takes some microseconds; one that took this much longer was probably interrupted.
constexpr std::int64_t kSuspicious = 40'000;

}  // namespace

std::int64_t RealCore::real(Duration length) const {
    return std::llround(static_cast<double>(length.count()) / scale_);
}

Time RealCore::since_start(std::int64_t now) const {
    const double since = static_cast<double>(now - head_.began.load(std::memory_order_relaxed));
    return Time(Duration(std::llround(since * scale_)));
}

bool RealCore::go_on(const Operation& operation, Use& use, const std::atomic<std::uint32_t>* asked) {
    return operation.kind == EventKind::work ? work(operation, use, asked) : compute(use, asked);
}

bool RealCore::compute(Use& use, const std::atomic<std::uint32_t>* asked) {
    const os::CoreUse ended = os::use_core(use.left_ns, head_.stop, true, on_gap_, &horizon_, asked);
    use.left_ns = ended.remaining_ns;
    use.done = ended.ended == os::Ended::done;
    return ended.ended != os::Ended::stopped;
}

bool RealCore::work(const Operation& operation, Use& use, const std::atomic<std::uint32_t>* asked) {
    KernelWork piece(operation.kernel, operation.expected - use.steps_done);
    std::int64_t before = os::monotonic_now(), cpu_before = os::thread_cpu_now();
    int core_before = os::current_core();
    while (!piece.finished()) {
        if (head_.stop.load(std::memory_order_relaxed) != 0) return false;
        if (asked && asked->load(std::memory_order_relaxed) != 0) return true;
        piece.step();
        ++use.steps_done;
        const std::int64_t now = os::monotonic_now();
        if (now - before > kSuspicious) {
            const std::int64_t cpu = os::thread_cpu_now(), away = (now - before) - (cpu - cpu_before);
            if (away > kSuspicious / 2) on_gap_({now - away, now, core_before, os::current_core()});
            cpu_before = cpu;
            core_before = os::current_core();
        }
        before = now;
        horizon_.store(now, std::memory_order_relaxed);
    }
    use.done = true;
    return true;
}

}  // namespace simul
