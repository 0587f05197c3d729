// What an operation does to a resource: one set of rules for every executor and both clocks.
//
// How it works. `attempt` applies an operation: it is granted, refused, or the task is put into the resource's queue.
// Whoever later makes room wakes the first in the queue and reserves for it what it waited for (the mutex, a permit, a
// message, a place); when that task runs again it calls `complete`, which can no longer wait. So queues are fair,
// nobody barges in, and an acquisition is recorded by the task that acquires. Each change takes the resource's next
// ticket. What differs between the kinds of resources stands in their own files (resource_type.h). Executors with real
// threads hold a guard of the resource around each call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/resources/state.h"

namespace simul {

enum class Answer : std::uint8_t { granted, wait, refused };

struct Change {
    Answer answer = Answer::granted;
    bool failed = false;  ///< granted, but recorded as failed: an exchange that found another value
    std::uint16_t ticket = 0;
    std::int64_t value = 0;  ///< of the event
};

/// What became of something that was reserved for a task which continued without it.
struct Return {
    Change failed;                  ///< of the operation
    std::optional<Change> release;  ///< a permit was given back: as if it had been acquired and released
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
    /// What a cell of it that is packed stands for. False: the memory of the run does not hold it as well.
    virtual bool keep_content(ResourceId variable, const Cell& cell, std::string_view packed) = 0;
    virtual void load_content(ResourceId variable, const Cell& cell, std::string& into) = 0;
    /// For a long message, before it is put there: the run's memory has room for it, and keeps that. It is given back
    /// with the message, or by itself.
    virtual bool take_room(std::size_t bytes) = 0;
    virtual void give_room_back(std::size_t bytes) = 0;
    /// Whether a message, or a place, stays that of who was woken for it. Else whoever comes first has it, and who was
    /// woken waits again, as with asyncio.Queue.
    virtual bool keeps_what_it_granted() const { return true; }
    /// Carry the bytes of a message. A place, or a message, is known to be there.
    virtual void put_message(ResourceId channel, std::string_view message) = 0;
    virtual void take_message(ResourceId channel, std::string& message) = 0;
    /// A channel that hands messages over has one that nobody is to take: it was put there before `later` others.
    virtual void withdraw_message(ResourceId channel, std::size_t later) = 0;
    /// Those who wait for any of several channels, in the order in which they came. In executors with real threads they
    /// have a guard of their own, which is held within those of channels.
    virtual WaitQueue& hold_selecting() { return selecting_; }
    virtual void let_go_of_selecting() {}
    virtual bool anybody_selects() const { return !selecting_.empty(); }
    /// From which channels a task selects that waits from now on; and whether this is one of them.
    virtual void select_from(TaskId /*who*/, const std::vector<ResourceId>& /*channels*/) {}
    virtual bool selects_from(TaskId /*who*/, ResourceId /*channel*/) const { return false; }
    /// Who selected is to have the message of this one.
    virtual void choose(TaskId /*who*/, ResourceId /*channel*/) {}
    /// Of two who wait for a mutex with a protocol: whether `a` is to have it before `b`, who came first.
    virtual bool is_more_urgent(TaskId /*a*/, TaskId /*b*/) { return false; }
    /// For sentences.
    virtual std::string name_of(ResourceId resource) = 0;
    virtual std::string name_of(TaskId task) = 0;

  protected:
    ~ResourceHost() = default;
    WaitQueue selecting_;
};

/// Why something long is refused; {0} is what it is, {1} its bytes.
inline constexpr const char* kNoMemoryLeft =
    "{0} has {1} bytes, which the memory that all of a run may have together, 64 MB, does not hold any more; send it "
    "in "
    "parts, or let go of what is no longer needed";

inline constexpr const char* kRawHoldsNumbers =
    "{} is raw, and holds numbers and truth values only; leave out raw = true";

/// The rules. Operations that are not about a resource never come here.
class ResourceRules {
  public:
    explicit ResourceRules(ResourceHost& host) : host_(host) {}

    /// Answer::wait: the task stands in the queue; it will be woken once, and then must call `complete`.
    Change attempt(Operation& operation, TaskId who);
    /// After a wake-up: takes what was reserved. Answers `wait` only where the host does not keep what it granted.
    Change complete(Operation& operation, TaskId who);
    /// Why the last call refused; empty: it did not.
    const std::string& refusal() const { return refusal_; }
    /// Of the last calls, in order. The executor tells them and clears the list.
    std::vector<Consequence>& consequences() { return consequences_; }
    /// The wait of a task ends without what it waited for. True: it can continue. False: it needs a mutex first, and
    /// waits for that, or has it (`consequences` say which).
    bool leave_queue(TaskId who);
    /// The same of a task that is gone, and needs no mutex any more.
    void leave_queue_for_good(TaskId who);
    /// As leave_queue, because its time is up.
    bool time_out(TaskId who);
    /// What an operation fails with whose time was up.
    std::string why_late(const Operation& operation);
    /// A task continues without what it waited for: what was reserved for it meanwhile goes to the next.
    Return give_back(Operation& operation, TaskId who);

    // ---- For the kinds of resources, and the queues also for futures.

    ResourceHost& host() { return host_; }
    ResourceState& state_of(ResourceId resource) { return host_.state_of(resource); }
    Change granted(ResourceState& state, std::int64_t value = 0);
    Change refused(ResourceState& state, std::string sentence);
    Change must_wait(ResourceState& state, WaitQueue& queue, Operation& operation, TaskId who);

    void enqueue(WaitQueue& queue, TaskId who);
    /// Before all who stand there.
    void enqueue_first(WaitQueue& queue, TaskId who);
    TaskId dequeue(WaitQueue& queue);
    /// Returns whether it stood there.
    bool remove(WaitQueue& queue, TaskId who);
    /// The first in the queue, which is not empty, has what it waited for: it is kept for it until it runs.
    TaskId wake_first(WaitQueue& queue, ResourceId resource);
    /// The same of one that stands in no queue.
    void wake(TaskId who, ResourceId resource);
    /// Nothing is kept for them. Returns how many there were.
    std::int64_t wake_all(WaitQueue& queue, ResourceId resource);
    /// A task went from one queue to another.
    void moved(TaskId who, ResourceId to, std::uint16_t ticket) { consequences_.push_back({who, to, false, ticket}); }

  private:
    ResourceHost& host_;
    std::string refusal_;
    std::vector<Consequence> consequences_;
};

}  // namespace simul
