// How core time is measured with a clock that continues without us.
//
// The wall clock costs 20 ns, the thread's CPU clock 240. A thread cannot use more core time than passes on the wall,
// so the use cannot be complete before `earliest` = the moment of the last look at the CPU clock + what was left then.
// Until that moment only the wall clock is read. If the core was lost meanwhile, the next look finds something left,
// and sets a later moment. So the error at the end is one turn, however often the core was lost.
//
// A gap is a jump of the wall clock between two turns. An interrupt or a page fault makes jumps too, but then the CPU
// clock continued; so a jump is believed only if, since they were last compared, the CPU clock fell behind the wall by
// at least half of it. They are compared once in a millisecond at least, so that small losses do not add up to a false
// gap.
#include "engine/os/spin.h"

#include <algorithm>

#include "engine/os/clock.h"
#include "engine/os/cores.h"

namespace simul::os {
namespace {

constexpr std::int64_t kJump = 20'000;
constexpr std::int64_t kComparison = 1'000'000;

}  // namespace

GapFinder::GapFinder(const std::function<void(const Gap&)>& on_gap, std::int64_t wall, std::int64_t cpu)
    : on_gap_(on_gap), compared_{wall, cpu}, last_(wall), core_(current_core()) {}

void GapFinder::turn(std::int64_t now) {
    const int core = current_core();
    if (core != core_ || now - last_ > kJump) {
        judge(Gap{last_, now, core_, core});
        core_ = core;
    } else if (now - compared_.wall > kComparison) {
        compared_ = {now, thread_cpu_now()};
    }
    last_ = now;
}

// The wall's moment is the turn's own, not a new one: a loss between the two looks then belongs to the next turn,
// which sees its jump. A turn may be long, so only its end is taken for the gap, as much as the CPU clock says.
void GapFinder::judge(Gap gap) {
    const Comparison now{gap.until, thread_cpu_now()};
    const std::int64_t off_core = std::max<std::int64_t>((now.wall - compared_.wall) - (now.cpu - compared_.cpu), 0);
    const bool lost_core = off_core > std::min((gap.until - gap.from) / 2, kJump);
    gap.from = std::max(gap.from, gap.until - off_core);
    if (gap.core_before != gap.core_after || lost_core) on_gap_(gap);
    compared_ = now;
}

CoreUse use_core(std::int64_t cpu_ns, const std::atomic<std::uint32_t>& stop, bool find_gaps,
                 const std::function<void(const Gap&)>& on_gap, std::atomic<std::int64_t>* heartbeat,
                 const std::atomic<std::uint32_t>* yield_request) {
    const std::int64_t start = monotonic_now();
    const std::int64_t start_cpu = thread_cpu_now();
    const std::int64_t enough = start_cpu + cpu_ns;
    std::int64_t earliest = start + cpu_ns;
    GapFinder gaps(on_gap, start, start_cpu);
    const auto ended = [&](Ended why) {
        const std::int64_t left = why == Ended::done ? 0 : std::max<std::int64_t>(enough - thread_cpu_now(), 0);
        if (find_gaps) gaps.turn(monotonic_now());
        return CoreUse{why, left};
    };
    while (true) {
        const std::int64_t now = monotonic_now();
        if (find_gaps) gaps.turn(now);
        if (heartbeat != nullptr) heartbeat->store(now, std::memory_order_release);  // after gaps that ended now
        if (stop.load(std::memory_order_acquire) != 0) return ended(Ended::stopped);
        if (now >= earliest) {
            const std::int64_t left = enough - thread_cpu_now();
            if (left <= 0) return ended(Ended::done);
            earliest = now + left;
        }
        if (yield_request != nullptr && yield_request->load(std::memory_order_relaxed) != 0) return ended(Ended::asked);
    }
}

}  // namespace simul::os
