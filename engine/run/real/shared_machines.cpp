// What the processes of several machines share: what each is to begin, and what goes with a machine that crashes.
#include <algorithm>

#include "engine/os/futex.h"
#include "engine/run/real/shared_run.h"

namespace simul {

void SharedRun::begin_on(NodeId id, TaskId task) const {
    NodeSlot& node = this->node(id);
    std::uint32_t newest = node.to_begin.load();
    do {
        slot(task).next_to_begin = newest == 0 ? kNoTask : static_cast<TaskId>(newest - 1);
    } while (!node.to_begin.compare_exchange_weak(newest, static_cast<std::uint32_t>(index_of(task)) + 1));
    node.news.fetch_add(1, std::memory_order_release);
    os::wake(node.news, os::kEveryone);
}

std::vector<TaskId> SharedRun::take_to_begin(NodeId id) const {
    std::vector<TaskId> tasks;
    const std::uint32_t newest = node(id).to_begin.exchange(0);
    for (TaskId at = newest == 0 ? kNoTask : static_cast<TaskId>(newest - 1); at != kNoTask;
         at = slot(at).next_to_begin)
        tasks.push_back(at);
    std::reverse(tasks.begin(), tasks.end());
    return tasks;
}

void SharedRun::wipe(ResourceId resource, TaskId who) const {
    GuardedResource& held = resources_[index_of(resource)];
    const ResourceInfo& wiped = info(resource);
    if (rings_[index_of(resource)] != 0)
        for (std::string message; count_in_ring(resource) > 0;) take_message(resource, message, who);
    if (held.content != 0) {
        const std::size_t bytes = region_->text(held.content).size();
        drop_long(std::exchange(held.content, 0), who);
        if (is_long(bytes)) give_memory_back(bytes);
    }
    const std::uint16_t ticket = held.state.ticket;
    held.state = first_state_of(wiped);
    held.state.ticket = ticket;
    if (wiped.initial.is_packed()) held.content = keep_long(wiped.content, who);
}

bool SharedRun::is_held_on(NodeId node, const std::atomic<std::uint32_t>& guard) const {
    const TaskId holder = holder_of(guard);
    return holder != kNoTask && holder != supervisor() && slot(holder).node == node;
}

bool SharedRun::is_in_the_middle(NodeId node) const {
    if (is_held_on(node, table_->tasks_guard) || is_held_on(node, table_->selecting_guard) ||
        is_held_on(node, table_->long_texts.guard))
        return true;
    for (std::size_t i = 0; i < infos_->size(); ++i)
        if (is_held_on(node, resources_[i].guard)) return true;
    const std::uint32_t count = table_->tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        const TaskSlot& task = slots_[i];
        if (task.node == node && (task.records.load() || task.guard.load() != 0)) return true;
    }
    return false;
}

}  // namespace simul
