// Channel: `count` messages are inside, at most `capacity`; some are kept for receivers that were woken, and some
// places for senders. Once it is not `open` nothing more comes in, and who finds it empty is told so.
#include <fmt/format.h>

#include <utility>

#include "engine/resources/resource_type.h"

namespace simul {

namespace {

class ChannelType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        ResourceState& state = rules.state_of(operation.resource);
        if (operation.kind == OperationKind::close) return close(rules, operation.resource);
        if (operation.kind == OperationKind::channel_length) return tell_length(rules, operation);
        const bool has_room = !state.open || state.count + state.reserved_places < state.capacity;
        if (operation.kind == OperationKind::try_send) return try_put(rules, operation, has_room);
        if (operation.kind == OperationKind::send)
            return has_room ? put(rules, operation) : rules.must_wait(state, state.senders, operation, who);
        const bool has_news = !state.open || state.count > state.reserved_messages;
        if (operation.kind == OperationKind::try_receive) return try_take(rules, operation);
        return has_news ? take(rules, operation) : rules.must_wait(state, state.queue, operation, who);
    }

    Change complete(ResourceRules& rules, Operation& operation, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(operation.resource);
        const bool sends = waiter.operation == OperationKind::send;
        if (std::exchange(waiter.reserved, false)) --(sends ? state.reserved_places : state.reserved_messages);
        return sends ? put(rules, operation) : take(rules, operation);
    }

    bool leave_queue(ResourceRules& rules, TaskId who) const override {
        const Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(waiter.on);
        rules.remove(waiter.operation == OperationKind::send ? state.senders : state.queue, who);
        return true;
    }

    Return give_back(ResourceRules& rules, ResourceId channel, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(channel);
        const Change failed = rules.granted(state);
        if (!std::exchange(waiter.reserved, false)) return {failed, {}};
        if (waiter.operation == OperationKind::send) {
            --state.reserved_places;
            if (!state.senders.empty()) keep_place(rules, channel);
        } else {
            --state.reserved_messages;
            if (!state.queue.empty()) {
                keep_message(rules, channel);
                rules.consequences().back().handed_on = true;
            }
        }
        return {failed, {}};
    }

    bool holds_back(const ResourceState& state, OperationKind operation, TaskId) const override {
        if (!state.open) return false;
        if (operation == OperationKind::send) return state.count >= state.capacity;
        return operation == OperationKind::receive && state.count == 0;
    }
    const char* obstacle(OperationKind operation) const override {
        return operation == OperationKind::send ? "{0} is full" : "{0} is empty";
    }

    bool fold(ResourceFold& channel, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return false;
        if (it.event.kind == EventKind::close) {
            channel.flag = true;
            return false;
        }
        channel.count = it.event.value;
        return it.event.kind != EventKind::channel_length;
    }

    std::int64_t level(const ResourceFold& channel, const ResourceInfo&) const override { return channel.count; }

    /// A message brings what its sender knew; a place, what the receiver knew who made it free.
    void order(TaskClocks& tasks, ResourceClocks& channel, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return;
        const TaskId who = it.event.task;
        if (it.event.kind == EventKind::close) return tasks.release(who, channel.closed);
        if (it.event.kind == EventKind::channel_length) return;
        if (it.event.kind == EventKind::send || it.event.kind == EventKind::try_send) {
            if (channel.places_used++ >= static_cast<std::size_t>(it.info().capacity) && !channel.freed.empty()) {
                tasks.acquire(who, channel.freed.front());
                channel.freed.pop_front();
            }
            return tasks.release(who, channel.sent.emplace_back());
        }
        if (channel.sent.empty()) return tasks.acquire(who, channel.closed);
        tasks.acquire(who, channel.sent.front());
        channel.sent.pop_front();
        tasks.release(who, channel.freed.emplace_back());
    }

  private:
    static Change put(ResourceRules& rules, Operation& operation) {
        ResourceState& state = rules.state_of(operation.resource);
        ResourceHost& host = rules.host();
        if (!state.open)
            return rules.refused(state, fmt::format("send into {}, which is closed: send before you close it",
                                                    host.name_of(operation.resource)));
        host.put_message(operation.resource, *operation.text);
        const Change change = rules.granted(state, ++state.count);
        if (!state.queue.empty()) keep_message(rules, operation.resource);
        return change;
    }

    static Change try_put(ResourceRules& rules, Operation& operation, bool has_room) {
        operation.value = has_room;
        if (has_room) return put(rules, operation);
        Change change = tell_count(rules, operation);
        change.failed = true;
        return change;
    }

    /// `value`: whether it is closed.
    static Change try_take(ResourceRules& rules, Operation& operation) {
        Change change = take(rules, operation);
        const ResourceState& state = rules.state_of(operation.resource);
        operation.value = !state.open;
        change.failed = !operation.succeeded;
        if (change.failed) change.value = state.count;
        return change;
    }

    static Change tell_length(ResourceRules& rules, Operation& operation) {
        const Change change = tell_count(rules, operation);
        operation.value = change.value;
        return change;
    }

    static Change tell_count(ResourceRules& rules, const Operation& operation) {
        ResourceState& state = rules.state_of(operation.resource);
        return rules.granted(state, state.count);
    }

    static Change take(ResourceRules& rules, Operation& operation) {
        ResourceState& state = rules.state_of(operation.resource);
        operation.succeeded = state.count > state.reserved_messages;
        if (!operation.succeeded) {
            operation.text->clear();
            return rules.granted(state, 0);
        }
        rules.host().take_message(operation.resource, *operation.text);
        const Change change = rules.granted(state, --state.count);
        if (!state.senders.empty()) keep_place(rules, operation.resource);
        return change;
    }

    static void keep_message(ResourceRules& rules, ResourceId channel) {
        ResourceState& state = rules.state_of(channel);
        ++state.reserved_messages;
        rules.wake_first(state.queue, channel);
    }

    static void keep_place(ResourceRules& rules, ResourceId channel) {
        ResourceState& state = rules.state_of(channel);
        ++state.reserved_places;
        rules.wake_first(state.senders, channel);
    }

    static Change close(ResourceRules& rules, ResourceId channel) {
        ResourceState& state = rules.state_of(channel);
        state.open = false;
        const Change change = rules.granted(state);
        rules.wake_all(state.queue, channel);
        rules.wake_all(state.senders, channel);
        return change;
    }
};

}  // namespace

const ResourceType& channel_type() {
    static const ChannelType kType;
    return kType;
}

}  // namespace simul
