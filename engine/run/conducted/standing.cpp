// What a conducted run says of itself: who would do what, who cannot and why, and which state this is.
#include <fmt/format.h>

#include <algorithm>

#include "engine/resources/resource_type.h"
#include "engine/run/conducted/conducted.h"

namespace simul {

Intent Conducted::intent_of(TaskId id) const {
    const CoopTask& task = looked_at(id);
    if (stands_[index_of(id)].relocks)
        return {id, OperationKind::lock, task.waiter.on, kNoTask, task.operation->line, false};
    const Operation& operation = *task.operation;
    const bool gives_up = operation.timed && !can_go_on(task, stands_[index_of(id)]);
    return {id, operation.kind, operation.resource, operation.task, operation.line, gives_up};
}

std::string Conducted::name_of_task(TaskId id) const { return const_cast<Conducted*>(this)->name_of(id); }

std::string Conducted::in_words(const Intent& intent) const {
    std::string words =
        fmt::format("task {} ({}): {}", index_of(intent.task), name_of_task(intent.task), info_of(intent.kind).verb);
    if (intent.resource != kNoResource) words += " " + infos_[index_of(intent.resource)].name;
    if (intent.other != kNoTask) words += " " + name_of_task(intent.other);
    if (intent.gives_up) words += ", whose time runs out";
    return intent.line == 0 ? words : fmt::format("{}, line {}", words, intent.line);
}

/// Those who ask and cannot go on, and those who stand in a queue.
std::vector<HeldBack> Conducted::held_back() const {
    std::vector<HeldBack> list;
    for (std::size_t i = 0; i < stands_.size(); ++i) {
        const CoopTask& task = looked_at(static_cast<TaskId>(i));
        const Stand& stand = stands_[i];
        const bool enabled = std::find(enabled_.begin(), enabled_.end(), task.id) != enabled_.end();
        if (enabled || (!stand.asked && task.doing != Doing::waiting) || !task.operation) continue;
        list.push_back({intent_of(task.id), obstacle_of(task)});
    }
    return list;
}

std::string Conducted::obstacle_of(const CoopTask& task) const {
    const Stand& stand = stands_[index_of(task.id)];
    if (stand.asked && can_go_on(task, stand))
        return loop_ == kNoTask || plan_.model != Model::event_loop ? "another call has not returned yet"
                                                                    : name_of_task(loop_) + " has the event loop";
    const Intent intent = intent_of(task.id);
    if (intent.resource == kNoResource) return name_of_task(intent.other) + " has not ended yet";
    const ResourceState& state = resources_[index_of(intent.resource)];
    const std::string owner = state.owner == kNoTask ? std::string() : name_of_task(state.owner);
    return fmt::format(fmt::runtime(type_of(state.kind).obstacle(intent.kind)), infos_[index_of(intent.resource)].name,
                       owner, state.count, state.capacity);
}

// ---- The state. What a task does next is a function of what its operations gave.

void Conducted::remember(CoopTask& task, const Operation& operation) {
    StateHash& history = stands_[index_of(task.id)].history;
    history.add(static_cast<std::uint64_t>(operation.kind) | std::uint64_t{index_of(operation.resource)} << 8 |
                std::uint64_t{operation.succeeded} << 32 | static_cast<std::uint64_t>(operation.cell) << 33);
    history.add(static_cast<std::uint64_t>(operation.value));
    switch (operation.kind) {
        case OperationKind::receive:
            return history.add(std::string_view(*operation.text));
        case OperationKind::await:
        case OperationKind::future_result:
        case OperationKind::future_exception:
            return history.add(stands_[index_of(operation.task)].history);
        case OperationKind::unlock:
        case OperationKind::condition_wait:
        case OperationKind::send:
            return history.add(std::string_view(rules_.refusal()));
        case OperationKind::expect:
            if (operation.value == 0) broken_.add(history);
            return;
        case OperationKind::mark: {
            StateHash name;
            name.add(std::string_view(*operation.text));
            marked_.first += name.first;
            marked_.second += name.second;
            return;
        }
        case OperationKind::add_done_callback:
            return stands_[index_of(operation.task)].history.add(history);
        default:
            return;
    }
}

/// The task goes on after a wait in a queue, or because it was cancelled there.
void Conducted::remember_wait(CoopTask& task) {
    const Operation& operation = *task.operation;
    StateHash& history = stands_[index_of(task.id)].history;
    history.add(static_cast<std::uint64_t>(operation.kind) << 2 | std::uint64_t{task.timed_out} << 1 |
                task.cancel_asked);
    if (operation.task != kNoTask) history.add(stands_[index_of(operation.task)].history);
}

/// Of a task that has ended only its end matters: so many ways lead to the same state.
void Conducted::forget_but_the_end(CoopTask& task) {
    StateHash& history = stand_of(task).history;
    history = StateHash{};
    if (!task.extras) return;
    history.add(std::string_view(task.extras->result));
    history.add(std::string_view(task.extras->error));
}

StateHash Conducted::state() const {
    StateHash hash = broken_;
    hash.add(marked_);
    for (std::size_t i = 0; i < stands_.size(); ++i) {
        const CoopTask& task = looked_at(static_cast<TaskId>(i));
        const Stand& stand = stands_[i];
        hash.add(std::uint64_t{stand.asked} | std::uint64_t{stand.relocks} << 1 | std::uint64_t{stand.expires} << 5 |
                 std::uint64_t{task.cancel_asked} << 2 | std::uint64_t{task.started} << 3 |
                 std::uint64_t{task.doing == Doing::ended} << 4 | static_cast<std::uint64_t>(task.ending) << 8);
        hash.add(stand.history);
        if (plan_.model == Model::process_pool && task.extras && task.extras->variables)
            add_values(hash, *task.extras->variables);
    }
    for (std::size_t i = 0; i < resources_.size(); ++i) add_resource(hash, i);
    for (const Memory& memory : memories_) add_values(hash, *memory);
    if (plan_.model == Model::event_loop) hash.add(index_of(loop_));
    return hash;
}

void Conducted::add_resource(StateHash& hash, std::size_t index) const {
    const ResourceState& state = resources_[index];
    switch (state.kind) {
        case ResourceKind::mutex:
            if (index == index_of(global_lock_)) return;
            hash.add(index_of(state.owner));
            return add_queue(hash, state.queue);
        case ResourceKind::variable:
            hash.add(static_cast<std::uint64_t>(state.cell.bits));
            return hash.add(static_cast<std::uint64_t>(state.cell.type));
        case ResourceKind::channel:
            hash.add(static_cast<std::uint64_t>(state.count) << 1 | state.open);
            for (const std::string& message : messages_[index]) hash.add(std::string_view(message));
            return;
        default:
            hash.add(static_cast<std::uint64_t>(state.count) << 2 | std::uint64_t{state.open} << 1 | state.is_set);
            return add_queue(hash, state.queue);
    }
}

void Conducted::add_queue(StateHash& hash, const WaitQueue& queue) const {
    for (TaskId at = queue.first; at != kNoTask; at = looked_at(at).waiter.next) hash.add(index_of(at));
    hash.add(index_of(kNoTask));
}

void Conducted::add_values(StateHash& hash, const std::vector<Cell>& values) const {
    for (const Cell& cell : values) {
        hash.add(static_cast<std::uint64_t>(cell.bits));
        hash.add(static_cast<std::uint64_t>(cell.type));
    }
}

}  // namespace simul
