// One thing that a task asks for, as plain data. An executor grants it.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/ids.h"
#include "engine/base/operation_kinds.h"
#include "engine/base/time.h"
#include "engine/base/words.h"
#include "engine/scenario/task_attributes.h"

namespace simul {

/// The closed list of kernels that `work` runs. All are deterministic functions of their size.
enum class Kernel : std::uint8_t { factorial, search, mandelbrot };
inline constexpr std::string_view kKernelNames[] = {"factorial", "search", "mandelbrot"};

/// What an operation fails with whose time was up.
inline constexpr const char* kTimeout = "timeout";

/// Whether that is so: the others say that they did not get what they waited for.
constexpr bool fails_when_late(OperationKind kind) { return info_of(kind).gives != Gives::in_time; }

/// Whether what it gives comes back in its text.
constexpr bool gives_text(OperationKind kind) {
    const Gives gives = info_of(kind).gives;
    return gives == Gives::message || gives == Gives::message_or_why || gives == Gives::result ||
           gives == Gives::error || gives == Gives::value || gives == Gives::bytes;
}

/// An operation, and after it was granted its result. It stays where it is until the task continues.
///
/// value    before: duration in ns (compute, work in simulated runs, sleep), cell bits (store, atomic_add,
///          compare_exchange, measure), how many (release, notify), time in ns (spawn_at), truth (expect), what ends an
///          await (until.h), length in ns (timeout), bytes or a row's number (asks_device), the most bytes
///          (stream_read);
///          meanwhile: how often it had locked its mutex (condition_wait);
///          after: cell bits (load, atomic_add, random; compare_exchange: what was found, and the truth in
///          `succeeded`), the child (spawn), ns since the start (now; timeout: when it is up), truth (try_lock,
///          try_acquire, try_send, is_set, locked, broken, future_done, future_cancel, kill, crash, come_back, cut,
///          mend; try_receive: whether the channel is closed), a number (length; barrier_wait: the index; a device's
///          answer; stream_write: how many bytes)
/// text     before: what is packed of a value (store), the packed call (spawn, spawn_at, add_done_callback: function
/// name, then arguments), the packed
///          message (send, try_send), a line or a name (print, mark, measure), a sentence (expect), what a device is
///          asked about (a name; copy: two, with a newline between), bytes (stream_write);
///          after, written into `*text` if it is given: what is packed of a value (load), the packed message (receive,
///          try_receive) or result (await, future_result), the error (future_exception; empty: none), bytes
///          (stream_read, stream_read_line)
/// longest  what may wait goes on after so long without what it waited for, and is `late`: then those that give whether
///          they were in time (lock, acquire, …) say so, and the others fail with kTimeout (a barrier: it is broken).
///          Of awaits that continue with one watch it counts from the first
/// limit    what may wait, sleeps or yields continues at this time of the run at the latest: it is `late`, too, but
///          raises Cancelled. On an event loop what is awaited is cancelled first, and its end is waited for: then the
///          await is `late`, whatever came of it. Of all that a task does within a time limit (timeout)
/// random   draws from the task's own stream, Random(seed, task): `cell` integer: in [expected, value]; real: in [0, 1)
struct Operation {
    OperationKind kind{};
    Kernel kernel{};
    bool native : 1 = false;  ///< work: lets the global lock go
    bool late : 1 = false;    ///< its time was up
    bool succeeded = false;   ///< compare_exchange, try_lock, try_receive; receive: false when it is closed and empty
    CellType cell = CellType::integer;
    CellType expected_cell = CellType::integer;
    std::uint16_t line = 0;
    ResourceId resource = kNoResource;
    ResourceId mutex = kNoResource;  ///< condition_wait: what it lets go meanwhile
    TaskId task = kNoTask;           ///< of which future
    std::int64_t value = 0;
    std::int64_t expected = 0;  ///< stream_write, meanwhile: how many bytes are in; compare_exchange; work: the size;
                                ///< random: the lowest, `value` the highest; crash, come_back, cut, mend: the ends
    Duration longest = kForever;
    Time limit = kNever;
    std::string* text = nullptr;
    const TaskAttributes* attributes = nullptr;  ///< spawn, spawn_at: of the child; null: nothing is said of it

    Operation() = default;
    Operation(OperationKind what, std::uint16_t where) : kind(what), line(where) {}

    /// Whether its wait ends by itself.
    bool is_timed() const { return longest != kForever || limit != kNever; }
};

}  // namespace simul
