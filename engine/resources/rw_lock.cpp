// A lock of readers and writers: `count` tasks read, or `owner` writes. Of those who were woken and have not gone on,
// `reserved_places` will read, or `reserved_for` will write. Who is next when several wait, `prefer` says.
#include <fmt/format.h>

#include <algorithm>

#include "engine/resources/resource_type.h"

namespace simul {

namespace {

bool is_written(const ResourceState& lock) { return lock.owner != kNoTask || lock.reserved_for != kNoTask; }
bool is_read(const ResourceState& lock) { return lock.count + lock.reserved_places > 0; }

class RwLockType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        switch (operation.kind) {
            case OperationKind::lock_read:
                return lock_read(rules, operation, who);
            case OperationKind::lock_write:
                return lock_write(rules, operation, who);
            case OperationKind::unlock_read:
                return unlock_read(rules, operation.resource);
            default:
                return unlock_write(rules, operation.resource, who);
        }
    }

    Change complete(ResourceRules& rules, Operation& operation, TaskId who) const override {
        rules.host().waiter_of(who).reserved = false;
        ResourceState& state = rules.state_of(operation.resource);
        if (operation.kind == OperationKind::lock_read) {
            --state.reserved_places;
            return rules.granted(state, ++state.count);
        }
        state.reserved_for = kNoTask;
        state.owner = who;
        return rules.granted(state);
    }

    /// A writer who waits no longer may have kept readers waiting.
    bool leave_queue(ResourceRules& rules, TaskId who) const override {
        const ResourceId lock = rules.host().waiter_of(who).on;
        rules.remove(rules.state_of(lock).queue, who);
        hand_on(rules, lock);
        return true;
    }

    Return give_back(ResourceRules& rules, ResourceId lock, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(lock);
        const Change failed = rules.granted(state);
        if (!waiter.reserved) return {failed, {}};
        waiter.reserved = false;
        if (waiter.operation == OperationKind::lock_read)
            --state.reserved_places;
        else
            state.reserved_for = kNoTask;
        hand_on(rules, lock);
        return {failed, {}};
    }

    /// Who waits to write may keep readers out.
    bool holds_back(const ResourceState&, OperationKind, TaskId) const override { return false; }
    const char* obstacle(OperationKind operation) const override {
        return operation == OperationKind::lock_read ? "others write under {0}, or wait to"
                                                     : "others read or write under {0}";
    }

    bool fold(ResourceFold& lock, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return false;
        switch (it.event.kind) {
            case EventKind::lock_write:
                lock.owner = it.event.task;
                lock.owned_event = it.index;
                return true;
            case EventKind::unlock_write:
                lock.owner = kNoTask;
                return true;
            default:
                lock.count = it.event.value;
                return true;
        }
    }

    std::int64_t level(const ResourceFold& lock, const ResourceInfo&) const override {
        return lock.owner == kNoTask ? lock.count : 1;
    }

    /// Readers know what writers did before; a writer also what readers did.
    void order(TaskClocks& tasks, ResourceClocks& lock, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return;
        if (it.event.kind == EventKind::unlock_read) return tasks.release(it.event.task, lock.read);
        if (it.event.kind == EventKind::unlock_write) return tasks.release(it.event.task, lock.released);
        tasks.acquire(it.event.task, lock.released);
        if (it.event.kind == EventKind::lock_write) tasks.acquire(it.event.task, lock.read);
    }

  private:
    static Change lock_read(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        if (is_written(state) || must_queue_to_read(rules, state))
            return rules.must_wait(state, state.queue, operation, who);
        return rules.granted(state, ++state.count);
    }

    /// Though nobody writes.
    static bool must_queue_to_read(ResourceRules& rules, const ResourceState& state) {
        if (state.prefer == LockPreference::readers) return false;
        if (state.prefer == LockPreference::fair) return !state.queue.empty();
        return first_who(rules, state, OperationKind::lock_write) != kNoTask;
    }

    static Change lock_write(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        if (is_written(state) || is_read(state)) return rules.must_wait(state, state.queue, operation, who);
        state.owner = who;
        return rules.granted(state);
    }

    static Change unlock_read(ResourceRules& rules, ResourceId lock) {
        ResourceState& state = rules.state_of(lock);
        if (state.count == 0)
            return rules.refused(state, fmt::format("unlock_read of {0}, under which nobody reads: call "
                                                    "{0}:lock_read() first",
                                                    rules.host().name_of(lock)));
        const Change change = rules.granted(state, --state.count);
        hand_on(rules, lock);
        return change;
    }

    static Change unlock_write(ResourceRules& rules, ResourceId lock, TaskId who) {
        ResourceState& state = rules.state_of(lock);
        if (state.owner != who)
            return rules.refused(state, fmt::format("unlock_write of {0} by a task that does not write under it: call "
                                                    "{0}:lock_write() first",
                                                    rules.host().name_of(lock)));
        state.owner = kNoTask;
        const Change change = rules.granted(state);
        hand_on(rules, lock);
        return change;
    }

    /// The first in the queue who wants this, or nobody.
    static TaskId first_who(ResourceRules& rules, const ResourceState& state, OperationKind wants) {
        TaskId at = state.queue.first;
        while (at != kNoTask && rules.host().waiter_of(at).operation != wants) at = rules.host().waiter_of(at).next;
        return at;
    }

    /// Nobody when nobody waits.
    static TaskId next_in(ResourceRules& rules, const ResourceState& state) {
        if (state.prefer == LockPreference::fair) return state.queue.first;
        const bool readers_first = state.prefer == LockPreference::readers;
        const TaskId preferred =
            first_who(rules, state, readers_first ? OperationKind::lock_read : OperationKind::lock_write);
        return preferred == kNoTask ? state.queue.first : preferred;
    }

    /// Wakes all the tasks that can continue now.
    static void hand_on(ResourceRules& rules, ResourceId lock) {
        ResourceState& state = rules.state_of(lock);
        for (TaskId next = next_in(rules, state); next != kNoTask; next = next_in(rules, state)) {
            const bool reads = rules.host().waiter_of(next).operation == OperationKind::lock_read;
            if (is_written(state) || (!reads && is_read(state))) return;
            rules.remove(state.queue, next);
            rules.enqueue_first(state.queue, next);
            rules.wake_first(state.queue, lock);
            if (reads)
                ++state.reserved_places;
            else
                state.reserved_for = next;
        }
    }
};

}  // namespace

const ResourceType& rw_lock_type() {
    static const RwLockType kType;
    return kType;
}

}  // namespace simul
