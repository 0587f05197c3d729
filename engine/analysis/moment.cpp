#include "engine/analysis/moment.h"

#include <algorithm>

#include "engine/resources/resource_type.h"
#include "engine/resources/semaphore.h"

namespace simul {

Moment::Moment(const TraceHeader& header) : header_(&header), variables_(header) {
    for (const ResourceInfo& resource : header.resources) resources_.push_back({first_fold_of(resource)});
}

void Moment::apply(const TraceEvent& event, std::size_t index, std::string_view text) {
    now_ = event.time;
    size_ = index + 1;
    variables_.apply(event, text);
    if (event.kind == EventKind::wipe && event.resource != kNoResource) return wipe(event.resource);
    if (event.kind == EventKind::end) end(static_cast<Outcome>(event.value));
    if (event.kind == EventKind::may_happen || event.kind == EventKind::happens) change_happenings(event, index);
    if (event.task == kNoTask) return;
    change_stand(event, index);
    change_state(event, index);
    if (event.resource != kNoResource) change_resource(event, index);
}

/// At a standstill, and where it was stopped, all is kept as it is.
void Moment::end(Outcome outcome) {
    cut_off_ = outcome == Outcome::finished || outcome == Outcome::failed;
    if (cut_off_) cores_.assign(cores_.size(), kNoTask);
    happenings_.clear();
}

void Moment::change_happenings(const TraceEvent& event, std::size_t index) {
    const auto at =
        std::lower_bound(happenings_.begin(), happenings_.end(), std::pair(event.happening(), std::size_t{0}));
    const bool is_known = at != happenings_.end() && at->first == event.happening();
    const bool may_be_chosen = event.kind == EventKind::may_happen && event.phase == Phase::done;
    if (is_known && may_be_chosen)
        at->second = index;
    else if (is_known)
        happenings_.erase(at);
    else if (may_be_chosen)
        happenings_.insert(at, {event.happening(), index});
}

void Moment::change_stand(const TraceEvent& event, std::size_t index) {
    if (ends_asking(event.kind)) grown(event.task).asked_event = 0;
    if (event.kind != EventKind::stand) return;
    TaskMoment& task = grown(event.task);
    task.asked_event = index;
    task.asked = event.time;
    task.can_go_on = event.phase == Phase::done;
    if (task.can_go_on)
        leave_queue(event.task);
    else if (task.state.state == State::blocked && task.queue == kNoResource)
        join_queue(event.task, task.state.resource);
}

void Moment::change_state(const TraceEvent& event, std::size_t index) {
    TaskMoment& task = grown(event.task);
    if (event.line != 0) task.line = event.line;
    if (event.kind == EventKind::arrive) task.parent = event.other_task();
    if (event.kind == EventKind::place) task.node = static_cast<NodeId>(event.value);
    if (takes_thread(*header_, event)) task.on_thread = true;
    if (event.kind == EventKind::note) {
        task.left_running |= static_cast<NoteKind>(event.value) == NoteKind::left_running;
        task.is_heard_of |= static_cast<NoteKind>(event.value) == NoteKind::loop_hears;
    }
    if (event.kind == EventKind::finish) {
        task.ending = event.ending();
        task.signal = static_cast<std::uint8_t>(event.signal());
    }
    if (is_compute(event.kind)) task.computes = event.phase == Phase::wanted;
    if (is_operation(event.kind)) task.may_have_waited = info_of(operation_of(event.kind)).may_wait;
    const CoreId left = task.state.core;
    if (!fold(task.state, event)) {
        // Who waits for the global lock goes to the end of its queue from time to time.
        const bool queues_again =
            event.phase == Phase::wanted && event.resource != kNoResource && task.queue == event.resource;
        if (!queues_again) return;
        leave_queue(event.task);
        return join_queue(event.task, event.resource);
    }
    task.since = event.begin(task.since);
    task.since_event = index;
    if (left != task.state.core) leave_core(left, event.task);
    leave_queue(event.task);
    if (task.state.core != kNoCore) take_core(task.state.core, event.task);
    if (!is_waiting(task.state.state)) return;
    task.has_awaited = event.kind == EventKind::await;
    task.selects = event.kind == EventKind::receive ? event.value : 0;
    join_queue(event.task, task.state.resource);
}

void Moment::change_resource(const TraceEvent& event, std::size_t index) {
    const ResourceKind kind = header_->resources[index_of(event.resource)].kind;
    const bool had_to_wait = tasks_[index_of(event.task)].permit.ended_by(event);
    type_of(kind).fold(resources_[index_of(event.resource)], {event, *header_, index, had_to_wait});
}

/// Nobody waits there any more: those who did have ended.
void Moment::wipe(ResourceId resource) {
    static_cast<ResourceFold&>(resources_[index_of(resource)]) = first_fold_of(header_->resources[index_of(resource)]);
}

void Moment::join_queue(TaskId task, ResourceId resource) {
    if (resource == kNoResource) return;
    ResourceMoment& joined = resources_[index_of(resource)];
    TaskMoment& waiter = tasks_[index_of(task)];
    waiter.queue = resource;
    waiter.previous_waiter = joined.last_waiter;
    waiter.next_waiter = kNoTask;
    (joined.last_waiter == kNoTask ? joined.first_waiter : tasks_[index_of(joined.last_waiter)].next_waiter) = task;
    joined.last_waiter = task;
    ++joined.waiters;
}

void Moment::leave_queue(TaskId task) {
    TaskMoment& waiter = tasks_[index_of(task)];
    if (waiter.queue == kNoResource) return;
    ResourceMoment& left = resources_[index_of(waiter.queue)];
    const TaskId before = waiter.previous_waiter, after = waiter.next_waiter;
    (before == kNoTask ? left.first_waiter : tasks_[index_of(before)].next_waiter) = after;
    (after == kNoTask ? left.last_waiter : tasks_[index_of(after)].previous_waiter) = before;
    --left.waiters;
    waiter.queue = kNoResource;
}

/// Somebody else may be there already: on a real computer two records can come in either order.
void Moment::leave_core(CoreId core, TaskId task) {
    if (core != kNoCore && cores_[index_of(core)] == task) cores_[index_of(core)] = kNoTask;
}

void Moment::take_core(CoreId core, TaskId task) {
    if (cores_.size() <= index_of(core)) cores_.resize(index_of(core) + 1, kNoTask);
    cores_[index_of(core)] = task;
}

TaskMoment& Moment::grown(TaskId task) {
    if (tasks_.size() <= index_of(task)) tasks_.resize(index_of(task) + 1);
    return tasks_[index_of(task)];
}

const TaskMoment& Moment::task(TaskId task) const {
    static const TaskMoment kAbsent;
    return index_of(task) < tasks_.size() ? tasks_[index_of(task)] : kAbsent;
}

State Moment::state_of(TaskId task) const {
    const TaskMoment& it = this->task(task);
    return it.asked_event != 0 && it.can_go_on ? State::ready : it.state.state;
}

TaskId Moment::on_core(CoreId core) const { return index_of(core) < cores_.size() ? cores_[index_of(core)] : kNoTask; }

std::vector<TaskId> Moment::queue_of(ResourceId resource) const {
    std::vector<TaskId> queue;
    TaskId waiter = resources_[index_of(resource)].first_waiter;
    for (; waiter != kNoTask; waiter = tasks_[index_of(waiter)].next_waiter) queue.push_back(waiter);
    return queue;
}

Moment moment_after(const Trace& trace, std::size_t events) {
    Moment moment(trace.header());
    for (std::size_t i = 0; i < events; ++i) moment.apply(trace[i], i, trace.text_of(i));
    return moment;
}

}  // namespace simul
