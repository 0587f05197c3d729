// Byte stream: `count` bytes are inside, at most `capacity`, in the order in which they were written, with `unfinished`
// ends of lines among them. They are what its cell holds. Where one write ends and the next begins nobody can tell.
// Once it is not `open` nothing more comes in; once it `is_set` nobody reads it any more.
//
// A write puts in what there is room for, and waits with the rest: meanwhile its task is the `owner`, and nobody else
// writes. As in the kernel, nothing is kept for who was woken: who comes first has it, and who finds too little waits
// again.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "engine/resources/resource_type.h"
#include "engine/scenario/body_end.h"
#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

constexpr std::int64_t room_in(const ResourceState& stream) { return stream.capacity - stream.count; }

/// Whether such a read need not wait.
bool has_enough(const ResourceState& stream, OperationKind reads) {
    if (!stream.open || stream.is_set) return true;
    if (reads == OperationKind::stream_read) return stream.count > 0;
    return stream.unfinished > 0 || room_in(stream) == 0;
}

/// One of its ends.
constexpr bool closes(EventKind kind) {
    return kind == EventKind::stream_close_read || kind == EventKind::stream_close_write;
}

class StreamType final : public ResourceType {
  public:
    Change attempt(ResourceRules& rules, Operation& operation, TaskId who) const override {
        if (operation.kind == OperationKind::stream_close_read) return close_read(rules, operation.resource);
        if (operation.kind == OperationKind::stream_close_write) return close_write(rules, operation.resource);
        return operation.kind == OperationKind::stream_write ? write(rules, operation, who)
                                                             : read(rules, operation, who);
    }

    /// What it was woken for may have gone to another; a write has another part to put in.
    Change complete(ResourceRules& rules, Operation& operation, TaskId who) const override {
        rules.host().waiter_of(who).reserved = false;
        return attempt(rules, operation, who);
    }

    bool leave_queue(ResourceRules& rules, TaskId who) const override {
        const Waiter& waiter = rules.host().waiter_of(who);
        ResourceState& state = rules.state_of(waiter.on);
        rules.remove(waiter.operation == OperationKind::stream_write ? state.senders : state.queue, who);
        hand_on(rules, waiter.on, who);
        return true;
    }

    /// What it has written stays there.
    Return give_back(ResourceRules& rules, ResourceId stream, TaskId who) const override {
        const Change failed = rules.granted(rules.state_of(stream));
        hand_on(rules, stream, who);
        return {failed, {}};
    }

    bool holds_back(const ResourceState& state, OperationKind operation, TaskId who) const override {
        if (operation == OperationKind::stream_read || operation == OperationKind::stream_read_line)
            return !has_enough(state, operation);
        if (operation != OperationKind::stream_write || !state.open || state.is_set) return false;
        return room_in(state) == 0 || (state.owner != kNoTask && state.owner != who);
    }
    const char* obstacle(OperationKind operation) const override {
        if (operation == OperationKind::stream_read_line) return "{0} has no whole line inside";
        return operation == OperationKind::stream_write ? "{0} is full" : "{0} is empty";
    }

    /// Also who waits with the rest of a write has put something in.
    bool fold(ResourceFold& stream, const EventOfResource& it) const override {
        if (it.event.phase != Phase::done && it.event.phase != Phase::wanted) return false;
        if (closes(it.event.kind)) stream.flag = true;
        const bool changes = closes(it.event.kind) || stream.count != it.event.value;
        stream.count = it.event.value;
        return changes;
    }

    std::int64_t level(const ResourceFold& stream, const ResourceInfo&) const override { return stream.count; }

    /// A byte brings what its writer knew; room, what the reader knew who made it.
    void order(TaskClocks& tasks, ResourceClocks& stream, const EventOfResource& it) const override {
        const TaskId who = it.event.task;
        if (it.event.phase == Phase::timed_out) return;
        if (it.event.phase == Phase::failed) return tasks.acquire(who, stream.closed);
        const std::int64_t moved = it.event.value - stream.inside;
        stream.inside = it.event.value;
        if (closes(it.event.kind)) return tasks.release(who, stream.closed);
        if (moved == 0) {
            if (it.event.phase == Phase::done) tasks.acquire(who, stream.closed);
            return;
        }
        BytesWithClocks& own = moved > 0 ? stream.written : stream.read_bytes;
        BytesWithClocks& others = moved > 0 ? stream.read_bytes : stream.written;
        const std::int64_t bytes = std::max(moved, -moved);
        const std::int64_t needed = moved > 0 ? others.taken_up(bytes, it.info().capacity) : bytes;
        others.take(needed, [&](const VectorClock& clock) { tasks.acquire(who, clock); });
        tasks.release(who, own.add(bytes));
    }

  private:
    // ---- What is inside.

    static void load(ResourceRules& rules, ResourceId stream, std::string& into) {
        const ResourceState& state = rules.state_of(stream);
        into.clear();
        if (state.count > 0) rules.host().load_content(stream, state.cell, into);
    }

    /// False: the memory of the run does not hold it.
    static bool keep(ResourceRules& rules, ResourceId stream, std::string_view bytes) {
        ResourceState& state = rules.state_of(stream);
        const Cell cell = bytes.empty() ? Cell() : cell_of(bytes);
        if (!bytes.empty() && !rules.host().keep_content(stream, cell, bytes)) return false;
        state.cell = cell;
        state.count = static_cast<std::int64_t>(bytes.size());
        state.unfinished = std::count(bytes.begin(), bytes.end(), '\n');
        return true;
    }

    static Change told(ResourceRules& rules, ResourceId stream) {
        ResourceState& state = rules.state_of(stream);
        return rules.granted(state, state.count);
    }

    // ---- Reading.

    static Change read(ResourceRules& rules, Operation& operation, TaskId who) {
        const ResourceId stream = operation.resource;
        ResourceState& state = rules.state_of(stream);
        if (state.is_set)
            return rules.refused(state, fmt::format("the reading end of {} is closed: read before close_read()",
                                                    rules.host().name_of(stream)));
        if (!has_enough(state, operation.kind)) return wait(rules, state.queue, operation, who);
        std::string bytes;
        load(rules, stream, bytes);
        std::size_t taken = bytes.size();
        if (operation.kind == OperationKind::stream_read)
            taken = std::min(taken, static_cast<std::size_t>(operation.value));
        else if (state.unfinished > 0)
            taken = bytes.find('\n') + 1;
        operation.text->assign(bytes, 0, taken);
        keep(rules, stream, std::string_view(bytes).substr(taken));
        const Change change = told(rules, stream);
        wake_others(rules, stream);
        return change;
    }

    // ---- Writing.

    /// `expected` bytes of it are in.
    static Change write(ResourceRules& rules, Operation& operation, TaskId who) {
        const ResourceId stream = operation.resource;
        ResourceState& state = rules.state_of(stream);
        if (state.is_set || !state.open) return refuse_to_write(rules, stream, who);
        const std::string_view rest =
            std::string_view(*operation.text).substr(static_cast<std::size_t>(operation.expected));
        const bool is_its_turn = state.owner == kNoTask || state.owner == who;
        if (!rest.empty() && (!is_its_turn || room_in(state) == 0)) return wait(rules, state.senders, operation, who);
        const std::string_view part = rest.substr(0, static_cast<std::size_t>(room_in(state)));
        std::string bytes;
        load(rules, stream, bytes);
        if (!keep(rules, stream, bytes.append(part))) {
            Change change = rules.refused(state, fmt::format(kNoMemoryLeft, "what is written", rest.size()));
            hand_on(rules, stream, who);
            return change;
        }
        operation.expected += static_cast<std::int64_t>(part.size());
        if (part.size() < rest.size()) {
            state.owner = who;
            const Change waits = wait(rules, state.senders, operation, who);
            wake_others(rules, stream);
            return waits;
        }
        operation.value = operation.expected;
        const Change change = told(rules, stream);
        hand_on(rules, stream, who);
        return change;
    }

    static Change refuse_to_write(ResourceRules& rules, ResourceId stream, TaskId who) {
        ResourceState& state = rules.state_of(stream);
        if (state.owner == who) state.owner = kNoTask;
        const std::string name = rules.host().name_of(stream);
        if (state.is_set) return rules.refused(state, told_of_broken_pipe(name));
        return rules.refused(state, fmt::format("the writing end of {} is closed: write before close_write()", name));
    }

    // ---- Waiting.

    /// Who is in the middle of a write comes before all others.
    static Change wait(ResourceRules& rules, WaitQueue& queue, Operation& operation, TaskId who) {
        ResourceState& state = rules.state_of(operation.resource);
        Change change = rules.must_wait(state, queue, operation, who);
        change.value = state.count;
        if (state.owner == who && rules.remove(queue, who)) rules.enqueue_first(queue, who);
        return change;
    }

    /// The task waits no longer, or has written all.
    static void hand_on(ResourceRules& rules, ResourceId stream, TaskId who) {
        ResourceState& state = rules.state_of(stream);
        if (state.owner == who) state.owner = kNoTask;
        wake_others(rules, stream);
    }

    /// The first who can read, and the first who can write.
    static void wake_others(ResourceRules& rules, ResourceId stream) {
        ResourceState& state = rules.state_of(stream);
        TaskId reader = state.queue.first;
        while (reader != kNoTask && !has_enough(state, rules.host().waiter_of(reader).operation))
            reader = rules.host().waiter_of(reader).next;
        if (reader != kNoTask && rules.remove(state.queue, reader)) rules.wake(reader, stream);
        const bool can_write = room_in(state) > 0 && !state.senders.empty() &&
                               (state.owner == kNoTask || state.owner == state.senders.first);
        if (can_write) rules.wake_first(state.senders, stream);
    }

    // ---- The ends.

    static Change close_write(ResourceRules& rules, ResourceId stream) {
        ResourceState& state = rules.state_of(stream);
        state.open = false;
        return tell_all(rules, stream);
    }

    static Change close_read(ResourceRules& rules, ResourceId stream) {
        rules.state_of(stream).is_set = true;
        keep(rules, stream, {});
        return tell_all(rules, stream);
    }

    static Change tell_all(ResourceRules& rules, ResourceId stream) {
        ResourceState& state = rules.state_of(stream);
        state.owner = kNoTask;
        const Change change = told(rules, stream);
        rules.wake_all(state.queue, stream);
        rules.wake_all(state.senders, stream);
        return change;
    }
};

}  // namespace

const ResourceType& stream_type() {
    static const StreamType kType;
    return kType;
}

}  // namespace simul
