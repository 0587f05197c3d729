// How the kernel schedules a worker's thread: as the run's policy and the story say.
#include <algorithm>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/os/threads.h"
#include "engine/os/urgency.h"
#include "engine/run/real/worker.h"

namespace simul {

void Worker::run_main() {
    be_scheduled(kUrgencyOfMain);
    run_task(kMainTask);
}

/// A thread whose time comes later has to be as urgent as it will be then, or it would wait for a core to become so.
void Worker::run_task_alone(TaskId id) {
    TaskSlot& slot = this->slot(id);
    const KernelPolicy policy = kernel_policy_of(run_.plan().policy);
    if (policy == KernelPolicy::deadline) {
        be_ready_for_share(slot);
    } else {
        be_scheduled(urgency_of(slot.given.priority.value_or(0)));
        if (policy == KernelPolicy::other)
            slot.refused_nice = slot.given.nice && !os::be_nice(static_cast<int>(*slot.given.nice));
    }
    run_task(id);
}

void Worker::join_pool() {
    if (kernel_policy_of(run_.plan().policy) == KernelPolicy::deadline)
        be_scheduled_as_others();
    else
        be_scheduled(urgency_of(0));
}

/// The runner may do it, so this thread of its may, too.
void Worker::be_scheduled(int urgency) {
    const KernelPolicy policy = kernel_policy_of(run_.plan().policy);
    if (policy == KernelPolicy::other) return;
    const KernelPolicy by = policy == KernelPolicy::deadline ? KernelPolicy::fifo : policy;
    ensure(os::be_scheduled(by, urgency).ok(), "a thread of a runner that was scheduled as asked may be, too");
}

void Worker::be_scheduled_as_others() {
    ensure(os::be_scheduled(KernelPolicy::other, 0).ok(), "a thread may always become less urgent");
}

/// Who has no deadline is scheduled as others are. Who has one, and comes later, has a very small share until then, so
/// that it gets a core at once to ask for its own: all shares that are given must fit the cores together.
void Worker::be_ready_for_share(TaskSlot& slot) {
    constexpr os::DeadlineShare kToAskForMore{50us, 4ms, 4ms};
    const bool has_deadline = slot.given.relative_deadline().has_value();
    slot.wants_share = has_deadline;
    if (!has_deadline || slot.due == 0 || !os::be_scheduled_by_deadline(kToAskForMore)) be_scheduled_as_others();
}

/// The job has arrived. Its thread is its alone, so that the period of its share may be its deadline.
void Worker::take_share(TaskSlot& slot) {
    if (!std::exchange(slot.wants_share, false)) return;
    constexpr Duration kLeast = 200us, kLongest = 4s, kOverhead = 1ms;
    const auto on_this_computer = [this](Duration length) {
        return duration_of_seconds(seconds_of(length) / run_.plan().scale);
    };
    const Duration deadline = *slot.given.relative_deadline();
    os::DeadlineShare share{};
    share.deadline = share.period = std::clamp(on_this_computer(deadline), kLeast, kLongest);
    // A little more than the story says, since who has used its share up waits for its next period.
    share.runtime =
        std::min(share.deadline, on_this_computer(slot.given.burst.value_or(deadline)) * 11 / 10 + kOverhead);
    slot.refused_deadline = !os::be_scheduled_by_deadline(share).ok();
    if (slot.refused_deadline) be_scheduled_as_others();
}

/// What the story says of a task and the kernel did not grant.
void Worker::record_refusals(TaskId id) {
    const TaskSlot& slot = this->slot(id);
    if (slot.refused_nice) record_given(id, "nice", Cell::integer(*slot.given.nice), Phase::failed);
    if (!slot.refused_deadline) return;
    const Duration deadline = *slot.given.relative_deadline();
    record_given(id, "deadline", Cell::real(seconds_of(deadline)), Phase::failed);
}

}  // namespace simul
