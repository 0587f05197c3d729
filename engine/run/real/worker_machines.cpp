// A worker and the other machines: what crosses to them, and, for the runner, what comes of it and befalls them.
//
// How it works. A task's worker only records that a message was sent, and puts it into its machine's cable. The runner
// is the network, and the only one that lets machines crash and come back: its worker records the rest, for tasks
// elsewhere. So a task that the runner records for may record at the same moment; the events of a task have one order
// nevertheless, as their numbers are drawn one by one.
#include <fmt/format.h>

#include <utility>

#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/run/operation_events.h"
#include "engine/run/real/worker.h"
#include "engine/scenario/plain_value.h"

namespace simul {

bool Worker::perform_on_machines(TaskContext& context, Operation& operation) {
    switch (operation.kind) {
        case OperationKind::crash:
        case OperationKind::come_back:
        case OperationKind::cut:
        case OperationKind::mend:
            ask_for_strike(context, operation);
            return true;
        case OperationKind::local_time:
            tell_local_time(context, operation);
            return true;
        default:
            break;
    }
    const Elsewhere there = elsewhere(*this, context.id, operation);
    if (!there) return false;
    if (there.resource == kNoResource)
        refuse_future(context, operation, there.future);
    else if (operation.kind == OperationKind::send)
        transmit(context, operation);
    else
        refuse_resource(context, operation, there.resource);
    return true;
}

void Worker::tell_local_time(TaskContext& context, Operation& operation) {
    tell_time_in_seconds(operation, local_time(run_.nodes()[index_of(node_of(context))], core_.since_start(now_)));
    TraceEvent event;
    event.kind = EventKind::local_time;
    event.line = operation.line;
    event.value = operation.value;
    event.cell = operation.cell;
    record(context.id, event);
}

// ---- What is refused.

void Worker::refuse_resource(TaskContext& context, const Operation& operation, ResourceId resource) {
    hold(operation.resource);
    notice_gap(context.id);
    record_on(context.id, event_of(operation.kind), Phase::failed, operation.resource,
              state_of(operation.resource).ticket++, operation.line);
    let_go(operation.resource);
    context.fail_next(why_resource_stays(run_.name_of(context.id), node_name(node_of(context)), run_.info(resource),
                                         node_name(home_of(resource))));
}

void Worker::refuse_future(TaskContext& context, const Operation& operation, TaskId future) {
    record(context.id, event_of(operation.kind), Phase::failed, value_of(operation.task), operation.line);
    context.fail_next(why_future_stays(run_.name_of(context.id), node_name(node_of(context)), run_.name_of(future),
                                       node_name(home_of(future))));
}

/// With `machines_guard` held: nothing begins on a machine that is down.
bool Worker::is_refused_elsewhere(TaskContext& context, const Operation& operation) {
    const NodeId node = operation.attributes ? operation.attributes->node.value_or(node_of(context)) : node_of(context);
    if (!run_.node(node).down.load()) return false;
    record(context.id, event_of(operation.kind), Phase::failed, value_of(kNoTask), operation.line);
    context.fail_next(why_nothing_begins_on(node_name(node)));
    return true;
}

// ---- Messages.

/// It waits only while the cable is full, and never hears what becomes of the message.
void Worker::transmit(TaskContext& context, Operation& operation) {
    const ResourceId channel = operation.resource;
    const std::int64_t declared = story_.description().resources[index_of(channel)].message_bytes;
    MessageHead head;
    head.bytes = declared > 0 ? static_cast<double>(declared) : static_cast<double>(operation.text->size());
    head.room = 2 * (sizeof(Message) + operation.text->size());  // it may be doubled
    if (!run_.take_memory(head.room)) {
        hold(channel);
        notice_gap(context.id);
        record_on(context.id, EventKind::send, Phase::failed, channel, state_of(channel).ticket++, operation.line);
        let_go(channel);
        return context.fail_next(fmt::format(kNoMemoryLeft, "the message", operation.text->size()));
    }
    head.sender = context.id;
    head.channel = channel;
    hold(channel);
    notice_gap(context.id);
    head.number = run_.table().messages.fetch_add(1) + 1;
    slot(context.id).sending_into = channel;
    slot(context.id).sending.store(head.number);
    record(context.id,
           event_on(EventKind::transmit, Phase::done, channel, state_of(channel).ticket++, operation.line, head.number),
           preview_and_size(*operation.text));
    let_go(channel);
    if (!launcher_.send_away(packed_message(head, *operation.text))) context.stop_next();
}

void Worker::deliver_message(Message& message) {
    Operation put(OperationKind::try_send, 0);
    put.resource = message.channel;
    put.text = &message.packed;
    hold(message.channel);
    read_clock();
    ResourceState& channel = state_of(message.channel);
    std::string lost = "the channel is closed";
    Change change;
    if (channel.open)
        lost = why_not_taken(change = rules_.attempt(put, message.sender), channel);
    else
        change.ticket = channel.ticket++;
    const EventKind kind = lost.empty() ? EventKind::deliver : EventKind::lose;
    record(message.sender, event_on(kind, Phase::done, message.channel, change.ticket, 0, message.number),
           lost.empty() ? preview_and_size(message.packed) : lost);
    tell_consequences(message.sender);
    let_go(message.channel);
    wake_told();
}

void Worker::record_loss(const Message& message, std::string_view why) {
    hold(message.channel);
    read_clock();
    record(
        message.sender,
        event_on(EventKind::lose, Phase::done, message.channel, state_of(message.channel).ticket++, 0, message.number),
        why);
    let_go(message.channel);
}

// ---- Crashes, returns, cuts and mendings.

/// The supervisor does it, and is waited for. Who lets its own machine crash does not continue.
void Worker::ask_for_strike(TaskContext& context, Operation& operation) {
    TaskSlot& own = slot(context.id);
    own.strike = strike_of(operation);
    own.strike_line = operation.line;
    own.strike_asked.store(1, std::memory_order_release);
    run_.table().strikes.fetch_add(1);
    run_.tell_supervisor();
    idle();
    while (own.strike_asked.load(std::memory_order_acquire) != 0 && !run_.stopping())
        os::wait_either(own.strike_asked, 1, run_.head().stop, 0);
    if (run_.stopping()) return context.stop_next();
    operation.value = own.struck;
    read_clock();
}

void Worker::record_strike(const Strike& strike, TaskId by, Phase phase, std::uint16_t line) {
    read_clock();
    const TraceEvent event = event_of(strike, phase, line);
    const std::string text = ends_in_words(strike, run_.nodes());
    by == kNoTask ? record_of_nobody(event, text) : record(by, event, text);
}

/// What it stood in goes with the machine, but for the line of those who wait for any of several channels, which is one
/// for all machines.
void Worker::end_with_machine(TaskId id, Ending ending, int signal, std::string_view told) {
    TaskSlot& dead = slot(id);
    if (dead.activity.load() == Activity::waiting && dead.waiter.selects) {
        WaitQueue& selecting = hold_selecting();
        if (dead.waiter.selects) rules_.remove(selecting, id);
        let_go_of_selecting();
    }
    dead.awaiting = {};
    dead.callbacks = dead.watchers = 0;
    record_end(id, ending, signal, told);
}

void Worker::wipe(ResourceId resource) {
    hold(resource);
    read_clock();
    run_.wipe(resource, current_);
    record_of_nobody(event_on(EventKind::wipe, Phase::done, resource, state_of(resource).ticket++, 0), {});
    let_go(resource);
}

TaskId Worker::begin_restart(NodeId node, std::string_view call, TaskId by) {
    const TaskId task = run_.new_task(by, call, current_);
    if (task == kNoTask) {
        end_at_most_tasks(by == kNoTask ? kMainTask : by, 0);
        return task;
    }
    slot(task).node = node;
    arrive(task);
    return task;
}

std::int64_t Worker::moment_of(Time when) const {
    return when == kNever ? os::kNoDeadline : run_.head().began.load() + core_.real(when.time_since_epoch());
}

// ---- Recording.

/// What the runner records for a task is not the task's own.
void Worker::record_among_machines(TaskSlot& slot, TraceEvent event, std::string_view text) {
    const bool own = current_ != run_.supervisor();
    if (own) slot.records.store(true, std::memory_order_relaxed);
    event.sequence = slot.sequence.fetch_add(1, std::memory_order_relaxed);
    writer_.recorder.record(event, text);
    if (own) slot.records.store(false, std::memory_order_release);
}

void Worker::record_of_nobody(TraceEvent event, std::string_view text) {
    if (run_.stopping()) return;
    event.time = Time(Duration(now_));
    writer_.events.store(writer_.events.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    writer_.recorder.record(event, text);
}

}  // namespace simul
