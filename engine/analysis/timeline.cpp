#include "engine/analysis/timeline.h"

namespace simul {

void Timeline::take(const Trace& trace) {
    const std::size_t size = trace.size();
    for (; taken_ < size; ++taken_) {
        const TraceEvent& event = trace[taken_];
        end_ = event.time;
        if (event.task != kNoTask) apply(event, taken_);
    }
}

void Timeline::apply(const TraceEvent& event, std::size_t index) {
    const std::size_t number = index_of(event.task);
    if (states_.size() <= number) {
        states_.resize(number + 1);
        tasks_.resize(number + 1);
    }
    TaskState& state = states_[number];
    const CoreId left = state.core;
    if (!fold(state, event)) return;
    close(tasks_[number], event.time);
    const bool lay_on_top = left != kNoCore && !core_lane(left).empty() && core_lane(left).back().task == event.task;
    if (lay_on_top) close(core_lane(left), event.time);
    if (state.state == State::done) return;
    const Span span{event.time, kNever, index, event.task, state.other, state.resource, state.core, state.state};
    tasks_[number].push_back(span);
    if (state.state != State::running || state.core == kNoCore) return;
    close(core_lane(state.core), event.time);
    core_lane(state.core).push_back(span);
}

/// Ends the last span of a lane, if it still lasts. One that is empty leaves no trace.
void Timeline::close(Lane& lane, Time until) {
    if (lane.empty() || lane.back().until != kNever) return;
    if (lane.back().from == until)
        lane.pop_back();
    else
        lane.back().until = until;
}

const Timeline::Lane& Timeline::lane(const std::vector<Lane>& lanes, std::size_t index) {
    static const Lane kEmpty;
    return index < lanes.size() ? lanes[index] : kEmpty;
}

Timeline::Lane& Timeline::core_lane(CoreId core) {
    if (cores_.size() <= index_of(core)) cores_.resize(index_of(core) + 1);
    return cores_[index_of(core)];
}

}  // namespace simul
