// What an operation does to a mutex, a semaphore, a channel …: one set of rules for every executor and both clocks.
//
// How it works. The state is plain data, so that it can stand in shared memory. `attempt` applies an operation: it is
// granted, refused, or the task is put into the resource's queue. Whoever later makes room wakes the first in the queue
// and reserves for it what it waited for (the mutex, a permit, a message, a place); when that task runs again it calls
// `complete`, which can no longer wait. So queues are fair, nobody barges in, and an acquisition is recorded by the
// task that acquires. Each change takes the resource's next ticket. Executors with real threads hold the state's guard
// around each call.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
    EventKind operation{};
    bool reserved = false;  ///< woken, and what it waited for is kept for it
};

/// First come, first served. Linked through the tasks' `Waiter`s.
struct WaitQueue {
    TaskId first = kNoTask;
    TaskId last = kNoTask;

    bool empty() const { return first == kNoTask; }
};

struct ResourceState {
    std::atomic<std::uint32_t> guard{0};  ///< executors with real threads; see parallel/
    std::uint16_t ticket = 0;
    ResourceKind kind{};
    bool open = true;               ///< channel: not closed
    bool is_set = false;            ///< event
    TaskId owner = kNoTask;         ///< mutex
    TaskId reserved_for = kNoTask;  ///< mutex: who was woken to own it
    std::int64_t count = 0;         ///< semaphore: permits; barrier: arrived; channel: messages inside
    std::int64_t reserved_messages = 0,
                 reserved_places = 0;  ///< channel: kept for receivers and senders that were woken
    std::int64_t capacity = 0;         ///< channel: messages; barrier: parties
    WaitQueue queue;                   ///< whoever waits; channel: receivers
    WaitQueue senders;                 ///< channel
    Cell cell{};                       ///< variable, the one of all or of main
};

/// As it stands before the run.
void set_up(ResourceState& state, const ResourceInfo& info);

enum class Answer : std::uint8_t { granted, wait, refused };

struct Change {
    Answer answer = Answer::granted;
    bool failed = false;  ///< granted, but recorded as failed: an exchange that found another value
    std::uint16_t ticket = 0;
    std::int64_t value = 0;  ///< of the event
};

/// What a change did to others, to be told after the change itself was recorded.
struct Consequence {
    TaskId who = kNoTask;
    ResourceId resource = kNoResource;
    bool ready = true;         ///< what it waited for is reserved for it; else it now stands in the queue of `resource`
    std::uint16_t ticket = 0;  ///< of the move to that queue
};

/// What the rules need from an executor.
class ResourceHost {
  public:
    virtual ResourceState& state_of(ResourceId resource) = 0;
    virtual Waiter& waiter_of(TaskId task) = 0;
    /// The mutex rules around a condition, which need the mutex' own guard.
    virtual void guard(ResourceId resource) = 0;
    virtual void unguard(ResourceId resource) = 0;
    /// The variable as this task sees it: its own copy, or the one of all.
    virtual Cell& cell_of(ResourceId variable, TaskId task) = 0;
    /// Carry the bytes of a message. A place, or a message, is known to be there.
    virtual void put_message(ResourceId channel, std::string_view message) = 0;
    virtual void take_message(ResourceId channel, std::string& message) = 0;
    /// For sentences.
    virtual std::string name_of(ResourceId resource) = 0;
    virtual std::string name_of(TaskId task) = 0;

  protected:
    ~ResourceHost() = default;
};

/// The rules. Operations that are not about a resource never come here.
class ResourceRules {
  public:
    explicit ResourceRules(ResourceHost& host) : host_(host) {}

    /// Answer::wait: the task stands in the queue; it will be woken once, and then must call `complete`.
    Change attempt(Operation& operation, TaskId who);
    /// After a wake-up: takes what was reserved. Never answers `wait`.
    Change complete(Operation& operation, TaskId who);
    /// Why the last call refused; empty: it did not.
    const std::string& refusal() const { return refusal_; }
    /// Of the last calls, in order. The executor tells them and clears the list.
    std::vector<Consequence>& consequences() { return consequences_; }
    /// Takes a task that waits out of its queue: it was cancelled.
    void leave_queue(TaskId who);
    /// A mutex whose owner is gone for good: the next in the queue gets it. Returns whether there was one to free.
    bool inherit(ResourceId mutex, TaskId gone);
    /// Releases `mutex` on the way into a condition, or a global lock: as unlock, without the question who asks.
    Change let_go(ResourceId mutex);

    // The queues alone, for the futures.
    void enqueue(WaitQueue& queue, TaskId who);
    TaskId dequeue(WaitQueue& queue);
    /// Returns whether it stood there.
    bool remove(WaitQueue& queue, TaskId who);

  private:
    Change lock(Operation& operation, TaskId who);
    Change try_lock(Operation& operation, TaskId who);
    Change unlock(Operation& operation, TaskId who);
    Change acquire(Operation& operation, TaskId who);
    Change release(Operation& operation);
    Change wait_for_condition(Operation& operation, TaskId who);
    Change notify(Operation& operation, std::int64_t most);
    Change meet(Operation& operation, TaskId who);
    Change set(Operation& operation);
    Change clear(Operation& operation);
    Change wait_for_event(Operation& operation, TaskId who);
    Change send(Operation& operation, TaskId who);
    Change receive(Operation& operation, TaskId who);
    Change close(Operation& operation);
    Change access(Operation& operation, TaskId who);

    Change put(ResourceId channel, Operation& operation);
    Change take(ResourceId channel, Operation& operation);
    Change granted(ResourceState& state, std::int64_t value = 0);
    Change refused(ResourceState& state, std::string sentence);
    Change must_wait(ResourceState& state, WaitQueue& queue, Operation& operation, TaskId who);
    std::string named(ResourceId resource) { return host_.name_of(resource); }

    void wake(TaskId who, ResourceId resource) { consequences_.push_back({who, resource}); }
    std::int64_t wake_all(WaitQueue& queue, ResourceId resource);
    void hand_over(ResourceId mutex);

    ResourceHost& host_;
    std::string refusal_;
    std::vector<Consequence> consequences_;
};

}  // namespace simul
