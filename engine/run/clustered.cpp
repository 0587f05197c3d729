#include "engine/run/clustered.h"

#include <fmt/format.h>

#include <utility>

#include "engine/run/operation_events.h"
#include "engine/scenario/plain_value.h"
#include "engine/scenario/selection.h"

namespace simul {

Clustered::Clustered(Story& story, const RunPlan& plan, Recorder& recorder, const std::atomic<std::uint32_t>& stop)
    : Cooperative(story, plan, recorder, stop), nodes_(nodes_of(story.description(), plan)), standing_(nodes_.size()) {}

void Clustered::begin_anew_with_machines() {
    standing_.assign(nodes_.size(), {});
    links_.clear();
    sent_ = 0;
    crashed_.clear();
}

// ---- What crosses.

NodeId Clustered::node_of(const TaskContext& context) const {
    const auto& task = static_cast<const CoopTask&>(context);
    return task.extras ? task.extras->node : kFirstNode;
}

Grant Clustered::perform_elsewhere(CoopTask& task, Operation& operation, const Elsewhere& there) {
    if (!may_perform()) return Grant::later;
    if (there.resource == kNoResource) return refuse_future(task, operation, there.future);
    if (operation.kind == OperationKind::send) return transmit(task, operation);
    return refuse_resource(task, operation, there.resource);
}

Grant Clustered::refuse_resource(CoopTask& task, Operation& operation, ResourceId resource) {
    const ResourceInfo& info = infos_[index_of(resource)];
    const std::string& here = nodes_[index_of(node_of(task))].name;
    record_on(task, event_of(operation.kind), Phase::failed, operation.resource, state_of(operation.resource).ticket++,
              operation.line);
    task.fail_next(why_resource_stays(name_of(task.id), here, info, nodes_[index_of(info.node)].name));
    return Grant::granted;
}

Grant Clustered::refuse_future(CoopTask& task, Operation& operation, TaskId future) {
    const std::string& here = nodes_[index_of(node_of(task))].name;
    const std::string& there = nodes_[index_of(node_of(tasks_[future]))].name;
    record(task, event_of(operation.kind), Phase::failed, value_of(operation.task), operation.line);
    task.fail_next(why_future_stays(name_of(task.id), here, name_of(future), there));
    return Grant::granted;
}

// ---- Messages.

/// It never waits, and never hears what becomes of the message.
Grant Clustered::transmit(CoopTask& task, Operation& operation) {
    const ResourceId channel = operation.resource;
    const std::int64_t declared = story_.description().resources[index_of(channel)].message_bytes;
    const double bytes = declared > 0 ? static_cast<double>(declared) : static_cast<double>(operation.text->size());
    const std::size_t room = 2 * (sizeof(Message) + operation.text->size());  // it may be doubled
    if (!held_.take(room)) return find_no_room(task, operation);
    Message message;
    message.number = ++sent_;
    message.sender = task.id;
    message.channel = channel;
    message.packed = *operation.text;
    message.room = room;
    message.from = node_of(task);
    message.to = infos_[index_of(channel)].node;
    message.changes = links_.changes(message.from, message.to);
    record_text(task,
                event_on(EventKind::transmit, Phase::done, channel, state_of(channel).ticket++, operation.line, sent_),
                preview_and_size(message.packed));
    send_away(std::move(message), bytes);
    return Grant::granted;
}

Grant Clustered::find_no_room(CoopTask& task, Operation& operation) {
    record_on(task, EventKind::send, Phase::failed, operation.resource, state_of(operation.resource).ticket++,
              operation.line);
    task.fail_next(fmt::format(kNoMemoryLeft, "the message", operation.text->size()));
    return Grant::granted;
}

/// A channel that is full, closed, or hands over from task to task while nobody receives, takes no message.
void Clustered::deliver(Message message) {
    CoopTask& sender = tasks_[message.sender];
    held_.give_back(message.room);
    std::string lost = why_lost_on_the_way(message, links_, nodes_[index_of(message.to)], is_down(message.to));
    if (!lost.empty()) return lose(message, lost);
    ResourceState& channel = state_of(message.channel);
    if (!channel.open) return lose(message, "the channel is closed");
    Operation put(OperationKind::try_send, 0);
    put.resource = message.channel;
    put.text = &message.packed;
    const Change change = rules_.attempt(put, sender.id);
    if (lost = why_not_taken(change, channel); !lost.empty()) return lose(message, lost);
    record_text(sender, event_on(EventKind::deliver, Phase::done, message.channel, change.ticket, 0, message.number),
                preview_and_size(message.packed));
    tell_consequences(sender.id);
}

void Clustered::lose(const Message& message, std::string_view why) {
    record_text(
        tasks_[message.sender],
        event_on(EventKind::lose, Phase::done, message.channel, state_of(message.channel).ticket++, 0, message.number),
        why);
}

}  // namespace simul
