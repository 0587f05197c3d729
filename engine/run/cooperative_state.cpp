// Which state the resources, and the code of the tasks, are in: hashes that are equal where the same can follow.
#include "engine/run/cooperative.h"
#include "engine/scenario/operation_hash.h"

namespace simul {

namespace {

bool exceed(const std::vector<std::deque<std::string>>& messages, std::size_t bytes) {
    std::size_t sum = 0;
    for (const std::deque<std::string>& channel : messages)
        for (const std::string& message : channel)
            if ((sum += message.size()) > bytes) return true;
    return false;
}

}  // namespace

/// Nothing when some task's story cannot tell where it stands, or there is too much to look at again and again.
std::optional<StateHash> Cooperative::standing_state() const {
    constexpr std::size_t kMostTasks = 1'000, kMostBytes = 1'000'000;
    if (tasks_.size() > kMostTasks || exceed(messages_, kMostBytes)) return std::nullopt;
    StateHash hash;
    hash.add(tasks_.size());
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        const CoopTask& task = tasks_[static_cast<TaskId>(i)];
        hash.add(static_cast<std::uint64_t>(task.doing) << 1 | task.cancel_asked);
        if (task.extras && task.extras->variables) add_values(hash, *task.extras->variables);
        if (!task.started || task.doing == TaskProgress::ended) continue;
        if (!task.operation || !story_.add_place(task, hash)) return std::nullopt;
        add_operation(hash, *task.operation);
    }
    add_resources(hash);
    return hash;
}

void Cooperative::add_resources(StateHash& hash) const {
    for (std::size_t i = 0; i < resources_.size(); ++i) add_resource(hash, i);
    if (!selecting_.empty()) add_queue(hash, selecting_);
    for (const Memory& memory : memories_) add_values(hash, *memory);
}

void Cooperative::add_resource(StateHash& hash, std::size_t index) const {
    const ResourceState& state = resources_[index];
    switch (state.kind) {
        case ResourceKind::mutex:
            if (index == index_of(global_lock_)) return;
            hash.add(std::uint64_t{index_of(state.owner)} << 32 | index_of(state.reserved_for));
            hash.add(static_cast<std::uint64_t>(state.count));
            return add_queue(hash, state.queue);
        case ResourceKind::variable:
            hash.add(static_cast<std::uint64_t>(state.cell.bits));
            return hash.add(static_cast<std::uint64_t>(state.cell.type));
        case ResourceKind::channel:
            hash.add(static_cast<std::uint64_t>(state.count) << 1 | state.open);
            hash.add(static_cast<std::uint64_t>(state.reserved_messages) << 32 |
                     static_cast<std::uint64_t>(state.reserved_places));
            hash.add(static_cast<std::uint64_t>(state.unfinished));
            add_queue(hash, state.joiners);
            add_queue(hash, state.queue);
            add_queue(hash, state.senders);
            for (const std::string& message : messages_[index]) hash.add(std::string_view(message));
            return;
        case ResourceKind::stream:
            hash.add(static_cast<std::uint64_t>(state.cell.bits));
            hash.add(static_cast<std::uint64_t>(state.count) << 2 | std::uint64_t{state.open} << 1 | state.is_set);
            hash.add(index_of(state.owner));
            add_queue(hash, state.senders);
            return add_queue(hash, state.queue);
        case ResourceKind::device:
            add_device(hash, index);
            return add_queue(hash, state.queue);
        case ResourceKind::rw_lock:
            hash.add(std::uint64_t{index_of(state.owner)} << 32 | index_of(state.reserved_for));
            hash.add(static_cast<std::uint64_t>(state.count) << 32 | static_cast<std::uint64_t>(state.reserved_places));
            return add_queue(hash, state.queue);
        case ResourceKind::barrier:  // who left it leaves its index to the next
            hash.add(static_cast<std::uint64_t>(state.broken) << 33 | std::uint64_t{state.resets} << 32 |
                     static_cast<std::uint64_t>(state.reserved_places));
            add_queue(hash, state.joiners);
            for (TaskId at = state.queue.first; at != kNoTask; at = tasks_[at].waiter.next)
                hash.add(static_cast<std::uint64_t>(tasks_[at].operation->value));
            [[fallthrough]];
        default:
            hash.add(static_cast<std::uint64_t>(state.count) << 2 | std::uint64_t{state.open} << 1 | state.is_set);
            return add_queue(hash, state.queue);
    }
}

void Cooperative::add_queue(StateHash& hash, const WaitQueue& queue) const {
    for (TaskId at = queue.first; at != kNoTask; at = tasks_[at].waiter.next) hash.add(index_of(at));
    hash.add(index_of(kNoTask));
}

void Cooperative::add_values(StateHash& hash, const std::vector<Cell>& values) const {
    for (const Cell& cell : values) {
        hash.add(static_cast<std::uint64_t>(cell.bits));
        hash.add(static_cast<std::uint64_t>(cell.type));
    }
}

}  // namespace simul
