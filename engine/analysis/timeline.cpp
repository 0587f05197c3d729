#include "engine/analysis/timeline.h"

#include <algorithm>
#include <limits>

#include "engine/base/device_parts.h"
#include "engine/resources/resource_type.h"

namespace simul {
namespace {

SpanState shown(State state) {
    switch (state) {
        case State::absent:
            return SpanState::none;
        case State::ready:
            return SpanState::ready;
        case State::running:
            return SpanState::running;
        case State::blocked:
            return SpanState::blocked;
        case State::asleep:
            return SpanState::asleep;
        case State::done:
            return SpanState::done;
    }
    return SpanState::none;
}

std::uint16_t level_of(std::int64_t number) {
    constexpr std::int64_t kMost = std::numeric_limits<std::uint16_t>::max();
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(number, 0, kMost));
}

/// What the event says of the state that it began.
TaskState told_by(const TraceEvent& event, SpanState state) {
    if (state == SpanState::running)
        return running_state(event.kind == EventKind::step && event.core == kNoCore ? kConductedCore : event.core);
    if (state == SpanState::ready) return ready_state(event.kind == EventKind::ready ? event.other_task() : kNoTask);
    if (state == SpanState::blocked || state == SpanState::asleep) return waiting_state(event);
    return {};
}

}  // namespace

bool shows_card(const TraceHeader& header, ResourceId resource) {
    const ResourceInfo& info = header.resources[index_of(resource)];
    return info.kind == ResourceKind::device && info.device.kind == DeviceKind::gpu && !header.conducted();
}

Span Spans::operator[](std::size_t index) const {
    const Stretch& stretch = (*lane_)[index];
    const TraceEvent& event = (*trace_)[stretch.event];
    Span span{stretch.from, lane_->until_of(index), stretch.event, event.task, kNoTask, kNoResource,
              kNoCore,      stretch.state,          stretch.level};
    const TaskState told = told_by(event, stretch.state);
    span.other = told.other;
    span.core = told.core;
    span.resource = stretch.state == SpanState::held ? event.resource : told.resource;
    if (stretch.state == SpanState::lost) span.level = static_cast<std::uint32_t>(event.value);
    const bool by_one =
        event.kind == EventKind::lock || event.kind == EventKind::try_lock || event.kind == EventKind::lock_write;
    const bool of_many = stretch.state == SpanState::held && !by_one;
    if (stretch.state == SpanState::none || of_many) span.task = kNoTask;
    return span;
}

std::size_t Spans::at(Time time) const {
    if (empty() || time < (*lane_)[0].from) return size();
    return lane_->point(time).index;
}

void Timeline::take(const Trace& trace) {
    const std::size_t size = trace.size();
    if (taken_ == 0 && size > 0) meet(trace.header());
    trace_ = &trace;
    for (; taken_ < size; ++taken_) {
        const TraceEvent& event = trace[taken_];
        end_ = event.time;
        if (event.kind == EventKind::wipe && event.resource != kNoResource)
            wipe(event, static_cast<std::uint32_t>(taken_));
        if (event.task != kNoTask) apply(event, static_cast<std::uint32_t>(taken_));
    }
}

void Timeline::meet(const TraceHeader& header) {
    resources_.resize(header.resources.size());
    queues_.resize(header.resources.size());
    for (const ResourceInfo& resource : header.resources) folds_.push_back(first_fold_of(resource));
}

void Timeline::apply(const TraceEvent& event, std::uint32_t index) {
    Course& course = course_of(event.task);
    if (event.kind == EventKind::lost) return open_gap(course, event, index);
    const TaskState before = course.state;
    const bool changed = fold(course.state, event);
    if (course.in_gap) close_gap(course, event);
    if (changed) {
        course.began = index;
        change_task(course, event);
        if (before.core != kNoCore) leave_core(before.core, event, index);
        if (course.state.core != kNoCore) take_core(course.state.core, event, index);
        if (before.resource != course.state.resource)
            change_queues(before, course.state, event.begin(course.last), index);
    }
    if (event.resource != kNoResource) change_resource(course, event, index);
    course.last = event.time;
}

Timeline::Course& Timeline::course_of(TaskId task) {
    if (courses_.size() <= index_of(task)) {
        courses_.resize(index_of(task) + 1);
        tasks_.resize(index_of(task) + 1);
    }
    return courses_[index_of(task)];
}

void Timeline::change_task(const Course& course, const TraceEvent& event) {
    tasks_[index_of(event.task)].begin({event.begin(course.last), course.began, 0, shown(course.state.state)});
}

// ---- Losses: from the last event that is known of a task until the next one nobody knows what it did.

void Timeline::open_gap(Course& course, const TraceEvent& lost, std::uint32_t index) {
    const bool lived = course.state.state != State::absent && course.state.state != State::done;
    if (!lived || course.in_gap) return;
    course.in_gap = true;
    tasks_[index_of(lost.task)].begin({course.last, index, 0, SpanState::lost});
    const CoreId core = course.state.core;
    if (is_on(core, lost.task))
        cores_[index_of(core)].begin(
            {std::max(course.last, cores_[index_of(core)].back().from), index, 0, SpanState::lost});
}

/// What the task does now, if the event does not change it, it has done since the gap.
void Timeline::close_gap(Course& course, const TraceEvent& event) {
    course.in_gap = false;
    change_task(course, event);
    const CoreId core = course.state.core;
    if (is_on(core, event.task)) cores_[index_of(core)].begin({event.time, course.began, 0, SpanState::running});
}

// ---- Cores.

bool Timeline::is_on(CoreId core, TaskId task) const {
    const std::size_t number = index_of(core);
    return core != kNoCore && number < cores_.size() && core_in_use_[number] && on_core_[number] == task;
}

/// Somebody else may be there already: on a real computer two records can come in either order.
void Timeline::leave_core(CoreId core, const TraceEvent& event, std::uint32_t index) {
    const std::size_t number = index_of(core);
    if (!core_in_use_[number] || on_core_[number] != event.task) return;
    core_in_use_[number] = false;
    cores_[number].begin({event.time, index, 0, SpanState::none});
}

void Timeline::take_core(CoreId core, const TraceEvent& event, std::uint32_t index) {
    const std::size_t number = index_of(core);
    if (cores_.size() <= number) {
        while (cores_.size() <= number) cores_.emplace_back(true);
        on_core_.resize(number + 1, kNoTask);
        core_in_use_.resize(number + 1);
    }
    Lane& lane = cores_[number];
    const Duration switch_cost(trace_->header().switch_cost_ns);
    if (switch_cost > 0ns && !core_in_use_[number] && on_core_[number] != event.task) {
        const Time asked = std::max(Time{}, event.time - switch_cost);
        lane.begin({lane.empty() ? asked : std::max(asked, lane.back().from), index, 0, SpanState::switching});
    }
    on_core_[number] = event.task;
    core_in_use_[number] = true;
    lane.begin({event.begin(lane.empty() ? Time{} : lane.back().from), index, 0, SpanState::running});
}

// ---- Resources.

void Timeline::change_queues(const TaskState& before, const TaskState& after, Time at, std::uint32_t index) {
    if (before.resource != kNoResource) change_queue(before.resource, -1, at, index);
    if (after.resource != kNoResource) change_queue(after.resource, 1, at, index);
}

void Timeline::change_queue(ResourceId resource, int by, Time at, std::uint32_t index) {
    Lane& lane = queues_[index_of(resource)];
    const std::uint16_t waiters = level_of((lane.empty() ? 0 : lane.back().level) + by);
    lane.begin({lane.empty() ? at : std::max(at, lane.back().from), index, waiters,
                waiters > 0 ? SpanState::blocked : SpanState::none});
}

void Timeline::change_resource(Course& course, const TraceEvent& event, std::uint32_t index) {
    const ResourceInfo& info = trace_->header().resources[index_of(event.resource)];
    const ResourceType& type = type_of(info.kind);
    ResourceFold& fold = folds_[index_of(event.resource)];
    if (!type.fold(fold, {event, trace_->header(), index, course.permit.ended_by(event)})) return;
    if (!shows_card(trace_->header(), event.resource)) return show_level(event, index);
    if (event.kind == EventKind::answer) show_spans_on_card(event, index);
}

/// The last one ends with the answer. Answers of a real card may be heard in another order than they were ready.
void Timeline::show_spans_on_card(const TraceEvent& event, std::uint32_t index) {
    static constexpr SpanState kShown[] = {SpanState::switching, SpanState::asleep, SpanState::running,
                                           SpanState::asleep};
    Lane& lane = resources_[index_of(event.resource)];
    const std::vector<DeviceSpan> spans = device_spans(trace_->text_of(index));
    Time from = event.time - std::min(event.time.time_since_epoch(), length_of(spans));
    for (const DeviceSpan& span : spans) {
        const auto part = static_cast<std::size_t>(span.part);
        const Time at = lane.empty() ? from : std::max(from, lane.back().from);
        if (from + span.length > at) lane.begin({at, index, static_cast<std::uint16_t>(part), kShown[part]});
        from += span.length;
    }
    if (!lane.empty()) lane.begin({event.time, index, 0, SpanState::none});
}

void Timeline::show_level(const TraceEvent& event, std::uint32_t index) {
    const ResourceInfo& info = trace_->header().resources[index_of(event.resource)];
    const std::uint16_t level = level_of(type_of(info.kind).level(folds_[index_of(event.resource)], info));
    resources_[index_of(event.resource)].begin(
        {event.time, index, level, level > 0 ? SpanState::held : SpanState::none});
}

void Timeline::wipe(const TraceEvent& event, std::uint32_t index) {
    folds_[index_of(event.resource)] = first_fold_of(trace_->header().resources[index_of(event.resource)]);
    show_level(event, index);
}

// ---- Looking.

Spans Timeline::spans(const std::vector<Lane>& lanes, std::size_t index) const {
    static const Lane kEmpty;
    return {trace_, index < lanes.size() ? lanes[index] : kEmpty};
}

std::size_t Timeline::bytes() const {
    std::size_t sum = courses_.capacity() * sizeof(Course);
    for (const std::vector<Lane>* lanes : {&tasks_, &cores_, &resources_, &queues_})
        for (const Lane& lane : *lanes) sum += lane.bytes();
    return sum;
}

}  // namespace simul
