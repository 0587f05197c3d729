// One thing that happened: 32 bytes, the same in shared memory, in a trace and in a file.
//
// How a trace is folded. A task is `ready` from `arrive`; `run` puts it on a core, `preempt` takes it off (it is ready
// again, also after a `yield`, whose own event changes no state). `wanted` of an operation that waits takes it off its
// core: asleep for the sleeps, else blocked on the event's resource or, without one, on the future of task `value`.
// `wanted` of `compute` and `work` changes nothing: it runs. A wait ends with `ready`, whose value is the cause; when
// the task has a core again, `done`, `failed` or `timed_out` of the operation follows. `finish` ends it. While blocked,
// a second `wanted` (of `lock`, after a notify) moves it to the queue of that mutex. A mutex is owned from `done` of
// lock (or of a try_lock whose value is 1) to `done` of unlock; condition_wait records the unlock and the lock of its
// mutex. A node's crash (`crash`) ends its tasks, and `wipe` makes of each resource that stood there what it was at
// first. The global lock and a pool's places are resources too, named "GIL" (a mutex) and "pool" (a semaphore).
//
// A conducted run stands still at each decision: a task that comes to `stand` before its next operation has no core
// any more, it is ready. `step` of number n puts it on the one core, from n - 1 to n: a step is the second before it.
// What is no task's doing, as a message that arrives, `may_happen`, and is a step, too, once it `happens`.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include "engine/base/event_kinds.h"
#include "engine/base/ids.h"
#include "engine/base/intent.h"
#include "engine/base/time.h"
#include "engine/base/words.h"

namespace simul {

/// Conducted runs: how long a step is.
inline constexpr Duration kConductedStep = 1s;

/// An operation that must wait has two events: `wanted` when it begins to wait, `done`, `failed` or `timed_out` when it
/// continues. One that is granted at once has only the second. `compute`, `work` and the sleeps always have both.
enum class Phase : std::uint8_t { wanted, done, failed, timed_out };

/// Of a `rank`, its `ticket`: where the task stands among those that are ready. Not said: where it stood, a newcomer at
/// the tail. As before: where it stood when it was ready before. On core: it runs, and might lose its core to
/// newcomers, or it is ready and is compared with them. From kPlaceAtHead on: before its equals, but for so many of
/// them. Nowhere: it runs or waits, and only what the policy sees in it is another than before.
inline constexpr std::uint16_t kPlaceNotSaid = 0, kPlaceAtTail = 1, kPlaceAsBefore = 2, kPlaceOnCore = 3,
                               kPlaceAtHead = 4, kPlaceNowhere = 0xffff;

/// What an executor saw that no other event says (the value of `note`).
enum class NoteKind : std::uint8_t {
    too_long,         ///< a limit on events or tasks was reached; the run was ended
    loop_blocked,     ///< the event loop was kept for longer than its limit
    livelock,         ///< conducted: after this task and others went round, all is as it was after the step in the text
    busy_wait,        ///< the task looks again and again, and simulated time stands still meanwhile; the run was ended
    cut_off,          ///< main has ended, and the run does not wait for this task: it is cancelled
    worker_replaced,  ///< of a pool of processes: this task's was killed, and another takes its place
    pool_broken,      ///< the same, and with it the pool is broken; text: how many other tasks end with it
    failure_heard,    ///< a gather that had raised another failure, or was left, is told of the task's, and takes it
    changed_copy,     ///< the task changed a copy of what it was given; text: an argument's number, `2`, of a table;
                      ///< `function`: what its own shares with the function around it; `function 2`: argument 2's
    left_running,     ///< of a thread beside a loop: its future is cancelled, and it runs on; or "ended", unheard of
    loop_hears,       ///< the loop is told that the thread has ended: only now its future has
};

/// The time is the merged trace's: scenario nanoseconds since the run began. (In a ring of a real run it is
/// CLOCK_MONOTONIC.)
///
/// `ticket` orders the events of one resource, `sequence` those of one task; both wrap around. An event without a
/// resource has no ticket. `flags` holds the cell type of the value and whether text follows in the stream.
struct TraceEvent {
    Time time{};
    std::int64_t value = 0;
    TaskId task = kNoTask;
    ResourceId resource = kNoResource;
    std::uint16_t ticket = 0;
    std::uint16_t line = 0;
    CoreId core = kNoCore;
    EventKind kind{};
    Phase phase : 2 = Phase::done;
    CellType cell : 2 = CellType::integer;
    std::uint8_t has_text : 1 = 0;   ///< text follows in the stream; in a trace, ask `text_of`
    std::uint8_t unordered : 1 = 0;  ///< of a `raw` variable: no ticket; added while merging: no sequence either
    std::uint8_t timed : 1 = 0;   ///< wanted: the wait ends when its time is up, if not before; rank: a mutex lends it
    std::uint8_t unused : 1 = 0;  ///< so that the byte is written whole, and need not be read before
    std::uint16_t sequence = 0;

    TaskId other_task() const { return static_cast<TaskId>(static_cast<std::uint32_t>(value)); }
    double real() const { return std::bit_cast<double>(value); }
    Duration duration() const { return Duration(value); }
    Intent intent() const {
        return {task,
                static_cast<OperationKind>(value & 0xff),
                static_cast<ResourceId>((value >> 8) & 0xffff),
                static_cast<TaskId>((value >> 24) & 0xffffffff),
                line,
                static_cast<NextStep>((value >> 56) & 7)};
    }
    /// Of a `happens` or `may_happen`: what, and of a message for which channel.
    TaskId happening() const { return other_task(); }
    ResourceId happening_channel() const { return static_cast<ResourceId>((value >> 32) & 0xffff); }
    Ending ending() const { return static_cast<Ending>(value & 0xff); }
    /// The signal that ended a task that died.
    int signal() const { return static_cast<int>(value >> 8); }
    /// Since when its task, which was in another state from `before` on, is in the one that the event leads to.
    Time begin(Time before) const {
        if (kind != EventKind::step) return time;
        return time - before > kConductedStep ? time - kConductedStep : before;
    }
};

static_assert(sizeof(TraceEvent) == 32 && std::is_trivially_copyable_v<TraceEvent>);

/// What becomes of a message to another node. Its value is the message's number in the run.
constexpr bool is_of_message(EventKind kind) {
    return kind == EventKind::transmit || kind == EventKind::deliver || kind == EventKind::lose;
}

/// What befalls a node or a link: its value says which (value_of_ends). By nobody, if the settings ask for it.
constexpr bool is_of_machines(EventKind kind) {
    return kind == EventKind::crash || kind == EventKind::come_back || kind == EventKind::cut ||
           kind == EventKind::mend;
}

/// Each step of a conducted run begins with one of these.
constexpr bool is_step(EventKind kind) { return kind == EventKind::step || kind == EventKind::happens; }

constexpr std::int64_t value_of(TaskId task) { return static_cast<std::int64_t>(static_cast<std::uint32_t>(task)); }

/// Its task and line have their own places.
constexpr std::int64_t value_of(const Intent& intent) {
    return static_cast<std::int64_t>(intent.kind) | static_cast<std::int64_t>(intent.resource) << 8 |
           value_of(intent.other) << 24 | static_cast<std::int64_t>(intent.step) << 56;
}

constexpr std::int64_t value_of_happening(TaskId happening, ResourceId channel) {
    return value_of(happening) | static_cast<std::int64_t>(channel) << 32;
}

}  // namespace simul
