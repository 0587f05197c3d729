// The state of a resource as plain data, so that it can stand in memory that processes share.
#pragma once

#include <cstdint>

#include "engine/base/ids.h"
#include "engine/base/words.h"
#include "engine/scenario/operation.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// A task's place in at most one queue.
struct Waiter {
    TaskId next = kNoTask;
    ResourceId on = kNoResource;
    ResourceId mutex = kNoResource;  ///< condition_wait: what it will need
    OperationKind operation{};
    bool reserved = false;  ///< woken, and what it waited for is kept for it
    bool notified = false;  ///< condition_wait: it waits for the mutex only; barrier_wait: woken, and to leave
    bool selects = false;   ///< stands among those who select
};

/// First come, first served. Linked through the tasks' `Waiter`s.
struct WaitQueue {
    TaskId first = kNoTask;
    TaskId last = kNoTask;

    bool empty() const { return first == kNoTask; }
};

/// Why nobody can meet at a barrier any more.
enum class Breaking : std::uint8_t { none, time_was_up, aborted };

/// What each kind makes of the members, its file says.
struct ResourceState {
    std::uint16_t ticket = 0;
    ResourceKind kind{};
    LockRule rule{};                ///< mutex
    LockProtocol protocol{};        ///< mutex
    LockPreference prefer{};        ///< rw_lock
    bool counts = false;            ///< channel: `unfinished` is told
    Breaking broken{};              ///< barrier
    bool resets = false;            ///< barrier: who is to leave it finds it reset
    bool open = true;               ///< channel: not closed; stream: its writing end is not
    bool is_set = false;            ///< event; stream: its reading end is closed
    TaskId owner = kNoTask;         ///< mutex; rw_lock: who writes; stream: who is in the middle of a write
    TaskId reserved_for = kNoTask;  ///< mutex, rw_lock: who was woken to own it
    std::int64_t count = 0;         ///< mutex: how often its owner has locked it; semaphore: permits; barrier: arrived;
                                    ///< channel: messages inside; rw_lock: who read; stream: bytes inside
    std::int64_t reserved_messages = 0,
                 reserved_places = 0;  ///< channel: kept for receivers and senders that were woken; rw_lock: for
                                       ///< readers; barrier: who is still to leave, its places
    std::int64_t unfinished = 0;       ///< channel: messages that were sent and are not done; stream: ends of lines
    std::int64_t capacity =
        0;              ///< channel: messages; barrier: parties; semaphore: the most permits, 0: any; stream: bytes
    WaitQueue queue;    ///< whoever waits; channel: receivers; stream: readers
    WaitQueue senders;  ///< channel; stream: writers
    WaitQueue joiners;  ///< channel: until all is done; barrier: until it is left
    Cell cell{};        ///< variable, the one of all or of main; stream: its bytes
    bool only_numbers = false;  ///< variable: raw
};

/// Of a condition: the mutex that it was made with; kNoResource: none.
inline ResourceId own_mutex_of(const ResourceState& condition) {
    return condition.count == 0 ? kNoResource : static_cast<ResourceId>(condition.count - 1);
}
/// Whether the task holds it, as far as that matters to a condition: where anybody may unlock it, anybody may hold it.
inline bool counts_as_owner(const ResourceState& mutex, TaskId who) {
    return mutex.rule == LockRule::anybody ? mutex.owner != kNoTask : mutex.owner == who;
}

/// As it stands before the run.
ResourceState first_state_of(const ResourceInfo& info);

}  // namespace simul
