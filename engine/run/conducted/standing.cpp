// What a conducted run says of itself: who would do what, who cannot and why, and which state this is.
#include <fmt/format.h>

#include <algorithm>

#include "engine/resources/resource_type.h"
#include "engine/run/conducted/conducted.h"
#include "engine/run/operation_events.h"

namespace simul {

Intent Conducted::intent_of(TaskId id) const {
    if (is_happening(id)) return {id, {}, channel_of(id), kNoTask, 0, NextStep::happening};
    const CoopTask& task = looked_at(id);
    const Stand& stand = stands_[index_of(id)];
    if (stand.relocks) return {id, OperationKind::lock, task.waiter.on, kNoTask, task.operation->line, {}};
    if (stand.ends) return {id, OperationKind::yield, kNoResource, kNoTask, 0, NextStep::end};
    const Operation& operation = *task.operation;
    const NextStep step = next_step_of(task, stand).value_or(NextStep::operation);
    return {id, operation.kind, operation.resource, operation.task, operation.line, step};
}

std::string Conducted::name_of_task(TaskId id) const {
    if (is_happening(id)) return text_of(happening_of(id));
    return const_cast<Conducted*>(this)->name_of(id);
}

std::string Conducted::in_words(const Intent& intent) const {
    if (is_happening(intent.task)) return text_of(happening_of(intent.task));
    std::string words = fmt::format("task {} ({}): {}", index_of(intent.task), name_of_task(intent.task),
                                    intent.step == NextStep::end ? std::string_view("end") : info_of(intent.kind).verb);
    if (intent.resource != kNoResource) words += " " + infos_[index_of(intent.resource)].name;
    if (intent.other != kNoTask) words += " " + name_of_task(intent.other);
    if (intent.step == NextStep::time_out) words += ", whose time runs out";
    if (intent.step == NextStep::wait) words += ", for which it begins to wait";
    if (intent.step == NextStep::answer) words += ", whose answer comes";
    if (intent.step == NextStep::going_on) words += ", after which it continues";
    return intent.line == 0 ? words : fmt::format("{}, line {}", words, intent.line);
}

/// Those who ask and cannot continue, and those who stand in a queue.
std::vector<HeldBack> Conducted::held_back() const {
    std::vector<HeldBack> list;
    for (std::size_t i = 0; i < stands_.size(); ++i) {
        const CoopTask& task = looked_at(static_cast<TaskId>(i));
        const Stand& stand = stands_[i];
        const bool enabled = std::find(enabled_.begin(), enabled_.end(), task.id) != enabled_.end();
        if (enabled || (!stand.asked && task.doing != TaskProgress::waiting) || !task.operation) continue;
        list.push_back({intent_of(task.id), obstacle_of(task)});
    }
    return list;
}

std::string Conducted::obstacle_of(const CoopTask& task) const {
    const Stand& stand = stands_[index_of(task.id)];
    if (stand.asked && stands_for_memory(task))
        return "its store into " + infos_[index_of(buffers_.oldest(task.id).variable)].name + " is not in memory yet";
    if (stand.asked && can_go_on(task, stand) && is_closing() && loop_ == kNoTask)
        return "main has ended, and it is cut off after the turn of the others";
    if (stand.asked && can_go_on(task, stand))
        return loop_ == kNoTask || plan_.model != Model::event_loop ? "another call has not returned yet"
                                                                    : name_of_task(loop_) + " has the event loop";
    const Intent intent = intent_of(task.id);
    if (calls_back(intent.kind)) return "a callback has not returned yet";
    if (intent.resource == kNoResource) return name_of_task(intent.other) + " has not ended yet";
    const ResourceState& state = resources_[index_of(intent.resource)];
    const std::string owner = state.owner == kNoTask ? std::string() : name_of_task(state.owner);
    return fmt::format(fmt::runtime(type_of(state.kind).obstacle(intent.kind)), infos_[index_of(intent.resource)].name,
                       owner, state.count, state.capacity);
}

}  // namespace simul
