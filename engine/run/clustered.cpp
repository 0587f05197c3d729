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

bool Clustered::is_elsewhere(const CoopTask& task, ResourceId resource) const {
    return resource != kNoResource && infos_[index_of(resource)].node != node_of(task);
}

bool Clustered::is_elsewhere(const CoopTask& task, TaskId other) const {
    return other != kNoTask && node_of(tasks_[other]) != node_of(task);
}

/// Of an operation on something that stands on another machine.
Clustered::Elsewhere Clustered::elsewhere(const CoopTask& task, const Operation& operation) const {
    switch (family_of(operation.kind)) {
        case Family::on_resource:
        case Family::asks_device:
            if (selects(operation))
                for (const ResourceId channel : selected_by(operation))
                    if (is_elsewhere(task, channel)) return {channel, kNoTask};
            if (is_elsewhere(task, operation.resource)) return {operation.resource, kNoTask};
            if (is_elsewhere(task, operation.mutex)) return {operation.mutex, kNoTask};
            return {};
        case Family::awaits:
        case Family::asks_future:
            if (until_of(operation) != Until::its_end && watch_number(operation) == 0)
                for (const TaskId future : listed_futures(*operation.text))
                    if (is_elsewhere(task, future)) return {kNoResource, future};
            if (is_elsewhere(task, operation.task)) return {kNoResource, operation.task};
            return {};
        case Family::rests:
        case Family::computes:
        case Family::gives_way:
        case Family::spawns:
        case Family::tells:
        case Family::draws:
            break;
    }
    return {};
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
    const std::string& home = nodes_[index_of(info.node)].name;
    const std::string remedy =
        info.kind == ResourceKind::channel
            ? fmt::format("from {} it can only be sent into; let a task on {} do this, or put it here: on(\"{}\", …)",
                          here, home, here)
            : fmt::format(
                  "machines share no memory: send a message to a task on {}, into a channel that stands there, "
                  "on(\"{}\", channel(8))",
                  home, home);
    record_on(task, event_of(operation.kind), Phase::failed, operation.resource, state_of(operation.resource).ticket++,
              operation.line);
    task.fail_next(
        fmt::format("{} runs on {}, and {} stands on {}: {}", name_of(task.id), here, info.name, home, remedy));
    return Grant::granted;
}

Grant Clustered::refuse_future(CoopTask& task, Operation& operation, TaskId future) {
    const std::string& here = nodes_[index_of(node_of(task))].name;
    const std::string& there = nodes_[index_of(node_of(tasks_[future]))].name;
    record(task, event_of(operation.kind), Phase::failed, value_of(operation.task), operation.line);
    task.fail_next(
        fmt::format("{} runs on {}, and {} on {}: no future crosses the network; let it send its result into "
                    "a channel that stands on {}",
                    name_of(task.id), here, name_of(future), there, here));
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
    if (links_.were_cut_under(message)) return lose(message, "the link was cut");
    if (message.lost) return lose(message, "the network lost it");
    if (is_down(message.to)) return lose(message, nodes_[index_of(message.to)].name + " is down");
    ResourceState& channel = state_of(message.channel);
    if (!channel.open) return lose(message, "the channel is closed");
    Operation put(OperationKind::try_send, 0);
    put.resource = message.channel;
    put.text = &message.packed;
    const Change change = rules_.attempt(put, sender.id);
    if (change.answer == Answer::refused) return lose(message, "the run has no memory left for it");
    if (change.failed) return lose(message, channel.capacity == 0 ? "nobody receives there" : "the channel is full");
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
