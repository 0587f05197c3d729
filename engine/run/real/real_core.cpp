#include "engine/run/real/real_core.h"

#include <algorithm>

#include "engine/os/clock.h"
#include "engine/run/latest_time.h"
#include "engine/run/real/kernels.h"

namespace simul {

namespace {

constexpr std::int64_t kLongBetweenOperations = 20'000;
/// Of waits after which the scheduler was not asked. Who loses a core loses it for milliseconds.
constexpr std::int64_t kMostUnasked = 100'000;

}  // namespace

std::int64_t RealCore::real(Duration length) const {
    constexpr std::int64_t kLongest = INT64_MAX / 2;  // so that it may be added to any moment
    return std::min(kLongest, within_axis(static_cast<double>(length.count()) / scale_).count());
}

Time RealCore::since_start(std::int64_t now) const {
    const double since = static_cast<double>(now - head_.began.load(std::memory_order_relaxed));
    return Time(within_axis(since * scale_));
}

bool RealCore::go_on(const Operation& operation, Use& use, const std::atomic<std::uint32_t>* asked) {
    return operation.kind == EventKind::work ? work(operation, use, asked) : compute(use, asked);
}

bool RealCore::compute(Use& use, const std::atomic<std::uint32_t>* asked) {
    const os::CoreUse ended = os::use_core(use.left_ns, head_.stop, !head_.kernel_records, on_gap_, &horizon_, asked);
    use.left_ns = ended.remaining_ns;
    use.done = ended.ended == os::Ended::done;
    return ended.ended != os::Ended::stopped;
}

bool RealCore::work(const Operation& operation, Use& use, const std::atomic<std::uint32_t>* asked) {
    KernelWork piece(operation.kernel, operation.expected - use.steps_done);
    const std::int64_t start = os::monotonic_now(), start_cpu = os::thread_cpu_now();
    os::GapFinder gaps(on_gap_, start, start_cpu);
    while (!piece.finished()) {
        if (head_.stop.load(std::memory_order_relaxed) != 0) return false;
        if (asked && asked->load(std::memory_order_relaxed) != 0) return true;
        piece.step();
        ++use.steps_done;
        const std::int64_t now = os::monotonic_now();
        if (!head_.kernel_records) gaps.turn(now);
        horizon_.store(now, std::memory_order_release);
    }
    use.done = true;
    return true;
}

// ---- Between operations.

std::int64_t RealCore::missed(std::int64_t before, std::int64_t now) {
    if (head_.kernel_records || now - before < kLongBetweenOperations) return 0;
    const std::int64_t known = delay_before_ + waited_;
    forget_delay();
    const std::int64_t away = delay_before_ - known;
    return away < kLongBetweenOperations || away > now - before ? 0 : away;
}

void RealCore::waited(std::int64_t length) {
    waited_ += length;
    if (waited_ >= kMostUnasked) forget_delay();
}

void RealCore::forget_delay() {
    waited_ = 0;
    if (!head_.kernel_records) delay_before_ = delay_.nanoseconds();
}

}  // namespace simul
