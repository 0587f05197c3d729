// Channel: `count` messages are inside, at most `capacity`; some are kept for receivers that were woken, and some
// places for senders. Once it is not `open` nothing more comes in, and who finds it empty is told so.
//
// One without any capacity is a rendezvous: whoever comes first waits for the other. The message of who waits to send
// is inside already, and is withdrawn if it waits no longer; who takes it wakes the first of those who sent.
//
// `unfinished` messages were sent, and nobody has said that they are done.
// (Who waits for any of several channels: selecting.h.)
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/resources/resource_type.h"
#include "engine/resources/selecting.h"
#include "engine/scenario/plain_value.h"
#include "engine/scenario/selection.h"

namespace simul {

namespace {

bool is_rendezvous(const ResourceState& channel) { return channel.capacity == 0; }

class ChannelType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        ResourceState& state = rules.state_of(operation.resource);
        if (operation.kind == OperationKind::close) return close(rules, operation.resource);
        if (operation.kind == OperationKind::channel_length) return tell_length(rules, operation);
        if (operation.kind == OperationKind::task_done) return finish_one(rules, operation.resource);
        if (operation.kind == OperationKind::channel_join)
            return state.unfinished == 0 ? rules.granted(state) : rules.must_wait(state, state.joiners, operation, who);
        if (operation.kind == OperationKind::try_receive) return try_take(rules, operation);
        if (selects(operation)) return select(rules, operation, who);
        if (operation.kind == OperationKind::receive)
            return has_news(rules, state) ? take(rules, operation)
                                          : rules.must_wait(state, state.queue, operation, who);
        return with_room(rules, operation, [&] { return attempt_to_send(rules, operation, who); });
    }

    Change complete(ResourceRules& rules, Operation& operation, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(operation.resource);
        const bool sends = waiter.operation == OperationKind::send;
        const bool reserved = std::exchange(waiter.reserved, false);
        if (waiter.operation == OperationKind::channel_join || (sends && reserved && is_rendezvous(state)))
            return rules.granted(state);
        if (reserved) --(sends ? state.reserved_places : state.reserved_messages);
        const bool in_vain = reserved && state.open && (sends ? state.count >= state.capacity : state.count == 0);
        if (in_vain && selects(operation)) return select(rules, operation, who);
        if (in_vain) return rules.must_wait(state, queue_of(state, operation.kind), operation, who);
        if (!sends) return take(rules, operation);
        const Change change = with_room(rules, operation, [&] { return put(rules, operation, kNoTask); });
        const bool leaves_place = change.answer == Answer::refused && state.open;
        if (leaves_place && reserved && !state.senders.empty()) keep_place(rules, operation.resource);
        return change;
    }

    bool leave_queue(ResourceRules& rules, TaskId who) const override {
        const Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(waiter.on);
        if (waiter.selects) return stop_selecting(rules, who);
        if (waiter.operation == OperationKind::send && is_rendezvous(state)) withdraw(rules, waiter.on, who);
        rules.remove(queue_of(state, waiter.operation), who);
        return true;
    }

    Return give_back(ResourceRules& rules, ResourceId channel, TaskId who) const override {
        Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(channel);
        const Change failed = rules.granted(state);
        if (!std::exchange(waiter.reserved, false) || waiter.operation == OperationKind::channel_join)
            return {failed, {}};
        if (waiter.operation == OperationKind::send) {
            if (is_rendezvous(state)) return {failed, {}};  // its message was taken
            --state.reserved_places;
            const bool has_room = state.count + kept_places(rules, state) < state.capacity;
            if (has_room && !state.senders.empty()) keep_place(rules, channel);
        } else {
            --state.reserved_messages;
            if (has_news(rules, state)) keep_message(rules, channel, kNoTask);
        }
        return {failed, {}};
    }

    bool holds_back(const ResourceState& state, OperationKind operation, TaskId) const override {
        if (operation == OperationKind::channel_join) return state.unfinished > 0;
        if (!state.open || is_rendezvous(state)) return false;
        if (operation == OperationKind::send) return state.count >= state.capacity;
        return operation == OperationKind::receive && state.count == 0;
    }
    const char* obstacle(OperationKind operation) const override {
        if (operation == OperationKind::channel_join) return "not all that was sent into {0} is done";
        return operation == OperationKind::send ? "{0} is full" : "{0} is empty";
    }

    bool fold(ResourceFold& channel, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done) return false;
        if (it.event.kind == EventKind::close) channel.flag = true;
        if (it.event.kind == EventKind::deliver && it.info().capacity > 0) {
            channel.count = std::min(channel.count + 1, it.info().capacity);
            return true;
        }
        if (!carries(it.event.kind)) return false;
        channel.count = it.event.value;
        return true;
    }

    std::int64_t level(const ResourceFold& channel, const ResourceInfo&) const override { return channel.count; }

    /// A message brings what its sender knew; a place, what the receiver knew who made it free.
    void order(TaskClocks& tasks, ResourceClocks& channel, const EventOfResource& it) const override {
        const TaskId who = it.event.task;
        if (is_of_message(it.event.kind)) return order_of_message(tasks, channel, it);
        if (carries(it.event.kind) && it.info().capacity == 0 && order_of_meeting(tasks, channel, it.event)) return;
        if (it.event.kind == EventKind::try_receive && it.event.phase == Phase::failed)
            return tasks.acquire(who, channel.closed);
        if (it.event.phase != Phase::done || it.event.kind == EventKind::channel_length) return;
        if (it.event.kind == EventKind::close) return tasks.release(who, channel.closed);
        if (it.event.kind == EventKind::task_done) return tasks.release(who, channel.done);
        if (it.event.kind == EventKind::channel_join) return tasks.acquire(who, channel.done);
        if (is_send(it.event.kind)) {
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
    static bool is_send(EventKind kind) { return kind == EventKind::send || kind == EventKind::try_send; }
    static bool carries(EventKind kind) {
        return is_send(kind) || kind == EventKind::receive || kind == EventKind::try_receive;
    }

    /// Of a message from another node: it brings what its sender knew when it was sent.
    static void order_of_message(TaskClocks& tasks, ResourceClocks& channel, const EventOfResource& it) {
        if (it.event.kind == EventKind::transmit)
            return tasks.release(it.event.task, channel.under_way[it.event.value]);
        const auto message = channel.under_way.find(it.event.value);
        if (message == channel.under_way.end()) return;
        if (it.event.kind == EventKind::deliver) {
            const bool had_been_used = channel.places_used++ >= static_cast<std::size_t>(it.info().capacity);
            if (had_been_used && !channel.freed.empty()) channel.freed.pop_front();
            channel.sent.push_back(message->second);
        }
        if (!it.header.network.may_double()) channel.under_way.erase(message);
    }

    /// Of a rendezvous: each knows what the other did before it came. False: it is closed.
    static bool order_of_meeting(TaskClocks& tasks, ResourceClocks& channel, const TraceEvent& event) {
        const TaskId who = event.task;
        std::deque<VectorClock>& own = is_send(event.kind) ? channel.sent : channel.freed;
        std::deque<VectorClock>& others = is_send(event.kind) ? channel.freed : channel.sent;
        const bool waited = event.phase != Phase::wanted && channel.arrived.erase(who) > 0;
        const bool came = event.phase == Phase::wanted || (event.phase == Phase::done && !waited);
        if (event.phase == Phase::wanted) channel.arrived[who];
        if (event.phase == Phase::done && !is_send(event.kind) && others.empty()) {
            if (waited && !own.empty()) own.pop_front();
            return false;
        }
        if (came) tasks.release(who, own.emplace_back());
        if (event.phase == Phase::done && !others.empty()) {
            tasks.acquire(who, others.front());
            others.pop_front();
        }
        const bool gave_up = waited && event.phase != Phase::done;
        if (gave_up && !own.empty()) own.pop_back();
        return true;
    }

    static Change attempt_to_send(ResourceRules& rules, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        const bool meets_nobody = is_rendezvous(state) && state.open && state.queue.empty();
        const TaskId selector = meets_nobody ? claim_selector(rules, operation.resource) : kNoTask;
        const bool has_room =
            !state.open || (is_rendezvous(state) ? !meets_nobody || selector != kNoTask
                                                 : state.count + kept_places(rules, state) < state.capacity);
        if (operation.kind == OperationKind::try_send) return try_put(rules, operation, has_room, selector);
        if (has_room) return put(rules, operation, selector);
        if (is_rendezvous(state)) return offer(rules, operation, who);
        return rules.must_wait(state, state.senders, operation, who);
    }

    /// What sends with room for a long message: it is given back if none was put into the channel.
    template <class Sends>
    static Change with_room(ResourceRules& rules, const Operation& operation, Sends&& sends) {
        ResourceState& state = rules.state_of(operation.resource);
        const std::size_t bytes = is_long(*operation.text) ? operation.text->size() : 0;
        if (bytes == 0) return sends();
        if (!rules.host().take_room(bytes)) {
            Change change = rules.refused(state, fmt::format(kNoMemoryLeft, "the message", bytes));
            change.value = static_cast<std::int64_t>(bytes);
            return change;
        }
        const std::int64_t before = state.count;
        const Change change = sends();
        if (state.count == before) rules.host().give_room_back(bytes);
        return change;
    }

    static WaitQueue& queue_of(ResourceState& state, OperationKind operation) {
        if (operation == OperationKind::channel_join) return state.joiners;
        return operation == OperationKind::send ? state.senders : state.queue;
    }

    static std::int64_t kept_places(ResourceRules& rules, const ResourceState& state) {
        return rules.host().keeps_what_it_granted() ? state.reserved_places : 0;
    }
    static std::int64_t kept_messages(ResourceRules& rules, const ResourceState& state) {
        return rules.host().keeps_what_it_granted() || is_rendezvous(state) ? state.reserved_messages : 0;
    }
    static bool has_news(ResourceRules& rules, const ResourceState& state) {
        return !state.open || state.count > kept_messages(rules, state);
    }

    // ---- Who selects.

    /// From the first that has a message, or is closed.
    static Change select(ResourceRules& rules, Operation& operation, TaskId who) {
        const std::vector<ResourceId> channels = selected_by(operation);
        for (const ResourceId channel : channels) {
            operation.resource = channel;
            if (has_news(rules, rules.state_of(channel))) return take(rules, operation);
        }
        return stand_selecting(rules, operation, who, channels);
    }

    /// Nobody is there to take it: it waits, and its message is inside.
    static Change offer(ResourceRules& rules, Operation& operation, TaskId who) {
        constexpr std::int64_t kMostOffered = 1024;
        ResourceState& state = rules.state_of(operation.resource);
        if (state.count >= kMostOffered)
            return rules.refused(state, fmt::format("more than {} tasks wait to send into {}", kMostOffered,
                                                    rules.host().name_of(operation.resource)));
        rules.host().put_message(operation.resource, *operation.text);
        ++state.count;
        if (state.counts) ++state.unfinished;
        return rules.must_wait(state, state.senders, operation, who);
    }

    /// How many wait with a message that is inside. A message beyond theirs is from who has met its receiver already.
    static std::int64_t offers(ResourceRules& rules, const ResourceState& state) {
        std::int64_t count = 0;
        for (TaskId at = state.senders.first; at != kNoTask; at = rules.host().waiter_of(at).next) ++count;
        return count;
    }

    /// What `who` has offered, before those behind it did.
    static void withdraw(ResourceRules& rules, ResourceId channel, TaskId who) {
        ResourceState& state = rules.state_of(channel);
        std::size_t later = 0;
        for (TaskId at = rules.host().waiter_of(who).next; at != kNoTask; at = rules.host().waiter_of(at).next) ++later;
        rules.host().withdraw_message(channel, later);
        --state.count;
        if (state.counts && --state.unfinished == 0) rules.wake_all(state.joiners, channel);
    }

    static Change finish_one(ResourceRules& rules, ResourceId channel) {
        ResourceState& state = rules.state_of(channel);
        if (state.unfinished == 0)
            return rules.refused(state, fmt::format("task_done of {}, more often than messages were sent into it",
                                                    rules.host().name_of(channel)));
        const Change change = rules.granted(state, --state.unfinished);
        if (state.unfinished == 0) rules.wake_all(state.joiners, channel);
        return change;
    }

    /// A rendezvous keeps none.
    static std::int64_t told_count(const ResourceState& state) { return is_rendezvous(state) ? 0 : state.count; }

    /// `selector`: who was claimed for the message.
    static Change put(ResourceRules& rules, Operation& operation, TaskId selector) {
        ResourceState& state = rules.state_of(operation.resource);
        ResourceHost& host = rules.host();
        if (!state.open)
            return rules.refused(state, fmt::format("send into {}, which is closed: send before you close it",
                                                    host.name_of(operation.resource)));
        host.put_message(operation.resource, *operation.text);
        ++state.count;
        if (state.counts) ++state.unfinished;
        const Change change = rules.granted(state, told_count(state));
        keep_message(rules, operation.resource, selector);
        return change;
    }

    static Change try_put(ResourceRules& rules, Operation& operation, bool has_room, TaskId selector) {
        operation.value = has_room;
        if (has_room) return put(rules, operation, selector);
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
        if (change.failed) change.value = told_count(state);
        return change;
    }

    static Change tell_length(ResourceRules& rules, Operation& operation) {
        const Change change = tell_count(rules, operation);
        operation.value = change.value;
        return change;
    }

    static Change tell_count(ResourceRules& rules, const Operation& operation) {
        ResourceState& state = rules.state_of(operation.resource);
        return rules.granted(state, told_count(state));
    }

    static Change take(ResourceRules& rules, Operation& operation) {
        ResourceState& state = rules.state_of(operation.resource);
        operation.succeeded = state.count > kept_messages(rules, state);
        if (selects(operation)) operation.expected = 0;
        if (!operation.succeeded) {
            operation.text->clear();
            return rules.granted(state, 0);
        }
        rules.host().take_message(operation.resource, *operation.text);
        --state.count;
        const Change change = rules.granted(state, told_count(state));
        if (state.senders.empty()) return change;
        if (!is_rendezvous(state))
            keep_place(rules, operation.resource);
        else if (state.count - state.reserved_messages < offers(rules, state))
            rules.wake_first(state.senders, operation.resource);
        return change;
    }

    /// For the first who waits for it, or for who was claimed. False: there is nobody.
    static bool keep_message(ResourceRules& rules, ResourceId channel, TaskId claimed) {
        ResourceState& state = rules.state_of(channel);
        const bool has_receiver = claimed == kNoTask && !state.queue.empty();
        if (claimed == kNoTask && !has_receiver) claimed = claim_selector(rules, channel);
        if (claimed == kNoTask && !has_receiver) return false;
        ++state.reserved_messages;
        if (has_receiver)
            rules.wake_first(state.queue, channel);
        else
            rules.wake(claimed, channel);
        return true;
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
        for (TaskId who = claim_selector(rules, channel); who != kNoTask; who = claim_selector(rules, channel)) {
            rules.wake(who, channel);
            rules.host().waiter_of(who).reserved = false;
        }
        for (TaskId at = state.senders.first; is_rendezvous(state) && at != kNoTask;
             at = rules.host().waiter_of(at).next)
            withdraw(rules, channel, at);
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
