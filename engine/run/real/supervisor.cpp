#include "engine/run/real/supervisor.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/plural.h"
#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/os/processes.h"
#include "engine/run/exit_codes.h"

namespace simul {

namespace {

constexpr std::int64_t kLookAtTasks = 10'000'000;

}  // namespace

Outcome Supervisor::supervise() {
    const RunTable& table = run_.table();
    const auto is_over = [&] { return table.unended.load() == 0 && !caretaker_.somebody_comes(); };
    while (!is_over() && !run_.stopping()) {
        const std::uint32_t seen = table.changed.load(std::memory_order_acquire);
        caretaker_.take_care();
        const std::int64_t due = std::min(let_arrive(), caretaker_.next_happening());
        const std::int64_t now = os::monotonic_now();
        if (now >= next_look_) {
            next_look_ = now + kLookAtTasks;
            deadlocked_ = is_deadlocked();
            if (deadlocked_ || exceeds_events()) break;
            look_for_stuck();
        }
        if (is_over()) break;
        own_.idle();
        os::wait_either(table.changed, seen, run_.head().stop, 0, std::min(next_look_, due));
    }
    return outcome();
}

Outcome Supervisor::outcome() {
    if (deadlocked_) return Outcome::deadlock;
    // Told to stop, tasks unwind and end: that does not make the run a finished one.
    if (run_.stopping() || run_.table().unended.load() > 0) return Outcome::stopped;
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        const TaskSlot& slot = run_.slot(static_cast<TaskId>(i));
        const Ending ending = slot.ending.load();
        if ((ending == Ending::failed || ending == Ending::died) && !slot.failure_taken.load()) return Outcome::failed;
    }
    return Outcome::finished;
}

/// Only another task can end a wait that has no deadline. So when everybody waits, at two looks, and nothing was
/// recorded in between, nothing will ever happen.
bool Supervisor::is_deadlocked() {
    if (caretaker_.next_happening() != os::kNoDeadline) return false;
    const std::uint32_t count = run_.table().tasks.load();
    std::uint64_t fingerprint = count;
    bool anybody = false;
    for (std::uint32_t i = 0; i < count; ++i) {
        TaskSlot& slot = run_.slot(static_cast<TaskId>(i));
        const Activity activity = slot.activity.load();
        fingerprint = fingerprint * 31 + slot.operations.load(std::memory_order_relaxed) * 7 + slot.wake.load();
        if (activity == Activity::ended || slot.by_hand) continue;
        if (activity != Activity::waiting || slot.timed.load() || slot.inbox.load() != 0) {
            fingerprint_ = 0;
            return false;
        }
        anybody = true;
    }
    const bool still = anybody && fingerprint == fingerprint_;
    fingerprint_ = fingerprint;
    return still;
}

void Supervisor::look_for_stuck() {
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto id = static_cast<TaskId>(i);
        TaskSlot& slot = run_.slot(id);
        if (slot.activity.load() != Activity::busy || !slot.in_story.load(std::memory_order_relaxed)) {
            budgets_.erase(id);
            continue;
        }
        const int process = slot.process.load();
        std::int64_t used = 0;
        if (run_.has_nodes())
            used = os::cpu_time_of_thread_in(process, static_cast<long>(slot.thread.load()));
        else if (process != 0)
            used = os::cpu_time_of_process(process).ok() ? *os::cpu_time_of_process(process) : 0;
        else
            used = os::cpu_time_of_thread(static_cast<long>(slot.thread.load()));
        if (budgets_[id].exceeded(true, slot.operations.load(std::memory_order_relaxed), used)) explain_stuck(id);
    }
}

void Supervisor::explain_stuck(TaskId id) {
    const Error error =
        stuck(run_.source_name(), static_cast<std::uint16_t>(run_.slot(id).line.load()), run_.name_of(id));
    if (caretaker_.remove(id))
        return own_.record_end(id, Ending::failed, 0, error.sentence(), static_cast<std::uint16_t>(error.line));
    // A thread cannot be stopped from outside: its runner goes with it.
    RegionHead& head = run_.head();
    run_.region().leave_error(error);
    head.exit_code = kStoryFailed;
    head.ended.store(os::monotonic_now());
    head.phase.store(RunPhase::ended, std::memory_order_release);
    os::exit_now(kStoryFailed);
}

bool Supervisor::exceeds_events() {
    std::uint64_t events = 0;
    const std::uint32_t writers = run_.head().writers.load();
    for (std::uint32_t i = 0; i < writers; ++i) events += run_.head().slots()[i].events.load(std::memory_order_relaxed);
    if (events <= run_.plan().max_events) return false;
    own_.note(kMainTask, NoteKind::too_long, 0,
              fmt::format("the run was ended after {} {} (--max-events)", run_.plan().max_events,
                          noun(run_.plan().max_events, "event")));
    return true;
}

/// When the next one is due, if tasks do not wait for their time themselves.
std::int64_t Supervisor::let_arrive() {
    std::int64_t next = os::kNoDeadline;
    if (!is_pool(run_.plan().model)) return next;
    const std::uint32_t count = run_.table().tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto id = static_cast<TaskId>(i);
        if (run_.slot(id).activity.load() != Activity::coming || run_.slot(id).due == 0) continue;
        if (run_.slot(id).due <= os::monotonic_now())
            caretaker_.arrive(id);
        else
            next = std::min(next, run_.slot(id).due);
    }
    return next;
}

}  // namespace simul
